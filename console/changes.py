"""The way of every change: one transaction, committed or known not to be (ADR 0021)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import TypeVar, overload

from flask import g, request
from sqlalchemy.orm import Session

from api.contract.database_errors import as_unavailable
from api.contract.errors import DatabaseUnavailable, OutcomeUnknown
from api.refused import refused_call
from api.tracing import actor, allowance, request_id
from console.metrics import OUTCOMES
from console.services import database, services
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.commits import Commits
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.database.transactions import now
from inventory.domain.commands import AdjustStock, Move, OrderRequest, Request, SetPolicy
from inventory.domain.outcome import MoveOutcome, OrderOutcome, Outcome, PolicyOutcome, Refused, StockOutcome
from inventory.errors import IdempotencyKeyReused, InventoryError
from inventory.metrics.outcomes import OutcomeDoor
from inventory.reading.near_locations import with_near_names
from inventory.write_path.idempotency import CallerRequest, Name, apply_once

CSRF = "csrf"
"""The field that binds a form to a session (`console.access.csrf`)."""
ONCE = "once"
"""The field of a form with its key: the same form again, from a second tab or click, changes
nothing more.
"""
RESENT = "resent"
"""In the address of a form that is sent again, because it is not known if it changed anything."""
PATIENCE_SECONDS = 5
"""Seconds to look for a commit whose answer was lost."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)

Result = TypeVar("Result")
Accept = Callable[[Outcome], None]
"""Looks at an outcome before it is committed, and raises a refusal if it is not to be."""


class ChangeUnknown(OutcomeUnknown):
    """The connection to the database broke just then, so it is not known if the change was made.
    Send the same form again: it changes nothing twice.
    """


class FormUsed(InventoryError):
    """The form was sent before with other values, and took effect then. Nothing was changed now.
    Load the page again to see it.
    """

    code = "form_used"


def new_key() -> str:
    """Return a key for a form that is shown."""
    return secrets.token_urlsafe(16)


def form_key() -> str:
    """Return the key of the form that was sent, a new one if it has none that is usable."""
    given = request.form.get(ONCE, "")
    return given if _KEY.fullmatch(given) else new_key()


def reference(typed: str | None) -> str:
    """Return the reference of an adjustment or a move: as somebody typed it, else one by the key of
    the form. The ledger keeps it, and the same one again is a replay.
    """
    return typed or f"console-{form_key()}"


def change(work: Callable[[Session], Result]) -> Result:
    """Do the work in one transaction, commit it, and return its result.

    `work` may be called again, and does nothing outside of its transaction. Raises its refusals.
    Raises `DatabaseUnavailable` or `Busy` if nothing was changed, and `ChangeUnknown` if that can't
    be known. Then no page of this request says that nothing was changed (`console.refusals`).
    """
    try:
        return _committed(work)
    except CommitUnknown as error:
        g.change_unknown = True
        raise ChangeUnknown from error
    except NothingCommitted as error:
        raise DatabaseUnavailable from error
    except Exception as error:
        unavailable = as_unavailable(error)
        if unavailable is None or unavailable is error:
            raise
        raise unavailable from error


@retried_on_stale_plan
def _committed(work: Callable[[Session], Result]) -> Result:
    with Commits(database()).transaction(patience_seconds=PATIENCE_SECONDS) as session:
        return work(session)


@overload
def execute(command: OrderRequest, *, accept: Accept | None = None) -> OrderOutcome: ...
@overload
def execute(command: AdjustStock) -> StockOutcome: ...
@overload
def execute(command: SetPolicy) -> PolicyOutcome: ...
@overload
def execute(command: Move) -> MoveOutcome: ...
def execute(
    command: Request, *, accept: Accept | None = None
) -> OrderOutcome | StockOutcome | PolicyOutcome | MoveOutcome:
    """Apply and commit one command of the form that was sent, once. Nothing is changed if `accept`
    raises a refusal of the outcome. Raises that, the command's own, and those of `change`.
    """
    (outcome,) = execute_each([command], accept=accept)
    if isinstance(outcome, Refused):
        raise outcome.error
    return outcome


def execute_each(commands: Sequence[Request], *, accept: Accept | None = None) -> list[Outcome]:
    """Apply and commit the commands of the form that was sent, in one transaction. A refusal is the
    outcome of its own command. Raises the refusals of `change` and of `accept`.
    """
    g.asked = tuple(commands)
    asked = CallerRequest(tuple(commands), Name(actor(), f"console:{form_key()}"), form_digest())
    done: list[Outcome] = change(partial(_apply, asked, accept))
    g.outcomes = done
    OUTCOMES.count(OutcomeDoor.CONSOLE, done)
    if any(isinstance(outcome.error, IdempotencyKeyReused) for outcome in done):
        raise FormUsed
    _record_refusals(done)
    return done


def _record_refusals(done: Sequence[Outcome]) -> None:
    """Have the timelines tell refusals of the console, as they tell refused calls of the API."""
    for outcome in done:
        if isinstance(outcome, Refused):
            call = refused_call(outcome, actor=actor(), request_id=request_id())
            if call is not None:
                services().refusals.note(call)


def _apply(asked: CallerRequest, accept: Accept | None, session: Session) -> list[Outcome]:
    (outcomes,) = apply_once(session, [asked], now=now(session), holds=services().holds)
    if accept is not None:
        for outcome in outcomes:
            accept(outcome)
    refused = [outcome.error for outcome in outcomes if isinstance(outcome, Refused)]
    told = iter(with_near_names(session, refused, within=allowance().locations) if refused else ())
    return [one._replace(error=next(told)) if isinstance(one, Refused) else one for one in outcomes]


def form_digest() -> bytes:
    """Return a hash of the form that was sent, and of its address. The same form again has the same
    hash. Fields of one name are those of rows, so their sequence counts.
    """
    by_name = itemgetter(0)
    address = sorted((one for one in request.args.items(multi=True) if one[0] != RESENT), key=by_name)
    fields = sorted((one for one in request.form.items(multi=True) if one[0] != CSRF), key=by_name)
    return hashlib.sha256(repr((request.path, address, fields)).encode()).digest()
