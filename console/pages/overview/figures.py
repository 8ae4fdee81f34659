"""The figures of the overview: each with its limit, its last hour, and the way to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.charts import Chart
from console.pages.overview.figure import Figure, FigureState
from console.pages.overview.hours import Hour
from console.pages.overview.told import of_processes
from console.watch.history import LastHour
from inventory.settings import Settings
from inventory.upkeep.backlog import Backlog, Waiting
from inventory.upkeep.scheduled_audit import LastRun

OLD_OUTCOME_SECONDS = 120
OLD_HOLD_SECONDS = 120
OLD_EVENT_SECONDS = 600
AUDITS_MISSED = 3
"""The limits of the alerts (`deployment/monitoring/rules.yml`)."""

_AGED = {
    "inbox_pending": (
        "Pending events",
        "Events heard from Kafka and not done yet",
        OLD_EVENT_SECONDS,
        "InventoryInboxOld",
    ),
    "waiting_orders": (
        "Orders that wait",
        "Orders that wait for the catalogue to name their SKUs",
        OLD_EVENT_SECONDS,
        "InventoryOrdersWaitForCatalogue",
    ),
    "outbox": (
        "Outcomes on their way",
        "Outcomes that Kafka does not have yet",
        OLD_OUTCOME_SECONDS,
        "InventoryOutboxNotPublished",
    ),
    "overdue_holds": (
        "Overdue holds",
        "Holds that are over and not given back yet",
        OLD_HOLD_SECONDS,
        "InventoryHoldsOverdue",
    ),
}
"""Work that may wait, by its part of the backlog, for so many seconds."""
_NONE_IS_GOOD = {
    "dead_letters": (
        "Dead letters",
        "Events that could not be used",
        FigureState.BAD,
        "InventoryDeadLetters",
    ),
    "paused_partitions": (
        "Paused partitions",
        "Partitions of Kafka that are read no further until somebody resumes them",
        FigureState.BAD,
        "InventoryPartitionPaused",
    ),
    "set_aside_sources": (
        "Sources set aside",
        "Sources whose unusable messages stay in Kafka until somebody resumes them",
        FigureState.BAD,
        "InventorySourceSetAside",
    ),
    "event_gaps": (
        "Gaps",
        "Times that Kafka had deleted events before they were read",
        FigureState.WARN,
        "InventoryEventGap",
    ),
}
"""Parts of the backlog that should be empty."""


def figures(
    waiting: Backlog, audit: LastRun | None, history: LastHour, settings: Settings, *, now: datetime
) -> list[Figure]:
    """Return the figures, those to act on first."""
    hour = Hour(history)
    found = [
        *_of_backlog(waiting, hour),
        _of_audit(audit, settings, now),
        *of_processes(history, hour, settings),
    ]
    return sorted(found, key=lambda figure: list(FigureState).index(figure.state), reverse=True)


def _of_backlog(waiting: Backlog, hour: Hour) -> Iterator[Figure]:
    for name, (label, meaning, limit, heading) in _AGED.items():
        part: Waiting = getattr(waiting, name)
        state = FigureState.BAD if part.oldest_seconds > limit else FigureState.GOOD
        until = f"Act if one is older than {limit / 60:.0f} min"
        yield Figure(label, meaning, part.count, state, heading, _age(part), until, _hour_of(name, label, hour))
    for name, (label, meaning, worst, heading) in _NONE_IS_GOOD.items():
        part = getattr(waiting, name)
        state = worst if part.count else FigureState.GOOD
        yield Figure(label, meaning, part.count, state, heading, _age(part), hour=_hour_of(name, label, hour))


def _age(part: Waiting) -> float | None:
    return part.oldest_seconds if part.count else None


def _hour_of(name: str, label: str, hour: Hour) -> Chart:
    return hour.chart(label, lambda moment: moment.waiting[name])


def _of_audit(audit: LastRun | None, settings: Settings, now: datetime) -> Figure:
    label, meaning = "Audit", "Discrepancies between the stock and its books, by the last audit"
    if audit is None:
        return Figure(label, meaning, "has not run", FigureState.WARN, "InventoryAuditOld")
    age = (now - audit.audited_at).total_seconds()
    if audit.discrepancies:
        return Figure(label, meaning, audit.discrepancies, FigureState.BAD, "InventoryAuditDiscrepancies", age)
    is_old = age > AUDITS_MISSED * settings.audit_interval_seconds
    return Figure(label, meaning, 0, FigureState.WARN if is_old else FigureState.GOOD, "InventoryAuditOld", age)
