"""Begin and end a session."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session

from api.callers.caller import Caller
from console.access import cookies
from console.changes import change
from console.services import services
from inventory import sessions
from inventory.database.transactions import now
from inventory.sessions import SignedIn

_OURS = "token:"


def sign_in(token: str) -> Caller:
    """Begin a session for the caller with this token, under a new cookie. Return the caller.

    Raises `InvalidToken`, `IdentityProviderUnavailable` and the refusals of `change`.
    """
    caller = services().caller(token)
    old = cookies.cookie()
    change(partial(_begin, caller, old, cookies.replace()))
    return caller


def sign_out() -> None:
    """End the session of the visitor."""
    cookie = cookies.cookie()
    cookies.replace()
    change(lambda session: sessions.end(session, cookie))


def _begin(caller: Caller, old: str, new: str, session: Session) -> None:
    sessions.end(session, old)
    moment = now(session)
    longest = moment + timedelta(seconds=services().settings.console_session_seconds)
    who = SignedIn(
        actor=caller.actor,
        token_name=caller.actor.removeprefix(_OURS) if caller.actor.startswith(_OURS) else None,
        scopes=[str(scope) for scope in caller.scopes],
        limits=caller.allowance.as_json(),
        expires_at=longest if caller.expires_at is None else min(longest, caller.expires_at),
    )
    sessions.begin(session, new, who, now=moment)
