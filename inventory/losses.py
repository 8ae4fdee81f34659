"""What had been announced and is gone, after the database was set back to an earlier state (ADR 0023).

An announced outcome is gone when its version was reached again in a later epoch, or is not reached yet. What it said may
be true again all the same: what came over Kafka is heard again.

Not every version is announced: a replay, or a payment that waits for its order, tells nobody anything. Such versions hide
that the outcomes of before are gone. So what was said last, in an earlier epoch, is gone as well when it is not so now.

All is compared that is announced whenever it changes: an order's status, its lines as they were ordered and the end of its
hold, and a SKU's counters and the units on hand at each location. Where units are held for whom is not: done again, an order
may have them elsewhere. What was announced without its lists, because these were too large, can't be compared: it is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias, assert_never

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.announcements import OutcomeType
from inventory.commands import DEFAULT_LOCATION
from inventory.epochs import VERSIONS, sequence
from inventory.lifecycle import Status
from inventory.models import OutboxEvent, Reservation, Stock
from inventory.representation import moment_json

CHUNK = 1_000
"""How many orders or SKUs are looked up at a time."""


class Line(NamedTuple):
    """A line of an order, without where its units are: that may be another place when it is done again."""

    sku: str
    quantity: int
    location: str | None

    def __str__(self) -> str:
        return f"{self.quantity} of {self.sku}" + (f" at {self.location}" if self.location is not None else "")


class OrderState(NamedTuple):
    status: str
    lines: tuple[Line, ...] | None
    """None where they were too many to be announced."""
    held_until: datetime | None = None
    """When its hold ends; None without one."""

    def __str__(self) -> str:
        lines = "lines not told" if self.lines is None else ", ".join(map(str, self.lines))
        end = f", until {moment_json(self.held_until)}" if self.held_until is not None else ""
        return (f"{self.status}: {lines}" if lines else self.status) + end

    def holds_for(self, told: OrderState) -> bool:
        """Return True if what was told is so. A hold that was made again may end later than was told."""
        if self.lines is None or told.lines is None:
            return False
        if told.held_until is not None and (self.held_until is None or self.held_until < told.held_until):
            return False
        return (self.status, self.lines) == (told.status, told.lines)


class Units(NamedTuple):
    """Units on hand at one location."""

    location: str
    quantity: int


class StockState(NamedTuple):
    on_hand: int
    reserved: int
    shortfall: int
    places: tuple[Units, ...] | None
    """Where the units on hand are; None where the locations were too many to be announced."""

    def __str__(self) -> str:
        missing = f", shortfall {self.shortfall}" if self.shortfall else ""
        return f"on hand {self.on_hand}{self._where}, reserved {self.reserved}{missing}"

    @property
    def _where(self) -> str:
        """The locations, unless a shop has just one."""
        if self.places is None:
            return " (locations not told)"
        if {each.location for each in self.places} <= {DEFAULT_LOCATION}:
            return ""
        return f" ({', '.join(f'{each.quantity} at {each.location}' for each in self.places)})"

    def holds_for(self, told: StockState) -> bool:
        """Return True if what was told is so."""
        return self.places is not None and self == told


State: TypeAlias = OrderState | StockState


class Subject(NamedTuple):
    """What outcomes speak of."""

    kind: str
    """`order` or `sku`."""
    key: str


class Outcome(NamedTuple):
    """An outcome as it was announced: what it said of its subject, and when."""

    subject: Subject
    sequence: int
    type: str
    time: str
    state: State


@dataclass(frozen=True, slots=True)
class Loss:
    """The last that was announced of a subject before the database was set back, and what is so instead; None for nothing."""

    told: Outcome
    now: State | None

    def as_json(self) -> dict[str, Any]:
        return {
            self.told.subject.kind: self.told.subject.key,
            "type": self.told.type,
            "time": self.told.time,
            "sequence": f"{self.told.sequence:020d}",
            "told": str(self.told.state),
            "now": None if self.now is None else str(self.now),
        }


@dataclass(frozen=True, slots=True)
class Found:
    """What is gone for good; and how many outcomes were lost but are true again."""

    gone: list[Loss]
    recovered: int


def _is_so(told: State, now: State | None) -> bool:
    """Return True if what was told is so now. False as well where too little was told to know."""
    match told:
        case OrderState():
            return isinstance(now, OrderState) and now.holds_for(told)
        case StockState():
            return isinstance(now, StockState) and now.holds_for(told)
        case _:
            assert_never(told)


class _Span(NamedTuple):
    """The outcomes of a subject in one epoch: the first version, and the last outcome."""

    first: int
    last: Outcome


class History:
    """What was announced, of each subject and in each epoch."""

    def __init__(self) -> None:
        self._spans: dict[Subject, dict[int, _Span]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def add(self, outcome: Outcome) -> None:
        """Take note of an outcome; in any order, and any number of times."""
        epoch, version = divmod(outcome.sequence, VERSIONS)
        spans = self._spans.setdefault(outcome.subject, {})
        known = spans.get(epoch)
        if known is None:
            spans[epoch] = _Span(version, outcome)
        else:
            newest = outcome if outcome.sequence > known.last.sequence else known.last
            spans[epoch] = _Span(min(known.first, version), newest)

    def subjects(self, kind: str) -> list[str]:
        return sorted(subject.key for subject in self._spans if subject.kind == kind)

    def lost(self, subject: Subject, version: int) -> Outcome | None:
        """Return the last outcome of this subject that is lost, if `version` is what it has now; None if nothing is."""
        reached = version + 1
        for _, span in sorted(self._spans[subject].items(), reverse=True):
            if span.last.sequence % VERSIONS >= reached:
                return span.last
            reached = min(reached, span.first)
        return None

    def overtaken(self, subject: Subject, epoch: int, now: State | None) -> Outcome | None:
        """Return what was said last of this subject, if that was before this `epoch` and is not so now."""
        last = self._spans[subject][max(self._spans[subject])].last
        return last if last.sequence < sequence(epoch, 1) and not _is_so(last.state, now) else None


def read(event: Mapping[str, Any]) -> Outcome | None:
    """Return the outcome that an event announces; None for what is not one of ours."""
    try:
        return _read(event)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _read(event: Mapping[str, Any]) -> Outcome | None:
    data, type_ = event["data"], str(event["type"])
    if type_ not in set(OutcomeType):
        return None
    state: State
    omitted = data.get("omitted", ())
    if type_ == OutcomeType.STOCK_LEVEL_CHANGED:
        subject = Subject("sku", data["sku"])
        counters = data["quantity_on_hand"], data["quantity_reserved"], data["quantity_shortfall"]
        state = StockState(*counters, None if "locations" in omitted else _told_places(data["locations"]))
    else:
        subject = Subject("order", data["order_id"])
        end = datetime.fromisoformat(data["expires_at"]).astimezone(UTC) if "expires_at" in data else None
        state = OrderState(data["status"], None if "lines" in omitted else _lines(data["lines"]), end)
    return Outcome(subject, int(event["sequence"]), type_, str(event["time"]), state)


def find(session: Session, history: History, epoch: int) -> Found:
    """Hold what was announced against what is there, in this `epoch`. Reads without a lock, by key."""
    gone: list[Loss] = []
    recovered = 0
    for kind, now in (("order", _orders), ("sku", _stock)):
        keys = history.subjects(kind)
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            there, unsaid = now(session, chunk), _unsaid(session, chunk)
            for key in chunk:
                subject, (version, state) = Subject(kind, key), there.get(key, (0, None))
                told = history.lost(subject, version)
                if told is None and key not in unsaid:
                    told = history.overtaken(subject, epoch, state)
                if told is None:
                    continue
                if _is_so(told.state, state):
                    recovered += 1
                else:
                    gone.append(Loss(told, state))
    return Found(gone, recovered)


_KEYS = bindparam("keys_", type_=ARRAY(Text))
_ORDERS = select(
    Reservation.order_id, Reservation.version, Reservation.status, Reservation.lines, Reservation.expires_at
).where(Reservation.order_id == func.any(_KEYS))
_STOCK = (
    select(
        Stock.sku,
        func.sum(Stock.version),
        func.sum(Stock.quantity_on_hand),
        func.sum(Stock.quantity_reserved),
        func.sum(Stock.quantity_shortfall),
        func.array_agg(Stock.location),
        func.array_agg(Stock.quantity_on_hand),
    )
    .where(Stock.sku == func.any(_KEYS))
    .group_by(Stock.sku)
)


_UNSAID = select(OutboxEvent.key).where(OutboxEvent.key == func.any(_KEYS))


def _unsaid(session: Session, keys: Sequence[str]) -> set[str]:
    """Return those of which an outcome waits to be published: what was said last of them is not the last."""
    return set(session.scalars(_UNSAID, {"keys_": list(keys)}))


def _orders(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, State]]:
    found = session.connection().execute(_ORDERS, {"keys_": list(keys)})
    return {
        key: (version, OrderState(status, _lines(lines), end if status == Status.PENDING else None))
        for key, version, status, lines, end in found
    }


def _stock(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, State]]:
    found = session.connection().execute(_STOCK, {"keys_": list(keys)})
    return {
        key: (int(version), StockState(int(on_hand), int(reserved), int(shortfall), _places(zip(*where, strict=True))))
        for key, version, on_hand, reserved, shortfall, *where in found
    }


def _lines(lines: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    each = (Line(line["sku"], line["quantity"], line.get("location")) for line in lines)
    return tuple(sorted(each, key=lambda line: (line.sku, line.quantity, line.location or "")))


def _told_places(locations: Iterable[Mapping[str, Any]]) -> tuple[Units, ...]:
    return _places((each["location"], each["quantity_on_hand"]) for each in locations)


def _places(units: Iterable[tuple[str, int]]) -> tuple[Units, ...]:
    """The locations that have any units, in their order: an empty one comes and goes without a word."""
    return tuple(sorted(Units(location, quantity) for location, quantity in units if quantity))
