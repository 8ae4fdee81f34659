"""The places of goods that came back, or that will."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from console.changes import new_key
from console.services import services
from inventory.database.transactions import now
from inventory.domain.causes import Cause
from inventory.domain.commands import MAX_LINES, Return
from inventory.domain.lines import Disposition, ReturnLine
from inventory.domain.orders.requests.returns import returnable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.returning import NOTHING_RETURNED, Returned, ReturnFact
from inventory.domain.outcome import OrderOutcome
from inventory.write_path.previews.orders import preview_order


class CameBack(NamedTuple):
    """A line of a return, and the places where its units lie. Uncounted goods lie at none."""

    fact: ReturnFact
    line: ReturnLine
    state: str
    places: list[str]


STATES = {
    Disposition.SELLABLE: "As new, for sale again",
    Disposition.INSPECT: "To be looked at first",
    Disposition.DAMAGED: "Damaged",
}
"""The states of goods that came back, in words."""


def returns(order: Reservation) -> list[CameBack]:
    """Return the lines of all returns of the order, with their places."""
    known = order.returned or NOTHING_RETURNED
    return [
        CameBack(fact, line, STATES[line.disposition], _places(known, fact, line))
        for fact in known.returns
        for line in fact.lines
    ]


def _places(known: Returned, fact: ReturnFact, line: ReturnLine) -> list[str]:
    asked = (fact.return_id, line.sku, line.disposition, line.location)
    return sorted({landing.location for slot, landing in known.landed.items() if slot[: len(asked)] == asked})


def aside(session: Session, order: Reservation) -> list[str]:
    """Return the places where goods of the order will lie that are not for sale, if nobody names
    another one. None where the order refuses all goods.
    """
    tried = tuple(ReturnLine(sku, 1, Disposition.INSPECT) for sku in sorted(+returnable(order))[:MAX_LINES])
    if not tried:
        return []
    tried_as = new_key()
    call = Return(order.order_id, tried_as, tried, Cause("console"))
    outcome = preview_order(session, call, now=now(session), holds=services().holds).outcome
    if not isinstance(outcome, OrderOutcome):
        return []
    lines = [one for one in returns(outcome.reservation) if one.fact.return_id == tried_as]
    return sorted({place for one in lines for place in one.places})
