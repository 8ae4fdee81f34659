"""Announced outcomes that are gone after the database was set back to an earlier state (ADR 0023).

An announced outcome is lost if its version was reached again in a later epoch, or is not reached
yet. Its state may be true again all the same, because Kafka's events are received again.

Not every version is announced: a replay, or a payment that waits for its order, announces nothing.
Such versions hide that earlier outcomes are lost. So the last outcome of an earlier epoch also
counts as lost if its state is not the present one.

Compared is all that is announced whenever it changes: an order's status, its lines as ordered and
the end of its hold, and a SKU's counters and the units on hand at each location. The locations of
an order's held units are not compared, because an order that is done again may have them elsewhere.
An outcome that was announced without its lists, because they were too large, can't be compared, so
it is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, bindparam, case, func, select
from sqlalchemy.orm import Session

from inventory.database.tables import OutboxEvent, Reservation, Stock
from inventory.domain.orders.status import Status
from inventory.recovery.announced_states import OrderState, State, StockState, is_so, lines_of, places_of
from inventory.recovery.histories import AnnouncedOutcome, History, Subject


@dataclass(frozen=True, slots=True)
class Loss:
    """The last outcome of a subject from before the database was set back, and the present state.
    None for nothing.
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
    """Outcomes that are gone for good, and the number of lost outcomes that are true again."""

    gone: list[Loss]
    recovered: int


def find(session: Session, history: History, epoch: int) -> LossReport:
    """Compare the announced outcomes with the database in this `epoch`, by key and without a
    lock.
    """
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


def _selling(units: ColumnElement[int]) -> ColumnElement[int]:
    """Return the units of a row, or none if it does not sell: they are not announced."""
    return case((Stock.sells, units), else_=0)


_STOCK = (
    select(
        Stock.sku,
        func.sum(Stock.version),
        func.sum(_selling(Stock.quantity_on_hand.expression)),
        func.sum(_selling(Stock.quantity_reserved.expression)),
        func.sum(_selling(Stock.quantity_shortfall.expression)),
        func.array_agg(Stock.location),
        func.array_agg(_selling(Stock.quantity_on_hand.expression)),
    )
    .where(Stock.sku == func.any(_KEYS))
    .group_by(Stock.sku)
)


_UNSAID = select(OutboxEvent.key).where(OutboxEvent.key == func.any(_KEYS))


def _unsaid(session: Session, keys: Sequence[str]) -> set[str]:
    """Return the keys with an outcome that waits to be published. For them the last announced
    outcome is not the last one.
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
