"""The announced outcomes, read in pieces that fit into memory: the first orders and SKUs, then the
next ones (ADR 0040).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, assert_never

from inventory.database.epochs import VERSIONS, sequence
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.recovery.announced_states import OrderState, State, StockState, Units, is_so, lines_of, places_of

CHUNK = 1_000
"""The largest number of orders or SKUs that are looked up at a time."""
CHUNK_BYTES = 4_194_304
"""The largest size of the announced states that are looked up together. A single one may exceed
it.
"""
HISTORY_BYTES = 100_000_000
"""The largest size of a history, by estimate: some 80,000 orders of one line."""
KEPT = 0.875
"""The share of its subjects that a history keeps when it has become too large."""


class Subject(NamedTuple):
    """The subject of outcomes: an order or a SKU."""

    kind: str
    """`order` or `sku`."""
    key: str


class AnnouncedOutcome(NamedTuple):
    """An outcome as it was announced: its subject, the announced state, and the time."""

    subject: Subject
    sequence: int
    type: str
    time: str
    state: State

    @property
    def bytes_(self) -> int:
        """Return the memory that the outcome takes, by estimate."""
        match self.state:
            case OrderState(lines=lines):
                held = sum(150 + sys.getsizeof(line.sku) + sys.getsizeof(line.location) for line in lines or ())
            case StockState(places=places):
                held = sum(100 + sys.getsizeof(place.location) for place in places or ())
            case _:
                assert_never(self.state)
        return 1_000 + 2 * sys.getsizeof(self.subject.key) + held

    @property
    def is_whole(self) -> bool:
        """Return False if the lists were too large to be announced."""
        match self.state:
            case OrderState(lines=told) | StockState(places=told):
                return told is not None
            case _:
                assert_never(self.state)


class _Span(NamedTuple):
    """The outcomes of a subject in one epoch: the first version, and the last outcome."""

    first: int
    last: AnnouncedOutcome


class History:
    """The announced outcomes of each subject and epoch, for as many subjects as memory allows."""

    def __init__(self, *, after: Subject | None = None, max_bytes: int = HISTORY_BYTES) -> None:
        """Note subjects behind `after`, or from the first one on."""
        self._spans: dict[Subject, dict[int, _Span]] = {}
        self._after = after
        self._max_bytes = max_bytes
        self._bytes = 0
        self.until: Subject | None = None
        """The last noted subject, if there were too many. None if there are no more."""

    def __len__(self) -> int:
        return len(self._spans)

    def takes(self, subject: Subject) -> bool:
        """Return True if this history covers the subject."""
        if self._after is not None and subject <= self._after:
            return False
        return self.until is None or subject <= self.until

    def add(self, outcome: AnnouncedOutcome) -> None:
        """Note an outcome, in any order and any number of times. Do nothing if the history does not
        cover its subject.
        """
        if not self.takes(outcome.subject):
            return
        epoch, version = divmod(outcome.sequence, VERSIONS)
        spans = self._spans.setdefault(outcome.subject, {})
        known = spans.get(epoch)
        if known is None:
            spans[epoch] = _Span(version, outcome)
            self._bytes += outcome.bytes_
        else:
            newest = outcome if outcome.sequence > known.last.sequence else known.last
            spans[epoch] = _Span(min(known.first, version), newest)
            self._bytes += newest.bytes_ - known.last.bytes_
        if self._bytes > self._max_bytes and len(self._spans) > 1:
            self._shorten()

    def _shorten(self) -> None:
        """Forget the last subjects. The others stay whole, because a subject is noted from the
        beginning or not at all.
        """
        in_order = sorted(self._spans)
        kept = max(1, int(len(in_order) * KEPT))
        self.until = in_order[kept - 1]
        for subject in in_order[kept:]:
            self._bytes -= sum(span.last.bytes_ for span in self._spans.pop(subject).values())

    def chunks(self, kind: str) -> Iterator[list[str]]:
        """Yield the sorted keys of this kind, as many at a time as may be looked up together."""
        chunk: list[str] = []
        bytes_ = 0
        for key in sorted(subject.key for subject in self._spans if subject.kind == kind):
            told = [span.last for span in self._spans[Subject(kind, key)].values()]
            weight = max(each.bytes_ if each.is_whole else CHUNK_BYTES // 4 for each in told)
            if chunk and (len(chunk) == CHUNK or bytes_ + weight > CHUNK_BYTES):
                yield chunk
                chunk, bytes_ = [], 0
            chunk.append(key)
            bytes_ += weight
        if chunk:
            yield chunk

    def lost(self, subject: Subject, version: int) -> AnnouncedOutcome | None:
        """Return the subject's last lost outcome, or None. `version` is the subject's version
        now.
        """
        reached = version + 1
        for _, span in sorted(self._spans[subject].items(), reverse=True):
            if span.last.sequence % VERSIONS >= reached:
                return span.last
            reached = min(reached, span.first)
        return None

    def overtaken(self, subject: Subject, epoch: int, now: State | None) -> AnnouncedOutcome | None:
        """Return the last outcome of this subject, if it is from before `epoch` and differs from
        the state `now`.
        """
        last = self._spans[subject][max(self._spans[subject])].last
        return last if last.sequence < sequence(epoch, 1) and not is_so(last.state, now) else None


def histories(events: Callable[[], Iterable[Mapping[str, Any]]], max_bytes: int = HISTORY_BYTES) -> Iterator[History]:
    """Read `events`, and read them again while there are subjects that had no room. Each history
    covers the subjects behind the last history.

    The caller must be done with a history before it takes the next one. Raises the errors of
    `events`.
    """
    after: Subject | None = None
    while True:
        history = History(after=after, max_bytes=max_bytes)
        for event in events():
            outcome = read(event, history.takes)
            if outcome is not None:
                history.add(outcome)
        yield history
        if history.until is None:
            return
        after = history.until


def read(event: Mapping[str, Any], takes: Callable[[Subject], bool] = lambda _: True) -> AnnouncedOutcome | None:
    """Return the outcome that an event announces. None for an event that is not ours, or if nobody
    takes its subject.
    """
    try:
        return _read(event, takes)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


_TYPES = frozenset(map(str, OutcomeType))


def _read(event: Mapping[str, Any], takes: Callable[[Subject], bool]) -> AnnouncedOutcome | None:
    data, type_ = event["data"], str(event["type"])
    if type_ not in _TYPES:
        return None
    is_stock = type_ == OutcomeType.STOCK_LEVEL_CHANGED
    subject = Subject("sku", data["sku"]) if is_stock else Subject("order", data["order_id"])
    if not isinstance(subject.key, str):
        raise TypeError(subject.key)
    if not takes(subject):
        return None
    state: State
    omitted = data.get("omitted", ())
    if is_stock:
        counters = data["quantity_on_hand"], data["quantity_reserved"], data["quantity_shortfall"]
        state = StockState(*counters, None if "locations" in omitted else _told_places(data["locations"]))
    else:
        end = datetime.fromisoformat(data["expires_at"]).astimezone(UTC) if "expires_at" in data else None
        state = OrderState(data["status"], None if "lines" in omitted else lines_of(data["lines"]), end)
    return AnnouncedOutcome(subject, int(event["sequence"]), type_, str(event["time"]), state)


def _told_places(locations: Iterable[Mapping[str, Any]]) -> tuple[Units, ...]:
    return places_of((each["location"], each["quantity_on_hand"]) for each in locations)
