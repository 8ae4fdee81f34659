"""The overview: the first page."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from console.access.scopes import needs
from console.page import page
from inventory.tokens import Scope

pages = Blueprint("overview", __name__)


@pages.get("/")
@needs(Scope.STOCK_READ)
def show() -> ResponseReturnValue:
    """Show the overview."""
    return page("overview/show.html")
