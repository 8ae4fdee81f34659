"""Events that were left in Kafka: have them read again, or give them up."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from typing import Annotated, NamedTuple

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
from inventory.partitions import giving_up, pauses, set_aside
from inventory.partitions.errors import NothingSetAside, PartitionNotPaused
from inventory.partitions.set_aside import ANYBODY, SetAsideRange
from inventory.tokens import Scope

log = logging.getLogger(__name__)
pages = Blueprint("event_partitions", __name__, url_prefix="/events/paused")
pages.before_request(require_no_limits)

_EVERY_ROW, _ROW_OF_ANYBODY, _ROW_OF = "all", "anybody", "source:"
Offset = Annotated[int, Typed, Field(ge=0, le=MAX_ROW_NUMBER)]


class SetAsideChanged(InventoryError):
    """The messages of {whose} in partition {partition} of topic {topic!r} have changed since you
    looked at them: they are read again, or some were given up. Nothing was given up now. Look at
    them as they are, below, and decide again.
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
    """`seen` stands for the beginning of the row as its person has seen it, with so many `messages`
    up to the offset `through`. A row that no message is left of ends before it begins.
    """

    reason: Annotated[ShortText, Field(min_length=1)]
    seen: str
    through: Annotated[int, Typed, Field(ge=-1, le=MAX_ROW_NUMBER)]
    messages: Annotated[int, Typed, Field(ge=0, le=MAX_ROW_NUMBER)]


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
    """Give up the events that one source left in Kafka, as far as its person has seen them."""
    row, form = asked(OneRow), Form(DiscardForm)
    if form.parsed:
        with form.refusals:
            given_up = change_once(partial(_discard, row, form.parsed))
            if given_up is None:
                return done(DONE_BEFORE, url_for("event_partitions.show"))
            _log("given up", row, [given_up.gone], why=form.parsed.reason)
            return done(given_up.told, url_for("event_partitions.show"))
    found = _found(row)
    return page("events/discard.html", form=form, row=found, whose=whose(row.whose), seen=_seen(found)), form.status


def _found(row: OneRow) -> SetAsideRange:
    with database().transaction() as session:
        for one in set_aside.left(session):
            if (one.overrun.place, one.overrun.source) == (row.place, row.whose):
                return one
    raise NothingSetAside(topic=row.topic, partition=row.partition)


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


class DiscardedRange(NamedTuple):
    """The range that was given up, and the number of messages that came since it was looked at."""

    gone: SetAsideRange
    left: int

    @property
    def told(self) -> str:
        messages = self.gone.messages
        gone = "1 message is given up" if messages == 1 else f"{messages:,} messages are given up"
        if not self.left:
            return f"{gone}."
        return (
            f"{gone}, up to offset {self.gone.last_offset:,}. {self.left:,} that came since you looked stay in Kafka."
        )


def _discard(row: OneRow, form: DiscardForm, session: Session) -> DiscardedRange:
    """Give the row up as far as it was seen. Raises `SetAsideChanged` if that is not there any
    more as it was.
    """
    known = giving_up.lock(session, row.place, row.whose)
    if _seen(known) != form.seen or form.through > known.last_offset or form.messages > known.messages:
        raise SetAsideChanged(topic=row.topic, partition=row.partition, whose=row.whose or "any source")
    gone = giving_up.discard_through(session, known, through=form.through, messages=form.messages)
    return DiscardedRange(gone, known.messages - gone.messages)


def _seen(one: SetAsideRange) -> str:
    """Return a hash of where a row begins, and of its state. More messages may come to its end."""
    shown = (one.overrun.source, one.overrun.at.offset, one.resumed_at)
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
