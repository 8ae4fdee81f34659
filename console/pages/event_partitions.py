"""Events that were left in Kafka: have them read again, or give them up."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from typing import Annotated

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field
from sqlalchemy.orm import Session

from api.tracing import actor
from console.access.scopes import needs
from console.asked import asked
from console.forms import Form, FormModel, Typed
from console.once import DONE_BEFORE, change_once
from console.page import done, page
from console.pages.events import require_no_limits
from console.services import database
from inventory.boundary.fields import ShortText
from inventory.boundary.shown import MAX_ROW_NUMBER
from inventory.database.transactions import now
from inventory.errors import InventoryError
from inventory.inbox.decoded import PartitionKey
from inventory.logs.fields import Fields, listed
from inventory.partitions import pauses, set_aside
from inventory.partitions.errors import NothingSetAside, PartitionNotPaused
from inventory.partitions.set_aside import ANYBODY, SetAsideRange
from inventory.tokens import Scope

log = logging.getLogger(__name__)
pages = Blueprint("event_partitions", __name__, url_prefix="/events/paused")
pages.before_request(require_no_limits)

_EVERY_ROW, _ROW_OF_ANYBODY, _ROW_OF = "all", "anybody", "source:"
Offset = Annotated[int, Typed, Field(ge=0, le=MAX_ROW_NUMBER)]


class SetAsideChanged(InventoryError):
    """What is left of {whose} in partition {partition} of topic {topic!r} has changed since you
    looked at it. Nothing was given up. Look at it as it is now, below, and decide again.
    """

    code = "set_aside_changed"
    topic: str
    partition: int
    whose: str


def _meant(whose: object) -> str | None:
    """Return the source of the row that a form means, None for all rows. No form means them by
    leaving something out.
    """
    if whose == _EVERY_ROW:
        return None
    if whose == _ROW_OF_ANYBODY:
        return ANYBODY
    if isinstance(whose, str) and whose.startswith(_ROW_OF) and whose != _ROW_OF:
        return whose.removeprefix(_ROW_OF)
    raise ValueError(f"must be {_EVERY_ROW}, {_ROW_OF_ANYBODY}, or {_ROW_OF} with a source behind it")


def whose(source: str) -> str:
    """Return the word of a form for the row of this source."""
    return _ROW_OF_ANYBODY if source == ANYBODY else f"{_ROW_OF}{source}"


class PartitionForm(FormModel):
    """Base of what names a partition."""

    topic: ShortText
    partition: Annotated[int, Typed, Field(ge=0, lt=2**31)]

    @property
    def place(self) -> PartitionKey:
        return self.topic, self.partition


class ResumeForm(PartitionForm):
    """A partition, and one row of it, or all. Unusable events up to the offset `through` become
    dead letters without being counted.
    """

    whose: Annotated[str | None, BeforeValidator(_meant)]
    through: Offset | None = None


class OneRow(PartitionForm):
    """One row that is to be given up: never all of a partition."""

    whose: Annotated[str, BeforeValidator(_meant)]


class DiscardForm(FormModel):
    """`seen` stands for the row as its person has seen it."""

    reason: Annotated[ShortText, Field(min_length=1)]
    seen: str


@pages.get("")
@needs(Scope.OPS)
def show() -> ResponseReturnValue:
    """Show events that were left in Kafka, and partitions that are not read."""
    return _left(Form(ResumeForm))


@pages.post("/resume")
@needs(Scope.OPS)
def resume() -> ResponseReturnValue:
    """Have a partition, or the events of one source of it, read again."""
    form = Form(ResumeForm)
    if form.parsed:
        with form.refusals:
            found = change_once(partial(_resume, form.parsed))
            if found is not None:
                through = form.parsed.through
                _log("resumed", form.parsed, found, why="" if through is None else f"accepting through {through}")
            return done(_READ_AGAIN if found is not None else DONE_BEFORE, url_for("event_partitions.show"))
    return _left(form)


_READ_AGAIN = "It is read again within seconds."


@pages.route("/discard", methods=["GET", "POST"])
@needs(Scope.OPS)
def discard() -> ResponseReturnValue:
    """Give up the events that one source left in Kafka, as its person has seen them."""
    row, form = asked(OneRow), Form(DiscardForm)
    if form.parsed:
        with form.refusals:
            found = change_once(partial(_discard, row, form.parsed.seen))
            if found is not None:
                _log("given up", row, found, why=form.parsed.reason)
            told = DONE_BEFORE if found is None else f"{sum(one.messages for one in found):,} messages are given up."
            return done(told, url_for("event_partitions.show"))
    with database().transaction() as session:
        found = [
            one for one in set_aside.left(session) if (one.overrun.place, one.overrun.source) == (row.place, row.whose)
        ]
    if not found:
        raise NothingSetAside(topic=row.topic, partition=row.partition)
    return page("events/discard.html", form=form, row=found[0], whose=whose(row.whose), seen=_seen(found)), form.status


def _left(form: Form[ResumeForm]) -> ResponseReturnValue:
    with database().transaction() as session:
        stopped, left = list(pauses.pauses(session).values()), set_aside.left(session)
    return page("events/paused.html", form=form, stopped=stopped, left=left, whose=whose), form.status


def _resume(form: ResumeForm, session: Session) -> list[SetAsideRange]:
    """Resume a pause, set-aside events, or both. Raises `NothingSetAside` without either."""
    is_resumed = form.whose is None and _resumed_pause(session, form)
    try:
        return set_aside.resume(session, form.place, form.whose, through=form.through, now=now(session))
    except NothingSetAside:
        if not is_resumed:
            raise
        return []


def _resumed_pause(session: Session, form: ResumeForm) -> bool:
    try:
        pauses.resume(session, form.place, through=form.through)
    except PartitionNotPaused:
        return False
    return True


def _discard(row: OneRow, seen: str, session: Session) -> list[SetAsideRange]:
    """Give the row up, and return it. Raises `SetAsideChanged` if it was not as it was seen."""
    found = set_aside.discard(session, row.place, row.whose)
    if _seen(found) != seen:
        raise SetAsideChanged(topic=row.topic, partition=row.partition, whose=row.whose or "any source")
    return found


def _seen(rows: Iterable[SetAsideRange]) -> str:
    """Return a hash of what a person sees of these rows."""
    shown = [(one.overrun.source, one.overrun.at.offset, one.last_offset, one.messages, one.resumed_at) for one in rows]
    return sha256(repr(shown).encode()).hexdigest()[:32]


def _log(verb: str, form: PartitionForm, rows: Iterable[SetAsideRange], *, why: str = "") -> None:
    """Tell who did it, and to what. Nothing else keeps that."""
    told = listed(
        f"{one.overrun.source or 'any source'} from {one.overrun.at.offset} to {one.last_offset}, {one.messages} messages"
        for one in rows
    )
    fields = Fields(actor=actor(), topic=form.topic, partition=form.partition)
    log.info(
        "%s has %s %s/%d at the console: %s%s",
        actor(),
        verb,
        *form.place,
        "; ".join(told),
        why and f" ({why})",
        extra=fields,
    )
