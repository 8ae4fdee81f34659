"""Breaks of the ways in which the large tables are kept small."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

GROWING = "migrations/versions/0025_tables_that_only_grow.py"
CLEARING = "migrations/versions/0029_pruning_plans_once.py"
RETENTION = "tests/inventory/upkeep/test_retention.py"
STORAGE = "tests/inventory/database/test_storage.py"
FREE = "goes AND (number = 1 OR number * (size - payload_size) <= 800 + gone * payload_size) AS goes_now"

MUTATIONS: dict[str, Mutation] = {
    "payloads are cleared faster than their pages have room": Mutation(
        "G10",
        (Edit(CLEARING, FREE, "goes AS goes_now"),),
        (f"{RETENTION}::test_content_goes_without_moving_its_event",),
    ),
    "payloads that are left for the next call are passed over": Mutation(
        "G10",
        (Edit(CLEARING, "WHEN bool_or(c.goes AND NOT c.goes_now) THEN after_id ", ""),),
        (f"{RETENTION}::test_content_goes_without_moving_its_event",),
    ),
    "the inbox has no room for what is cleared": Mutation(
        "G10",
        (
            Edit(
                GROWING, '"fillfactor": "90", "autovacuum_vacuum_scale_factor": "0.02"},\n}', '"fillfactor": "100"},\n}'
            ),
        ),
        (f"{RETENTION}::test_content_goes_without_moving_its_event",),
    ),
    "the ledger is frozen when it must be": Mutation(
        "G10",
        (Edit(GROWING, '        "autovacuum_freeze_min_age": "0",\n', ""),),
        (f"{STORAGE}::test_the_ledger_is_frozen_as_it_grows",),
    ),
    "workers wait while PostgreSQL is told how tables grow": Mutation(
        "G2",
        (
            Edit(
                GROWING,
                '    for table, parameters in _STORAGE.items():\n        op.execute(f"ALTER TABLE {table} SET',
                '    op.execute("LOCK TABLE reservation")\n    for table, parameters in _STORAGE.items():\n        op.execute(f"ALTER TABLE {table} SET',
            ),
        ),
        (f"{STORAGE}::test_workers_go_on_while_others_tell_postgresql",),
    ),
}
