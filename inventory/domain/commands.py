"""Commands: everything that changes stock, as plain values for `inventory.write_path.apply.apply`.

Two voices speak through them. An *event* states a fact that already happened elsewhere: `at` is its time, and it is
always recorded, even when stock cannot follow. A *request* (HTTP, command line) has `at = None`: it happens at the
database's time, and it may be refused, in which case it stores and announces nothing (design section 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, assert_never

from inventory.domain.allowance import UNLIMITED, Allowance

MAX_QUANTITY = 1_000_000_000
"""The most units one line, statement or adjustment may name."""
MAX_LINES = 100
"""The most lines an order may have."""
DEFAULT_LOCATION = "main"


class AdjustmentReason(StrEnum):
    """Why somebody changed the number by hand: a closed list of the field's terms."""

    RECEIVED = "received"
    RETURNED = "returned"
    DAMAGED = "damaged"
    LOST = "lost"
    FOUND = "found"
    CYCLE_COUNT = "cycle_count"
    CORRECTION = "correction"
    SHRINKAGE = "shrinkage"
    PROMOTION = "promotion"
    OTHER = "other"

    @property
    def needs_note(self) -> bool:
        """Whether it says nothing by itself, so that somebody has to say it in words."""
        match self:
            case AdjustmentReason.OTHER:
                return True
            case (
                AdjustmentReason.RECEIVED
                | AdjustmentReason.RETURNED
                | AdjustmentReason.DAMAGED
                | AdjustmentReason.LOST
                | AdjustmentReason.FOUND
                | AdjustmentReason.CYCLE_COUNT
                | AdjustmentReason.CORRECTION
                | AdjustmentReason.SHRINKAGE
                | AdjustmentReason.PROMOTION
            ):
                return False
            case _:
                assert_never(self)


class Cause(NamedTuple):
    """Who asked and what for: `actor` (a caller or a topic), `reference` (an event's id, a document), trace context, and how
    far whoever asks may go.
    """

    actor: str
    reference: str | None = None
    traceparent: str | None = None
    allowance: Allowance = UNLIMITED


class Line(NamedTuple):
    """`quantity` units of `sku`, from `location` if the caller names one."""

    sku: str
    quantity: int
    location: str | None = None


@dataclass(frozen=True, slots=True)
class StateSupply:
    """The catalogue states that it supplied `quantity` units in all so far, as of `at`; None leaves the number alone."""

    sku: str
    product_id: str
    quantity: int | None
    at: datetime
    cause: Cause
    location: str = DEFAULT_LOCATION
    low_stock_threshold: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Move on hand by `delta` units (not 0)."""

    delta: int


@dataclass(frozen=True, slots=True)
class Count:
    """On hand is `quantity`; `expected` is what the counter saw before (None: overwrite whatever is there)."""

    quantity: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class AdjustStock:
    """A person or an import corrects the number. The same `reference` again on the same row is a replay.

    With `expected_versions`, given as sequences (`inventory.database.epochs`), it is refused unless one of them is the version of the
    SKU, the sum over its locations; 0 is that
    of a SKU without any. Without `create` it is refused where it would make a row. With `product_id` it is refused where the SKU
    is of another product; a row that it makes is of that one.
    """

    sku: str
    adjustment: Change | Count
    reason: AdjustmentReason
    reference: str
    cause: Cause
    location: str = DEFAULT_LOCATION
    note: str | None = None
    expected_versions: Container[int] | None = None
    create: bool = True
    product_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reserve:
    """Hold `lines` (merged by SKU and location) for an order; `ttl_seconds` None takes the default hold time.

    `patient`: where nothing is missing but SKUs that the catalogue has not named, it is refused for now, and leaves no trace.
    """

    order_id: str
    lines: tuple[Line, ...]
    cause: Cause
    at: datetime | None = None
    ttl_seconds: int | None = None
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    """The order is paid: its lines leave the shelf."""

    order_id: str
    cause: Cause
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """The payment failed, or the caller gives the hold back: the order may be reserved again."""

    order_id: str
    reason: str
    cause: Cause
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The order is dead for good. Units taken go back on the shelf unless `restock` is False."""

    order_id: str
    reason: str
    cause: Cause
    at: datetime | None = None
    restock: bool = True


@dataclass(frozen=True, slots=True)
class Expire:
    """The hold's time may be over: give its units back if it is."""

    order_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Extend:
    """Keep a live hold for `ttl_seconds` from now; never shortens it, and the whole hold stays within the maximum."""

    order_id: str
    ttl_seconds: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class Amend:
    """Give a running hold other `lines`, all of them or none; it keeps its time. Always a request.

    With `expected_versions`, given as sequences (`inventory.database.epochs`), it is refused unless one of them is the version of the
    reservation.
    """

    order_id: str
    lines: tuple[Line, ...]
    cause: Cause
    expected_versions: Container[int] | None = None


OrderCommand = Reserve | Confirm | Release | Cancel | Expire | Extend | Amend
StockCommand = StateSupply | AdjustStock
Command = OrderCommand | StockCommand


def named_lines(command: OrderCommand) -> tuple[Line, ...]:
    """Return the lines that the command itself names, which need not be those that its order has."""
    match command:
        case Reserve(lines=lines) | Amend(lines=lines):
            return lines
        case Confirm() | Release() | Cancel() | Expire() | Extend():
            return ()
        case _:
            assert_never(command)


def merge_lines(lines: list[Line]) -> tuple[Line, ...]:
    """Equal SKUs at the same (or no) location become one line; sorted, so that equal orders compare equal."""
    merged: dict[tuple[str, str | None], int] = {}
    for line in lines:
        merged[line.sku, line.location] = merged.get((line.sku, line.location), 0) + line.quantity
    ordered = sorted(merged.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return tuple(Line(sku, quantity, location) for (sku, location), quantity in ordered)


AdjustmentKey = tuple[str, str, str]
"""SKU, location and reference: what makes a repeated adjustment a replay."""


def repeated_adjustments(keys: Iterable[AdjustmentKey]) -> dict[int, list[int]]:
    """Return the positions of adjustments whose key stands elsewhere in the same list, each with those other positions.

    Sent together they are no replays of each other: which of two counts is right, or whether a change was meant twice, can't
    be known. So whoever takes lists from outside refuses all of them.
    """
    at: dict[AdjustmentKey, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        at[key].append(position)
    return {
        position: [other for other in same if other != position]
        for same in at.values()
        if len(same) > 1
        for position in same
    }
