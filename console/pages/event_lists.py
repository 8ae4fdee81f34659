"""Lists of other events: pending ones, and skipped types."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from api.contract import cursors
from console.access.scopes import needs
from console.page import page
from console.pages.events import require_no_limits
from console.reading import pending_events
from console.services import database
from inventory.partitions.skipped_types import skipped as skipped_types
from inventory.tokens import Scope

pages = Blueprint("event_lists", __name__, url_prefix="/events")
pages.before_request(require_no_limits)

EVENTS = 50
"""Maximum number of events on a page."""


@pages.get("/pending")
@needs(Scope.OPS)
def pending() -> ResponseReturnValue:
    """Show events that are not done yet, oldest first."""
    waiting = request.args.get("waiting") == "yes"
    after = cursors.decode(request.args.get("after") or None, cursors.BeforeId)
    with database().transaction() as session:
        found = pending_events.pending(session, waiting=waiting, after=after, limit=EVENTS)
        counted = pending_events.count(session)
    chosen = "yes" if waiting else None
    next_page = None if found.last is None else cursors.encode(found.last)
    return page(
        "events/pending.html",
        events=found.entries,
        counted=counted,
        waiting=waiting,
        first=None if after is None else url_for("event_lists.pending", waiting=chosen),
        next_page=None if next_page is None else url_for("event_lists.pending", waiting=chosen, after=next_page),
    )


@pages.get("/skipped")
@needs(Scope.OPS)
def skipped() -> ResponseReturnValue:
    """Show the types of other people's events that were passed over."""
    with database().transaction() as session:
        found = skipped_types(session)
    return page("events/skipped.html", types=found)
