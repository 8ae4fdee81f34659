"""The overview: the state of the service now, and its last hour."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from console.access import scopes
from console.access.scopes import SIGNED_IN
from console.page import page, part
from console.pages.overview.charts import charts_for_operators, outcomes_by_minute
from console.pages.overview.figures import figures
from console.pages.overview.lists import lists
from console.pages.overview.needs import needs
from console.pages.overview.processes import processes
from console.services import database, services
from inventory.database.transactions import now
from inventory.tokens import Scope
from inventory.upkeep.backlog import backlog
from inventory.upkeep.scheduled_audit import last_run

pages = Blueprint("overview", __name__)


@pages.get("/")
@scopes.needs(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the overview. Operators see more of it."""
    return page("overview/show.html", charts=[outcomes_by_minute(services().watch.history)], **_paused())


@pages.get("/overview/now")
@scopes.needs(Scope.OPS)
def state() -> ResponseReturnValue:
    """Show the figures and the processes of this moment, as a part of the overview."""
    watch = services().watch
    with database().transaction() as session:
        moment = now(session)
        told = figures(backlog(session, now=moment), last_run(session), watch.history, services().settings, now=moment)
    seen = processes(watch.history.looks)
    shown = {"figures": told, "processes": seen, "needs": needs(told, seen), "lists": lists()}
    return part("overview/now.html", moment=moment, **shown, **_paused())


@pages.get("/overview/hour")
@scopes.needs(Scope.OPS)
def hour() -> ResponseReturnValue:
    """Show the last hour as charts, as a part of the overview."""
    return part("overview/hour.html", charts=charts_for_operators(services().watch.history), **_paused())


def _paused() -> dict[str, bool]:
    return {"paused": "paused" in request.args}
