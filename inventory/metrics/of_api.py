"""Metrics of the API: its own figures, and the condition of the service as PostgreSQL has it."""

from __future__ import annotations

from inventory.metrics.declared import Declared, Process, counter, gauge, histogram
from inventory.metrics.of_several import SIZES, WAITS

_API = Process.API

REQUESTS = counter("inventory_api_requests_total", "Requests that were answered", _API, labels=("endpoint", "status"))
SECONDS = histogram(
    "inventory_api_request_seconds",
    "How long the answers took",
    _API,
    labels=("endpoint",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
REFUSALS = counter("inventory_api_refusals_total", "Answers that were problem documents", _API, labels=("code",))
BATCH = histogram(
    "inventory_api_batch_commands", "Commands that shared a transaction (group commit)", _API, buckets=SIZES
)
TURN_WAIT = histogram(
    "inventory_api_turn_wait_seconds",
    "Waits for a turn: of commands for the transaction that they share, of availability checks for the look that they share",
    _API,
    labels=("turn",),
    buckets=WAITS,
)
REPLICA_FALLBACKS = counter(
    "inventory_api_replica_fallbacks_total",
    "Checks read from the primary although there is a replica",
    _API,
    labels=("reason",),
)

_UP = "PostgreSQL answers"
DATABASE_UP = gauge("inventory_database_up", "1 if PostgreSQL told the backlog", _API)
WAITING = {
    "inbox_pending": "Events heard and not done yet, without orders that wait for the catalogue",
    "waiting_orders": "Orders that wait for the catalogue to name their SKUs",
    "outbox": "Outcomes that Kafka has not acknowledged yet",
    "dead_letters": "Events that could not be used, or failed too often",
    "paused_partitions": "Partitions that are read no further until `inventory events resume`",
    "set_aside_sources": "Sources whose unusable messages are left in Kafka until `inventory events resume`",
    "event_gaps": "Times that Kafka had deleted events before they were read; `inventory events gaps` lists them",
    "overdue_holds": "Holds that are over and not given back yet",
}
"""The parts of the backlog (`inventory.upkeep.backlog`)."""
COUNTS = {name: gauge(f"inventory_{name}", meaning, _API, when=_UP) for name, meaning in WAITING.items()}
AGES = {
    name: gauge(f"inventory_{name}_oldest_seconds", f"{meaning}: age of the oldest", _API, when=_UP)
    for name, meaning in WAITING.items()
}
_AUDITED = "an audit has run"
DISCREPANCIES = gauge(
    "inventory_audit_discrepancies", "Discrepancies that the last scheduled audit found", _API, when=_AUDITED
)
AUDITED_AT = gauge("inventory_audit_timestamp_seconds", "When that audit was", _API, when=_AUDITED)
AUDIT_INTERVAL = gauge(
    "inventory_audit_interval_seconds", "How often an audit should run (`INVENTORY_AUDIT_INTERVAL_SECONDS`)", _API
)
_PRUNED = "`prune` has run"
PRUNED_ROWS = counter("inventory_pruned_rows_total", "Old rows that were removed", _API, labels=("kind",), when=_PRUNED)
PRUNED_AT = gauge(
    "inventory_pruned_timestamp_seconds", "When that was last tried", _API, labels=("kind",), when=_PRUNED
)
PRUNING_OVERDUE = gauge(
    "inventory_pruning_overdue_seconds",
    "How long the oldest row of a kind should be gone, of the kinds that are removed from the oldest on",
    _API,
    labels=("kind",),
    when=_UP,
)
PRUNING_PASS = gauge(
    "inventory_pruning_pass_seconds",
    "How long one pass over the table of a kind takes at the rate of pruning, of the kinds that are found page by page: "
    "an old row may stay for so much longer",
    _API,
    labels=("kind",),
    when=_UP,
)
MIRRORS = counter(
    "inventory_catalogue_mirrors_total",
    "Catalogue statements of our own quantity_on_hand",
    _API,
    labels=("source",),
    when="there was one",
)

COUNTED: tuple[Declared, ...] = (REQUESTS, SECONDS, REFUSALS, BATCH, TURN_WAIT, REPLICA_FALLBACKS)
READ: tuple[Declared, ...] = (
    DATABASE_UP,
    *COUNTS.values(),
    *AGES.values(),
    DISCREPANCIES,
    AUDITED_AT,
    AUDIT_INTERVAL,
    PRUNED_ROWS,
    PRUNED_AT,
    PRUNING_OVERDUE,
    PRUNING_PASS,
    MIRRORS,
)
ALL = (*COUNTED, *READ)
