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
from console.pages.stock.papers import Change
from console.pages.stock.previews import NOTHING, steps, told
from console.reading.one_movement import movement
from console.services import database
from inventory.boundary.fields import Identifier, ShortText
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
    typed = form.parsed

    def asked(session: Session) -> Change:
        papers = reference(typed.reference if typed else None)
        return reversals.taking_back(
            session, number, reference=papers, cause=cause(), note=typed.note if typed else None
        )

    with database().transaction() as session:
        found = movement(session, number, allowance())
        if found is None:
            raise UnknownMovement(movement_id=number)
        asked(session)  # the refusal of a movement that can't be taken back shows nothing of it
        links = ledger_reads.links(session, [found])
        session.expunge(found)  # it never changes
    outcome, shown = steps(form, asked) if typed else NOTHING
    if outcome is not None:
        return done(told(outcome), url_for("sku.show", sku=found.sku))
    return page("stock/reverse.html", movement=found, links=links, form=form, shown=shown), form.status
