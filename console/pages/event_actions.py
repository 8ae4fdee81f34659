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
from console.forms import Form, FormModel
from console.once import DONE_BEFORE, change_once
from console.page import done, page
from console.pages.events import of_event, of_group, require_no_limits
from console.services import services
from console.words.events import results
from inventory.boundary.fields import ShortText
from inventory.database.transactions import now
from inventory.errors import InventoryError
from inventory.inbox import dead_letters
from inventory.inbox.rereading import installed_reader
from inventory.logs.fields import Fields, listed
from inventory.tokens import Scope

log = logging.getLogger(__name__)
pages = Blueprint("event_actions", __name__, url_prefix="/events")
pages.before_request(require_no_limits)

MAX_CHOSEN = 100
"""Maximum number of events that one form is about."""
Answers = Mapping[int, InventoryError | None]


class GiveUpForm(FormModel):
    """The events that somebody gives up are the boxes that were ticked."""

    reason: Annotated[ShortText, Field(min_length=1)]


@pages.post("/<row_id:number>/replay")
@needs(Scope.OPS)
def replay(number: str) -> ResponseReturnValue:
    """Send a dead letter back to work. A refusal is told above the letter."""
    id_ = row_id("number", number)
    try:
        is_new = change_once(partial(_replay_one, id_)) is not None
    except InventoryError as refusal:
        _log("replayed", {id_: refusal})
        return of_event(id_, refusal), statuses.of(refusal)
    if is_new:
        _log("replayed", {id_: None})
    return done(_AT_WORK if is_new else DONE_BEFORE, addresses.of_event(id_))


_AT_WORK = "The event is back at work. Look again in some seconds."


def _replay_one(id_: int, session: Session) -> Answers:
    """Replay a dead letter. Raises its refusal, so that its form is not used up."""
    answers = _replay([id_], session)
    if (refusal := answers[id_]) is not None:
        raise refusal
    return answers


@pages.post("/group/replay")
@needs(Scope.OPS)
def replay_group() -> ResponseReturnValue:
    """Send the dead letters back to work that somebody saw listed, and go on below them."""
    given = request.form
    answers = change_once(partial(_replay, _chosen()))
    if answers is not None:
        _log("replayed", answers)
    behind = of_group(given.get("reason", ""), given.get("source", ""), given.get("below"))
    return _done(answers, "back at work", behind)


def _replay(ids: Sequence[int], session: Session) -> Answers:
    read = installed_reader(services().settings)
    return dead_letters.replay(session, ids, now=now(session), read=read)


@pages.route("/give-up", methods=["GET", "POST"])
@needs(Scope.OPS)
def give_up() -> ResponseReturnValue:
    """Make pending events dead letters, with a reason. Replay takes that back."""
    form, ids = Form(GiveUpForm), _chosen()
    if form.parsed and ids:
        with form.refusals:
            answers = change_once(partial(_give_up, ids, form.parsed.reason))
            if answers is not None:
                _log("given up", answers, why=form.parsed.reason)
            return _done(answers, "given up", _behind(ids))
    return page("events/give_up.html", form=form, ids=ids), form.status


def _give_up(ids: Sequence[int], why: str, session: Session) -> Answers:
    return dead_letters.abandon(session, ids, actor=actor(), why=why, now=now(session))


def _chosen() -> list[int]:
    return [row_id("event", number) for number in request.values.getlist("event")[:MAX_CHOSEN]]


def _behind(ids: Sequence[int]) -> str:
    """Return the page to go on at: that of the event, or the list."""
    return addresses.of_event(ids[0]) if len(ids) == 1 else url_for("event_lists.pending")


def _log(verb: str, answers: Answers, *, why: str = "") -> None:
    """Tell who did it, and to which events. The inbox keeps neither of a replay."""
    moved = [str(id_) for id_, refusal in answers.items() if refusal is None]
    refused = [str(id_) for id_, refusal in answers.items() if refusal is not None]
    told = [", ".join(listed(moved)) or "none"]
    told += [f"refused: {', '.join(listed(refused))}"] if refused else []
    told += [why] if why else []
    log.info("%s has %s events at the console: %s", actor(), verb, "; ".join(told), extra=Fields(events=len(moved)))


def _done(answers: Answers | None, state: str, address: str) -> ResponseReturnValue:
    """Lead on, and tell the results. Some that did not work are no success."""
    if answers is None:
        return done(DONE_BEFORE, address)
    return done(results(answers, state), address, worked=all(one is None for one in answers.values()))
