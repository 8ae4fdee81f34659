"""The figures of the overview: each with its meaning, and the way to mend it where it is red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from console.watch.history import lag, told_by
from console.watch.targets import Look
from inventory.metrics import of_bridge, of_tasks
from inventory.metrics.declared import Process
from inventory.settings import Settings
from inventory.upkeep.backlog import Backlog, Waiting
from inventory.upkeep.scheduled_audit import LastRun

OLD_OUTCOME_SECONDS = 120
OLD_HOLD_SECONDS = 120
OLD_EVENT_SECONDS = 600
LONG_LAG = 1_000
AUDITS_MISSED = 3
"""The limits of the alerts (`deployment/monitoring/rules.yml`). That of the lag is the alert's for
one partition.
"""


class FigureState(StrEnum):
    """The state of a figure. The overview shows a word and a sign for it."""

    GOOD = "good"
    UNKNOWN = "calm"
    """The process that tells it is away, or refuses us."""
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of this moment. `heading` is that of the runbook that says what to do."""

    label: str
    meaning: str
    value: int | str
    state: FigureState
    heading: str
    oldest_seconds: float | None = None

    @property
    def word(self) -> str:
        return _WORDS[self.state]


_WORDS = {
    FigureState.GOOD: "fine",
    FigureState.UNKNOWN: "not known",
    FigureState.WARN: "look",
    FigureState.BAD: "act",
}


@dataclass(frozen=True, slots=True)
class ProcessShown:
    """A process as the watch saw it last."""

    name: str
    url: str
    version: str
    problem: str
    word: str
    state: FigureState


def figures(
    waiting: Backlog, audit: LastRun | None, looks: Sequence[Look], settings: Settings, *, now: datetime
) -> list[Figure]:
    """Return the figures, those to act on first."""
    found = [*_of_backlog(waiting), _of_audit(audit, settings, now), *_of_looks(looks, settings)]
    return sorted(found, key=lambda figure: list(FigureState).index(figure.state), reverse=True)


def _of_backlog(waiting: Backlog) -> Iterator[Figure]:
    yield _aged(
        "Pending events",
        "Events heard from Kafka and not done yet",
        waiting.inbox_pending,
        OLD_EVENT_SECONDS,
        "InventoryInboxOld",
    )
    yield _aged(
        "Orders that wait",
        "Orders that wait for the catalogue to name their SKUs",
        waiting.waiting_orders,
        OLD_EVENT_SECONDS,
        "InventoryOrdersWaitForCatalogue",
    )
    yield _aged(
        "Outcomes on their way",
        "Outcomes that Kafka does not have yet",
        waiting.outbox,
        OLD_OUTCOME_SECONDS,
        "InventoryOutboxNotPublished",
    )
    yield _aged(
        "Overdue holds",
        "Holds that are over and not given back yet",
        waiting.overdue_holds,
        OLD_HOLD_SECONDS,
        "InventoryHoldsOverdue",
    )
    yield _none_is_good("Dead letters", "Events that could not be used", waiting.dead_letters, "InventoryDeadLetters")
    yield _none_is_good(
        "Paused partitions",
        "Partitions of Kafka that are read no further until somebody resumes them",
        waiting.paused_partitions,
        "InventoryPartitionPaused",
    )
    yield _none_is_good(
        "Sources set aside",
        "Sources whose unusable messages stay in Kafka until somebody resumes them",
        waiting.set_aside_sources,
        "InventorySourceSetAside",
    )
    yield _none_is_good(
        "Gaps",
        "Times that Kafka had deleted events before they were read",
        waiting.event_gaps,
        "InventoryEventGap",
        worst=FigureState.WARN,
    )


def _aged(label: str, meaning: str, waiting: Waiting, limit: float, heading: str) -> Figure:
    state = FigureState.BAD if waiting.oldest_seconds > limit else FigureState.GOOD
    return Figure(label, meaning, waiting.count, state, heading, waiting.oldest_seconds if waiting.count else None)


