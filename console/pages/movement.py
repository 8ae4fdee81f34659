"""One movement of the ledger."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract.paths import row_id
from api.tracing import allowance
from console.access.errors import PageNotFound
from console.access.scopes import needs
from console.page import page
from console.reading.one_movement import movement
from console.services import database
from console.words.movements import balance, sentence
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
        return page(
            "movement.html",
            movement=found,
            sentence=sentence(found),
            balance=balance(found),
            reverses=known.reverses.get(found.id),
            reversed_by=known.reversed_by.get(found.id),
        )
