"""Events from other services: dead letters by reason and source, and one event."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from api.contract import cursors
from api.contract.paths import row_id
from api.tracing import allowance
from console.access.scopes import needs
from console.page import page
from console.reading import dead_letters
from console.reading.came_of import CameOf, came_of
from console.services import database
from console.words.messages import shown, shown_json
from console.words.orders import tries
from console.words.reasons import advice, because, why_dead
from inventory.boundary.streams import Stream
from inventory.errors import BeyondToken, InventoryError
from inventory.inbox.errors import UnknownEvent
from inventory.inbox.namesakes import stream_of
from inventory.inbox.queries import EventContent, State, StoredEvent, event
from inventory.timeline.entries import Effect
from inventory.tokens import Scope

pages = Blueprint("events", __name__, url_prefix="/events")

LETTERS = 100
"""Maximum number of events on a page. One click replays them."""


def require_no_limits() -> None:
    """Raise `BeyondToken` for a caller that is kept to some orders or places: events of others
    can't be told from theirs.
    """
    limits = allowance()
    if limits.order_prefix is not None:
        raise BeyondToken(exceeded="order_prefix", allowed=limits.order_prefix, asked=_ALL_EVENTS)
    if limits.locations is not None:
        raise BeyondToken(exceeded="locations", allowed=", ".join(sorted(limits.locations)), asked=_ALL_EVENTS)


_ALL_EVENTS = "events of all orders and locations"
pages.before_request(require_no_limits)


@pages.get("")
@needs(Scope.OPS)
def show() -> ResponseReturnValue:
    """Show dead letters by reason and source."""
    with database().transaction() as session:
        found = dead_letters.groups(session)
    groups = [(one, why_dead(one.reason), of_group(one.reason, one.source)) for one in found.groups]
    return page("events/show.html", groups=groups, complete=found.complete, searched=dead_letters.SEARCHED_LETTERS)


@pages.get("/group")
@needs(Scope.OPS)
def group() -> ResponseReturnValue:
    """Show the dead letters of one source with one reason, newest first."""
    reason, source = request.args.get("reason", ""), request.args.get("source", "")
    before = cursors.decode(request.args.get("before") or None, cursors.BeforeId)
    with database().transaction() as session:
        found = dead_letters.letters(session, reason=reason, source=source, before=before, limit=LETTERS)
        usable = dead_letters.with_content(session, [one.id for one in found.entries])
    below = cursors.encode(found.last)
    first = None if before is None else of_group(reason, source)
    return page(
        "events/group.html",
        reason=reason,
        words=why_dead(reason),
        advice=advice(reason),
        source=source,
        letters=found.entries,
        usable=usable,
        first=first,
        below=below,
        next_page=None if below is None else of_group(reason, source, below),
    )


def of_group(reason: str, source: str, before: str | None = None) -> str:
    """Return the address of a group, or of its page below a letter."""
    return url_for("events.group", reason=reason, source=source, before=before)


@pages.get("/<row_id:number>")
@needs(Scope.OPS)
def one(number: str) -> ResponseReturnValue:
    """Show an event: its origin, its content, and its state."""
    return of_event(row_id("number", number))


def of_event(number: int, problem: InventoryError | None = None) -> str:
    """Return the page of an event, with the refusal of the last action. Raises `UnknownEvent`."""
    stored, content = _found(number)
    with database().transaction() as session:
        came = _told(came_of(session, stored))
    reason = stored.reason or ""
    told = {"words": why_dead(reason), "advice": advice(reason), **_content(stored, content)}
    return page("events/one.html", event=stored, problem=problem, **told, **came)


def _told(came: CameOf | None) -> dict[str, Any]:
    """Return what came of the event in words, with the kind of its state."""
    if came is None:
        return {"came_of": None}
    if came.not_met is not None:
        return {"came_of": f"The order was not met, because {because(came.not_met)}.", "came_as": "bad"}
    is_good = came.heard.effect in {Effect.MOVED, Effect.COUNTS}
    return {"came_of": came.heard.why, "came_as": "good" if is_good else "calm"}


@pages.get("/<row_id:number>/message")
@needs(Scope.OPS)
def message(number: str) -> ResponseReturnValue:
    """Download the message as it came, or the content that the inbox has kept."""
    stored, content = _found(row_id("number", number))
    body = content.raw if content.raw is not None else orjson.dumps(content.payload)
    kept = {"Content-Disposition": f'attachment; filename="event-{stored.id}.bin"'}
    return Response(body, mimetype="application/octet-stream", headers=kept)


def _found(number: int) -> tuple[StoredEvent, EventContent]:
    """Return the event and its content. Raises `UnknownEvent`."""
    with database().transaction() as session:
        found = event(session, number)
    if found is None:
        raise UnknownEvent(id=number)
    return found


def _content(stored: StoredEvent, content: EventContent) -> dict[str, Any]:
    """Return the parts of the page that show the message."""
    headers = content.headers or []
    return {
        "key": None if stored.record_key is None else shown(stored.record_key),
        "headers": [(one["name"], one.get("value", one.get("base64"))) for one in headers if "name" in one],
        "omitted": sum(one.get("omitted", 0) for one in headers),
        "sent_at": content.record_time,
        "raw": None if content.raw is None else shown(content.raw),
        "raw_bytes": None if content.raw is None else len(content.raw),
        "payload": None if content.payload is None else shown_json(content.payload),
        "tries": tries(stored.attempts or 0),
        "is_dead": stored.state is State.DEAD,
        "is_pending": stored.state is State.PENDING,
        "is_of_product": stream_of(stored.type) is Stream.PRODUCTS,
    }
