"""Metrics that several processes have."""

from __future__ import annotations

from inventory.metrics.declared import Process, counter, gauge, histogram

WAITS = (0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds of a wait that is short as a rule."""
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Numbers of things in one batch."""

_WITH_DATABASE = (Process.API, Process.CONSUMER, Process.RELAY, Process.WORKER, Process.CONSOLE)

BUILD = gauge(
    "inventory_build_info", "1, with the version of the service and of Python", *Process, labels=("version", "python")
)
OUTCOMES = counter(
    "inventory_outcomes_total",
    "Commands that were decided, by the door that they came through, and by the outcome: "
    "the status of the order, `created`, `changed`, `unchanged`, or the code of a refusal",
    *(Process.API, Process.WORKER, Process.CONSOLE),
    labels=("door", "command", "outcome"),
)
POOL_WAIT = histogram(
    "inventory_database_pool_wait_seconds",
    "Waits for a connection to PostgreSQL, with the time to open a new one",
    *_WITH_DATABASE,
    labels=("pool",),
    buckets=WAITS,
)
ROUND_TRIPS = counter(
    "inventory_database_round_trips_total",
    "Times that this process waited for an answer of PostgreSQL",
    *_WITH_DATABASE,
)

ALL = (BUILD, OUTCOMES, POOL_WAIT, ROUND_TRIPS)
