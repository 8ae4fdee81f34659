"""One movement of the ledger."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract.paths import row_id
from api.tracing import allowance, may
from console.access.errors import PageNotFound
from console.access.scopes import needs
from console.page import page
from console.reading.one_movement import movement
from console.services import database
from console.words.actors import by
from console.words.movements import balance, sentence
from inventory.database.tables import Movement
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.reversing import NotReversible, require_reversible
from inventory.reading.movements import links
from inventory.tokens import Scope

pages = Blueprint("movement", __name__)


@pages.get("/movements/<row_id:number>")
@needs(Scope.STOCK_READ)
def show(number: str) -> ResponseReturnValue:
    """Show a movement: its numbers, its reason, and its reversal."""
    with database().transaction() as session:
        found = movement(session, row_id("number", number), allowance())
        if found is None:
            raise PageNotFound
        known = links(session, [found])
        is_linked = found.id in known.reverses or found.id in known.reversed_by
        return page(
            "movement.html",
            movement=found,
            sentence=sentence(found),
            balance=balance(found),
            by=by(found.actor),
            reverses=known.reverses.get(found.id),
            reversed_by=known.reversed_by.get(found.id),
            may_take_back=may(Scope.STOCK_ADJUST) and not is_linked and _is_reversible(found),
        )


def _is_reversible(one: Movement) -> bool:
    units = one.on_hand_delta - one.shortfall_delta
    try:
        require_reversible(one.id, MovementKind(one.kind), reason=one.reason, units=units)
    except NotReversible:
        return False
    return True
