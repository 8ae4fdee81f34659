"""Movements that are taken back by another one."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from api.contract.paths import row_id
from api.tracing import allowance, cause
from console.access.scopes import needs
from console.changes import reference
from console.forms import Form, FormModel
from console.page import done, page
from console.pages.stock.previews import NOTHING, Change, steps, told
from console.services import database
from inventory.boundary.fields import Identifier, ShortText
from inventory.database.tables import Movement
from inventory.domain.stock.reversing import UnknownMovement
from inventory.reading import movements as ledger_reads
from inventory.tokens import Scope
from inventory.write_path import reversals

pages = Blueprint("reversing", __name__)


class Reversing(FormModel):
    """The papers of the reversal."""

    reference: Identifier | None = None
    note: ShortText | None = None


@pages.route("/movements/<row_id:movement_id>/reverse", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def reverse(movement_id: str) -> ResponseReturnValue:
    """Take a movement back, once."""
    number, form = row_id("movement_id", movement_id), Form(Reversing)
    with database().transaction() as session:
        movement = _movement(session, number)
        links = ledger_reads.links(session, [movement])
        session.expunge(movement)  # it never changes
    typed = form.parsed

    def asked(session: Session) -> Change:
        papers = reference(typed.reference if typed else None)
        return reversals.taking_back(
            session, number, reference=papers, cause=cause(), note=typed.note if typed else None
        )

    if not form.is_sent:
        with form.refusals, database().transaction() as session:
            asked(session)  # tells at once if it can't be taken back
    outcome, shown = steps(form, asked) if typed else NOTHING
    if outcome is not None:
        return done(told(outcome), url_for("sku.show", sku=movement.sku))
    return page("stock/reverse.html", movement=movement, links=links, form=form, shown=shown), form.status


def _movement(session: Session, number: int) -> Movement:
    """Return the movement. Raises `UnknownMovement`, and `BeyondToken` for one out of reach."""
    found = session.get(Movement, number)
    if found is None:
        raise UnknownMovement(movement_id=number)
    allowance().require_location(found.location, named=f"movement {number}")
    return found
