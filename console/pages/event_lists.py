"""Lists of other events: pending ones, those left in Kafka, and skipped types."""

from __future__ import annotations

import logging
from functools import partial
from typing import Annotated

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from api.contract import cursors
from api.tracing import actor
from console.access.scopes import needs
from console.changes import change
from console.forms import Form, FormModel, Typed
from console.page import done, page
from console.reading import pending_events
from console.services import database
from inventory.boundary.fields import ShortText
from inventory.boundary.shown import MAX_ROW_NUMBER
from inventory.database.transactions import now
from inventory.inbox.decoded import PartitionKey
from inventory.partitions import pauses, set_aside
from inventory.partitions.errors import NothingSetAside, PartitionNotPaused
from inventory.partitions.skipped_types import skipped as skipped_types
from inventory.tokens import Scope

log = logging.getLogger(__name__)
pages = Blueprint("event_lists", __name__, url_prefix="/events")

EVENTS = 50
"""Maximum number of events on a page."""
Offset = Annotated[int, Typed, Field(ge=0, le=MAX_ROW_NUMBER)]


class PartitionForm(FormModel):
    """A partition, and one source of it, or all. Unusable events up to the offset `through`
    become dead letters without being counted.
    """

    topic: ShortText
    partition: Annotated[int, Typed, Field(ge=0, lt=2**31)]
    source: ShortText | None = None
    through: Offset | None = None

    @property
    def place(self) -> PartitionKey:
        return self.topic, self.partition


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


@pages.get("/paused")
@needs(Scope.OPS)
def paused() -> ResponseReturnValue:
    """Show events that were left in Kafka, and partitions that are not read."""
    return _left(Form(PartitionForm))


@pages.post("/paused/resume")
@needs(Scope.OPS)
def resume() -> ResponseReturnValue:
    """Have a partition, or the events of one source of it, read again."""
    form = Form(PartitionForm)
    if form.parsed:
        with form.refusals:
            change(partial(_resume, form.parsed))
            log.info("%s has resumed %s/%d at the console", actor(), *form.parsed.place)
            return done("It is read again within seconds.", url_for("event_lists.paused"))
    return _left(form)


@pages.post("/paused/discard")
@needs(Scope.OPS)
def discard() -> ResponseReturnValue:
    """Give up the events that one source, or all of a partition, left in Kafka."""
    form = Form(PartitionForm)
    if form.parsed:
        with form.refusals:
            given_up = change(partial(_discard, form.parsed))
            log.info("%s has discarded events of %s/%d at the console", actor(), *form.parsed.place)
            return done(f"{given_up:,} messages are given up.", url_for("event_lists.paused"))
    return _left(form)


def _left(form: Form[PartitionForm]) -> ResponseReturnValue:
    with database().transaction() as session:
        stopped, left = list(pauses.pauses(session).values()), set_aside.left(session)
    return page("events/paused.html", form=form, stopped=stopped, left=left), form.status


def _resume(asked: PartitionForm, session: Session) -> None:
    """Resume a pause, set-aside events, or both. Raises `NothingSetAside` without either."""
    found = 0
    if asked.source is None:
        found += _resumed_pause(session, asked)
    try:
        set_aside.resume(session, asked.place, asked.source, through=asked.through, now=now(session))
    except NothingSetAside:
        if not found:
            raise


def _resumed_pause(session: Session, asked: PartitionForm) -> bool:
    try:
        pauses.resume(session, asked.place, through=asked.through)
    except PartitionNotPaused:
        return False
    return True


def _discard(asked: PartitionForm, session: Session) -> int:
    return sum(one.messages for one in set_aside.discard(session, asked.place, asked.source))
