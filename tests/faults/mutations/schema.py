"""Breaks of the bond of schema and code."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

MUTATIONS: dict[str, Mutation] = {
    "a migration takes the orders before the events": Mutation(
        "G2",
        (
            Edit(
                "inventory/database/migrate.py",
                "before is not None and before != newest_revision()",
                "before == newest_revision()",
            ),
        ),
        (
            "tests/inventory/database/test_migrate.py::test_a_worker_that_holds_events_gets_its_orders_while_others_migrate",
        ),
    ),
    "a migration takes the events after what is done with them": Mutation(
        "G2",
        (
            Edit(
                "inventory/database/migrate.py",
                '        connection.execute(text("LOCK TABLE inbox_event IN SHARE MODE"))\n',
                "",
            ),
        ),
        (
            "tests/inventory/database/test_migrate.py::test_a_bridge_that_has_written_events_finishes_while_others_migrate",
        ),
    ),
    "all migrations are one transaction": Mutation(
        "G8",
        (Edit("inventory/database/migrate.py", "_next(before, revision) or revision", "revision"),),
        ("tests/inventory/database/test_migrate.py::test_a_batch_at_work_finishes_while_others_migrate",),
    ),
    "a migration is edited after databases were made by it": Mutation(
        "G2",
        (Edit("migrations/versions/0005_paused_partitions.py", '"dead", sa.Integer()', '"dead", sa.BigInteger()'),),
        ("tests/inventory/database/test_schema.py::test_no_migration_was_edited",),
    ),
    "migrate says that all is well when columns differ": Mutation(
        "G2",
        (Edit("inventory/database/migrate.py", "        require_columns(connection, after)\n", ""),),
        (
            "tests/inventory/database/test_schema.py::test_migrate_does_not_say_that_all_is_well_when_it_is_not",
            "tests/inventory/database/test_schema.py::test_the_last_migration_is_undone_when_the_tables_differ",
        ),
    ),
    "databases of early migrations are not healed": Mutation(
        "G2",
        (
            Edit(
                "migrations/versions/0009_as_it_should_have_been.py",
                'if "threshold_at" not in columns',
                "if not columns",
            ),
        ),
        ("tests/inventory/database/test_schema.py::test_a_database_made_by_an_early_migration_is_healed",),
    ),
    "a migration changes what a released version had stored": Mutation(
        "G5",
        (
            Edit(
                "migrations/versions/0009_as_it_should_have_been.py",
                '    op.execute("DROP INDEX IF EXISTS ix_reservation_holding")\n',
                '    op.execute("DROP INDEX IF EXISTS ix_reservation_holding")\n'
                '    op.execute("UPDATE stock_movement SET reference = trim(reference)")\n',
            ),
        ),
        ("tests/upgrade/test_released.py::test_it_shows_what_it_showed",),
    ),
    "an outcome of the version before is announced under another key": Mutation(
        "G6",
        (Edit("bridge/relay/announcement.py", '"subject": row.key,', '"subject": row.key.upper(),'),),
        ("tests/upgrade/test_released.py::test_its_outcomes_are_announced_as_they_stood",),
    ),
    "processes begin on tables that differ": Mutation(
        "G2",
        (Edit("inventory/database/revisions.py", "    if revision != newest_revision():\n", "    if revision:\n"),),
        ("tests/inventory/database/test_unfit_schema.py::test_the_api_is_not_ready",),
    ),
    "a worker does not look at the schema before it takes events": Mutation(
        "G2",
        (Edit("tasks/worker/process.py", "worker_init.connect(refuse_unfit_schema)\n", ""),),
        ("tests/inventory/database/test_unfit_schema.py::test_bridge_relay_and_worker_end_and_say_why",),
    ),
}
