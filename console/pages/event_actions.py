"""Actions on events: replay dead letters, and give pending events up."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from api.contract.paths import row_id
from api.tracing import actor
from console import addresses, statuses
from console.access.scopes import needs
from console.changes import change
from console.forms import Form, FormModel
from console.page import done, page
from console.pages.events import of_event
from console.reading.dead_letters import of_group
from console.services import services
from inventory.boundary.fields import ShortText
from inventory.database.transactions import now
from inventory.errors import InventoryError
from inventory.inbox import dead_letters
from inventory.inbox.rereading import installed_reader
from inventory.tokens import Scope

log = logging.getLogger(__name__)
pages = Blueprint("event_actions", __name__, url_prefix="/events")

REPLAYED_TOGETHER = 100
"""Maximum number of dead letters that one click replays."""
MAX_GIVEN_UP = 100
"""Maximum number of events that one form gives up."""
Answers = Mapping[int, InventoryError | None]


class GiveUpForm(FormModel):
    """The events that somebody gives up are the boxes that were ticked."""

    reason: Annotated[ShortText, Field(min_length=1)]


@pages.post("/<row_id:number>/replay")
@needs(Scope.OPS)
def replay(number: str) -> ResponseReturnValue:
    """Send a dead letter back to work. A refusal is told above the letter."""
    id_ = row_id("number", number)
    refusal = change(partial(_replay, [id_]))[id_]
    if refusal is not None:
        return of_event(id_, refusal), statuses.of(refusal)
    return done("The event is back at work. Look again in some seconds.", addresses.of_event(id_))


@pages.post("/group/replay")
@needs(Scope.OPS)
def replay_group() -> ResponseReturnValue:
    """Send the newest dead letters of a group back to work, some at once."""
    reason, source = request.form.get("reason", ""), request.form.get("source", "")
    answers = change(partial(_replay_group, reason, source))
    replayed = [id_ for id_, refusal in answers.items() if refusal is None]
    log.info("%s has replayed %d events (%r of %r) at the console", actor(), len(replayed), reason, source)
    return done(_told(answers, "back at work", "replayed"), url_for("events.group", reason=reason, source=source))


def _replay_group(reason: str, source: str, session: Session) -> Answers:
    ids = of_group(session, reason=reason, source=source, limit=REPLAYED_TOGETHER)
    return _replay(ids, session)


def _replay(ids: Sequence[int], session: Session) -> Answers:
    read = installed_reader(services().settings)
    return dead_letters.replay(session, ids, now=now(session), read=read)


@pages.route("/give-up", methods=["GET", "POST"])
@needs(Scope.OPS)
def give_up() -> ResponseReturnValue:
    """Make pending events dead letters, with a reason. Replay takes that back."""
    form = Form(GiveUpForm)
    ids = [row_id("event", number) for number in request.values.getlist("event")[:MAX_GIVEN_UP]]
    if form.parsed and ids:
        answers = change(partial(_give_up, ids, form.parsed.reason))
        log.info("%s has given up %d events at the console", actor(), sum(one is None for one in answers.values()))
        return done(_told(answers, "given up", "given up"), _behind(ids))
    return page("events/give_up.html", form=form, ids=ids), form.status


def _give_up(ids: Sequence[int], why: str, session: Session) -> Answers:
    return dead_letters.abandon(session, ids, actor=actor(), why=why, now=now(session))


def _behind(ids: Sequence[int]) -> str:
    """Return the page to go on at: that of the event, or the list."""
    return addresses.of_event(ids[0]) if len(ids) == 1 else url_for("event_lists.pending")


def _told(answers: Answers, state: str, verb: str) -> str:
    """Return the results in a sentence, with the first refusal in the service's own words."""
    refusals = [refusal for refusal in answers.values() if refusal is not None]
    moved = len(answers) - len(refusals)
    told = f"{moved:,} {'event is' if moved == 1 else 'events are'} {state}."
    if refusals:
        told += f" {len(refusals):,} can't be {verb}. The first: {refusals[0]}"
    return told
