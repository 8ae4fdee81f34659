"""A page with a form, as the pages of the console are built. The tests of all that pages share have
it, and nobody is served it.
"""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from api.tracing import cause
from console.access.scopes import needs
from console.changes import execute, reference
from console.forms import Form, FormModel, TypedQuantity
from console.page import done, page
from inventory.boundary.fields import ShortText
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock
from inventory.tokens import Scope

pages = Blueprint("example", __name__, template_folder="templates")


class FoundUnits(FormModel):
    """Units that somebody found."""

    quantity: TypedQuantity
    note: ShortText | None = None


@pages.route("/example/<segment:sku>", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def found(sku: str) -> ResponseReturnValue:
    """Add units of a SKU that were found."""
    form = Form(FoundUnits, quantity=1)
    if form.parsed:
        with form.refusals:
            execute(_command(sku, form.parsed))
            return done(f"{form.parsed.quantity} units of {sku} were added.", url_for("example.found", sku=sku))
    return page("example/found.html", sku=sku, form=form), form.status


def _command(sku: str, typed: FoundUnits) -> AdjustStock:
    return AdjustStock(
        sku, Change(typed.quantity), AdjustmentReason.FOUND, reference(None), cause(), note=typed.note, create=False
    )
