"""Breaks of the metrics: figures of others, figures that vanish, and looks at whole tables."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CATALOGUE = "tests/inventory/metrics/test_catalogue.py"
OF_WORKERS = "tests/tasks/test_worker_metrics.py"
WORKER = "tasks/worker/metrics.py"

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
}
