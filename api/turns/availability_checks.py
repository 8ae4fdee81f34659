"""Concurrent availability checks share a statement, as concurrent commands share a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from api.contract.database_errors import as_unavailable
from api.contract.errors import DatabaseUnavailable
from api.contract.limits import MAX_SKUS
from api.turns.replica_reads import AgedRead, ReplicaReads
from api.turns.shared_turns import SharedTurns, WaitingRequest
from inventory.database.transactions import now
from inventory.domain.commands import Line
from inventory.reading import availability, own_holds
from inventory.reading.availability import Obtainable, Offer, Units
from inventory.reading.own_holds import OrderCheck

SKUS_A_TURN = 1_000


class Check(NamedTuple):
    """The lines of a check, and the order whose own hold counts as free, if it names one."""

    lines: Sequence[Line]
    order_id: str | None = None


class Found(NamedTuple):
    """The units that anybody could get, and those that each named order could get. `held` has the
    units of SKUs that are not sold in the live hold of such an order, by order id and SKU.
    """

    by_anybody: Obtainable
    by_order: dict[str, Units]
    held: dict[tuple[str, str], int]

    def by(self, order_id: str | None, lines: Sequence[Line]) -> Obtainable:
        """Return what this check could get. An order may keep what it has of a SKU that is not
        sold.
        """
        if order_id is None:
            return self.by_anybody
        asked = Counter[str]()
        for line in lines:
            asked[line.sku] += line.quantity
        kept = {sku for sku in self.by_anybody.not_sold if asked[sku] <= self.held.get((order_id, sku), 0)}
        return replace(
            self.by_anybody, units=self.by_order[order_id], not_sold=self.by_anybody.not_sold.difference(kept)
        )


class AvailabilityChecks(SharedTurns[Check, AgedRead[Found]]):
    """Every check sees all that was committed when it came in: the statement begins after that."""

    def __init__(self, checks: ReplicaReads, *, queue: int, deadline_seconds: float) -> None:
        """No more checks are taken while `queue` of the largest wait."""
        super().__init__("availability", turn=SKUS_A_TURN, queue=queue * MAX_SKUS, deadline_seconds=deadline_seconds)
        self._checks = checks

    def offers(self, lines: Sequence[Line], *, order_id: str | None = None) -> AgedRead[list[Offer]]:
        """Return the units that could be had of each line now, by this order if it is named.

        Raises `Unavailable`.
        """
        try:
            read = self.ask(Check(lines, order_id), size=len(lines))
        except TimeoutError:
            raise DatabaseUnavailable from None
        return AgedRead(availability.offers(read.found.by(order_id, lines), lines), read.age)

    def _serve(self, batch: Sequence[WaitingRequest[Check, AgedRead[Found]]]) -> None:
        checks = [waiting.request for waiting in batch]
        lines = [check.lines for check in checks]
        of_orders = [OrderCheck(check.order_id, check.lines) for check in checks if check.order_id is not None]

        def found(session: Session) -> Found:
            moment = now(session)
            by_anybody = availability.obtainable(session, lines, now=moment)
            by_order = own_holds.obtainable(session, of_orders, now=moment)
            return Found(by_anybody, by_order, own_holds.held(session, of_orders, by_anybody.not_sold, now=moment))

        try:
            read = self._checks.read(found, first=availability.first_calls(lines))
        except Exception as error:
            reason = as_unavailable(error)
            if reason is None:
                raise
            for waiting in batch:
                waiting.answer.set_exception(type(reason)())
        else:
            for waiting in batch:
                waiting.answer.set_result(read)
