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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.tables import OutboxEvent, Reservation, Stock
from inventory.domain.status import Status
from inventory.recovery.announced_states import OrderState, State, StockState, is_so, lines_of, places_of
from inventory.recovery.histories import AnnouncedOutcome, History, Subject


@dataclass(frozen=True, slots=True)
class Loss:
    """The last that was announced of a subject before the database was set back, and what is so
    instead. None for nothing.
    """

    told: AnnouncedOutcome
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
class LossReport:
    """What is gone for good. And how many outcomes were lost but are true again."""

    gone: list[Loss]
    recovered: int


def find(session: Session, history: History, epoch: int) -> LossReport:
    """Hold what was announced against what is there, in this `epoch`. Reads without a lock, by key."""
    gone: list[Loss] = []
    recovered = 0
    for kind, now in (("order", _orders), ("sku", _stock)):
        for chunk in history.chunks(kind):
            there, unsaid = now(session, chunk), _unsaid(session, chunk)
            for key in chunk:
                subject, (version, state) = Subject(kind, key), there.get(key, (0, None))
                told = history.lost(subject, version)
                if told is None and key not in unsaid:
                    told = history.overtaken(subject, epoch, state)
                if told is None:
                    continue
                if is_so(told.state, state):
                    recovered += 1
                else:
                    gone.append(Loss(told, state))
    return LossReport(gone, recovered)


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
    """Return those of which an outcome waits to be published: what was said last of them is not the
    last.
    """
    return set(session.scalars(_UNSAID, {"keys_": list(keys)}))


def _orders(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, State]]:
    found = session.connection().execute(_ORDERS, {"keys_": list(keys)})
    return {
        key: (version, OrderState(status, lines_of(ordered), end if status == Status.PENDING else None))
        for key, version, status, ordered, end in found
    }


def _stock(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, State]]:
    found = session.connection().execute(_STOCK, {"keys_": list(keys)})
    return {
        key: (
            int(version),
            StockState(int(on_hand), int(reserved), int(shortfall), places_of(zip(*where, strict=True))),
        )
        for key, version, on_hand, reserved, shortfall, *where in found
    }
