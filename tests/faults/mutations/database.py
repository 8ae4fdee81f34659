"""Breaks of the migrations: keys, checks and sequences."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, INSERTION, Edit, Mutation

TABLES = "migrations/versions/0001_the_tables.py"

MUTATIONS: dict[str, Mutation] = {
    "no CHECK keeps reserved within on hand": Mutation(
        "G1",
        (
            Edit(
                TABLES,
                "0 <= quantity_reserved AND quantity_reserved <= quantity_on_hand",
                "quantity_reserved IS NOT NULL",
            ),
        ),
        ("tests/inventory/database/test_migrate.py::test_the_details_that_a_comparison_does_not_see",),
    ),
    "an event is known by its id alone": Mutation(
        "G3",
        (
            Edit(
                TABLES, '"inbox_event", ["source", "event_id"], unique=True', '"inbox_event", ["event_id"], unique=True'
            ),
            Edit(
                INSERTION,
                '    .on_conflict_do_nothing(index_elements=["source", "event_id"])\n',
                '    .on_conflict_do_nothing(index_elements=["event_id"])\n',
            ),
        ),
        ("tests/inventory/inbox/test_store.py::test_the_same_id_from_another_source_is_another_event",),
    ),
    "no unique key on the inbox": Mutation(
        "G3",
        (
            Edit(
                TABLES,
                '"inbox_event", ["source", "event_id"], unique=True',
                '"inbox_event", ["source", "event_id"], unique=False',
            ),
            Edit(INSERTION, '    .on_conflict_do_nothing(index_elements=["source", "event_id"])\n', ""),
        ),
        ("tests/inventory/inbox/test_store.py", f"{CRASHES}[consumer: after the inbox commit, before the offsets]"),
    ),
    "outbox ids are handed out twenty to a session": Mutation(
        "G6",
        (
            Edit(
                TABLES,
                '        "outbox_event",\n        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=1)',
                '        "outbox_event",\n        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=20)',
            ),
        ),
        ("tests/inventory/database/test_migrate.py::test_the_details_that_a_comparison_does_not_see",),
    ),
}