def _none_is_good(
    label: str, meaning: str, waiting: Waiting, heading: str, worst: FigureState = FigureState.BAD
) -> Figure:
    state = worst if waiting.count else FigureState.GOOD
    return Figure(label, meaning, waiting.count, state, heading, waiting.oldest_seconds if waiting.count else None)


def _of_audit(audit: LastRun | None, settings: Settings, now: datetime) -> Figure:
    label, meaning = "Audit", "Discrepancies between the stock and its books, by the last audit"
    if audit is None:
        return Figure(label, meaning, "has not run", FigureState.WARN, "InventoryAuditOld")
    age = (now - audit.audited_at).total_seconds()
    if audit.discrepancies:
        return Figure(label, meaning, audit.discrepancies, FigureState.BAD, "InventoryAuditDiscrepancies", age)
    is_old = age > AUDITS_MISSED * settings.audit_interval_seconds
    return Figure(label, meaning, 0, FigureState.WARN if is_old else FigureState.GOOD, "InventoryAuditOld", age)


def _of_looks(looks: Sequence[Look], settings: Settings) -> Iterator[Figure]:
    """Yield the figures that processes tell. They are not known while those are away."""
    if looks:
        yield _lag(lag(looks))
        yield _relay(told_by(looks, Process.RELAY))
        yield from _of_beat(told_by(looks, Process.BEAT), settings)


def _lag(messages: float | None) -> Figure:
    label, meaning = "Lag", "Messages in Kafka that are not read yet"
    if messages is None:
        return _unknown(label, meaning)
    state = FigureState.WARN if messages > LONG_LAG else FigureState.GOOD
    return Figure(label, meaning, int(messages), state, "InventoryLagGrows")


def _relay(relays: Sequence[Look]) -> Figure:
    label, meaning = "Relays", "Relays that publish outcomes: one does, and others stand by"
    if not relays:
        return _unknown(label, meaning)
    active = int(sum(look.gauges.get(of_bridge.RELAY_ACTIVE.name, 0.0) for look in relays))
    value, state = (active, FigureState.GOOD) if active else ("none is active", FigureState.BAD)
    return Figure(label, meaning, value, state, "InventoryRelayNoneActive")


def _of_beat(beats: Sequence[Look], settings: Settings) -> Iterator[Figure]:
    broker, its_meaning = "Broker", "The broker of Celery's queues, by beat"
    is_up = [look.gauges[of_tasks.BROKER_UP.name] for look in beats if of_tasks.BROKER_UP.name in look.gauges]
    if not is_up:
        yield _unknown(broker, its_meaning)
    elif not all(is_up):
        yield Figure(broker, its_meaning, "away", FigureState.BAD, "InventoryBrokerAway")
    queues = {name: waiting for look in beats for name, waiting in look.queues.items()}
    meaning = "Tasks that no worker has taken yet"
    if not queues:
        yield _unknown("Queues", meaning)
    for queue, waiting in sorted(queues.items()):
        state = FigureState.WARN if waiting > settings.long_queue else FigureState.GOOD
        yield Figure(f"Queue {queue}", meaning, int(waiting), state, "InventoryQueueOld")


def _unknown(label: str, meaning: str) -> Figure:
    return Figure(label, meaning, "not known", FigureState.UNKNOWN, "InventoryProcessAway")


def processes(looks: Sequence[Look]) -> list[ProcessShown]:
    """Return every process. One of another version than most is worth a look."""
    versions = [look.version for look in looks if look.version]
    usual = max(set(versions), key=versions.count, default="")
    return [ProcessShown(_name(look), look.url, look.version, look.problem, *_state_of(look, usual)) for look in looks]


def _name(look: Look) -> str:
    """Return the kind of the process, the name of its host until it has told that once."""
    return look.process or urlsplit(look.url).hostname or "not known"


def _state_of(look: Look, usual: str) -> tuple[str, FigureState]:
    if look.refuses_us:
        return "refuses us", FigureState.WARN
    if not look.is_up:
        return "away", FigureState.BAD
    return ("up", FigureState.GOOD) if look.version == usual else ("another version", FigureState.WARN)
