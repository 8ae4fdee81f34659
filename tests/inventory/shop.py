"""The core as a test sees it: commands go in under a clock that the test moves, rows and
announcements come out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.database.rows import RESERVATION, reservation_of
from inventory.database.tables import Base, Location, Stock
from inventory.database.tables import Reservation as ReservationTable
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.domain.outcome import Outcome
from inventory.errors import InventoryError
from inventory.outbox import store as outbox
from inventory.outbox.store import OutboxRow
from inventory.upkeep.audit import audit
from inventory.write_path.apply import apply
from inventory.write_path.following import follow, unsettled
from inventory.write_path.locations import set_up
from tests.inventory.making import HOLDS, MAIN, NOON


class Counters(NamedTuple):
    on_hand: int
    reserved: int = 0
    shortfall: int = 0


@dataclass
class Shop:
    """One session on an open transaction. `now` stands still until the test moves it."""

    session: Session
    now: datetime = NOON
    holds: HoldTimes = HOLDS

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def batch(self, *commands: Command) -> list[Outcome]:
        return apply(self.session, commands, now=self.now, holds=self.holds)

    def do(self, command: Command) -> Outcome:
        """Apply a command that nothing speaks against."""
        (outcome,) = self.batch(command)
        assert outcome.error is None, outcome.error
        return outcome

    def hear(self, *commands: Command) -> None:
        """Apply commands one after the other, as they arrive."""
        for command in commands:
            self.do(command)

    def refused(self, command: Command) -> InventoryError:
        """Apply a command that must be refused, and see that it leaves no trace."""
        before = self.contents()
        (outcome,) = self.batch(command)
        assert outcome.error is not None, outcome
        assert not outcome.changed
        assert self.contents() == before
        return outcome.error

    def location(self, name: str, priority: int = 100, *, sells: bool = True, active: bool = True) -> None:
        """Set a location up, and have its stock follow."""
        set_up(self.session, name, LocationSettings(priority, sells=sells, active=active))
        for one in unsettled(self.session):
            after: str | None = ""
            while after is not None:
                after = follow(self.session, one, after=after, now=self.now, holds=self.holds)

    def counters(self, sku: str, location: str = MAIN) -> Counters | None:
        found = self.session.execute(
            select(Stock.quantity_on_hand, Stock.quantity_reserved, Stock.quantity_shortfall).where(
                Stock.sku == sku, Stock.location == location
            )
        ).one_or_none()
        return None if found is None else Counters(*found)

    def reservation(self, order_id: str) -> Reservation:
        found = self.session.execute(select(*RESERVATION).where(ReservationTable.order_id == order_id))
        return reservation_of(found.one())

    def status(self, order_id: str) -> Status:
        return self.reservation(order_id).status

    def outcome(self) -> tuple[Any, ...]:
        """Return the values that facts agree on in any order of arrival: status and lines by order,
        counters by stock row.
        """
        orders = select(ReservationTable.order_id, ReservationTable.status, ReservationTable.lines)
        rows = select(
            Stock.sku, Stock.location, Stock.quantity_on_hand, Stock.quantity_reserved, Stock.quantity_shortfall
        )
        return (
            self.session.execute(orders.order_by(ReservationTable.order_id)).all(),
            self.session.execute(rows.order_by(Stock.sku, Stock.location)).all(),
        )

    def contents(self) -> dict[str, list[Any]]:
        """Every row of every table, but the names of locations."""
        tables = [table for table in Base.metadata.sorted_tables if table.name != Location.__tablename__]
        return {table.name: list(self.session.execute(select(table).order_by(*table.primary_key))) for table in tables}

    def announced(self) -> list[OutboxRow]:
        """Return the announcements since the last call."""
        rows = outbox.fetch(self.session, 1_000_000)
        outbox.remove(self.session, rows)
        return rows

    def announced_of(self, key: str) -> list[str]:
        """The types announced of an order or a SKU since anything was last asked."""
        return [row.type for row in self.announced() if row.key == key]

    def discrepancies(self) -> list[Any]:
        """Return the findings of the audit, but for its look at the clock: here nobody sweeps or
        relays.
        """
        return list(audit(self.session, now=NOON).discrepancies)

    def reservations(self) -> Counter[str]:
        found = self.session.execute(select(ReservationTable.status, func.count()).group_by(ReservationTable.status))
        return Counter({row[0]: row[1] for row in found})
