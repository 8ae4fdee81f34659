"""Breaks of the metrics: figures of others, figures that vanish, and looks at whole tables."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CATALOGUE = "tests/inventory/metrics/test_catalogue.py"
OF_WORKERS = "tests/tasks/test_worker_metrics.py"
WORKER = "tasks/worker/metrics.py"
REPLICA = "tests/api/turns/test_replica.py"
TOKENS = "api/callers/static_tokens.py"
SHOWN = "moment < known.shown_at + SHOWN_LATELY_SECONDS"

MUTATIONS: dict[str, Mutation] = {
    "the bridge tells of a relay that it is not": Mutation(
        "G2",
        (
            Edit(
                "bridge/metrics.py",
                "RELAY_ACTIVE = gauge(declared.RELAY_ACTIVE, RELAY)",
                "RELAY_ACTIVE = gauge(declared.RELAY_ACTIVE, CONSUMER)",
            ),
        ),
        ("tests/bridge/test_metrics.py::test_each_process_has_its_own_metrics_alone",),
    ),
    "a killed task is no failure": Mutation(
        "G2",
        (Edit(WORKER, "    task_failure.connect(_fail)\n", ""),),
        (f"{OF_WORKERS}::test_a_process_that_is_killed_counts_as_a_failure_and_keeps_its_figures",),
    ),
    "the first task of a worker is no increase": Mutation(
        "G2",
        (Edit(WORKER, "            _kept(task)\n    observe", "            pass\n    observe"),),
        (f"{OF_WORKERS}::test_tasks_are_told_by_name_from_the_first_on",),
    ),
    "the pool keeps the port of a worker that was killed": Mutation(
        "G2",
        (Edit(WORKER, "    worker_process_init.connect(_leave)\n", ""),),
        (f"{OF_WORKERS}::test_a_pool_process_has_no_copy_of_the_port",),
    ),
    "a scrape counts all that waits": Mutation(
        "G2",
        (Edit("inventory/upkeep/backlog.py", "rows.limit(MAX_COUNTED).subquery()).scalar", "rows.subquery()).scalar"),),
        ("tests/inventory/upkeep/test_scrape_plans.py::test_a_large_backlog_is_counted_up_to_a_bound",),
    ),
    "a dead letter that is kept is a delay of pruning": Mutation(
        "G2",
        (
            Edit(
                "inventory/upkeep/pruning_delay.py",
                "      AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0\n",
                "",
            ),
        ),
        ("tests/inventory/upkeep/test_pruning_delay.py::test_a_dead_letter_that_is_kept_is_no_delay_of_events",),
    ),
    "units that do not sell keep a SKU from being low": Mutation(
        "G2",
        (Edit("inventory/upkeep/stock_figures.py", "WHERE sells GROUP BY sku", "GROUP BY sku"),),
        ("tests/inventory/upkeep/test_stock_figures.py::test_levels_are_those_of_the_domain",),
    ),
    "a replica that is away is counted once": Mutation(
        "G2",
        (
            Edit(
                "api/turns/replica_reads.py",
                '            metrics.REPLICA_FALLBACKS.labels("unavailable").inc()\n            return None\n        try:',
                "            return None\n        try:",
            ),
        ),
        (f"{REPLICA}::test_without_its_replica_the_primary_answers_and_each_check_counts",),
    ),
    "nobody may hear that PostgreSQL is away": Mutation(
        "G2",
        (Edit(TOKENS, " or not _goes_on(known, moment):", " or known:"),),
        ("tests/security/test_tokens.py::test_while_postgresql_is_away_who_keeps_coming_goes_on",),
    ),
    "whoever was known goes on while PostgreSQL is away": Mutation(
        "G12",
        (Edit(TOKENS, " or not _goes_on(known, moment):", ":"),),
        ("tests/security/test_tokens.py::test_while_postgresql_is_away_who_keeps_coming_goes_on",),
    ),
    "an expired token goes on while PostgreSQL is away": Mutation(
        "G12",
        (Edit(TOKENS, "moment < min(known.shown_at + SHOWN_LATELY_SECONDS, known.ends_at)", SHOWN),),
        ("tests/security/test_tokens.py::test_an_expired_token_ends_while_postgresql_is_away",),
    ),
}
