"""Sessions of people at the console. The only SQL for `console_session` (ADR 0068).

A session is a cookie of 256 random bits, of which the hash is kept, as of a token
(`inventory.tokens`). It lives in PostgreSQL, so that processes of the console share it and a
revoked token ends it at once.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, null, or_, select, text, update
from sqlalchemy.orm import Session as Transaction

from inventory.database.tables import ApiToken, ConsoleSession

USE_IS_NOTED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who is signed in, with the rights of the token that was shown."""

    actor: str
    token_name: str | None
    """The name of a token of ours, None for a JWT."""
    scopes: Collection[str]
    limits: dict[str, Any] | None
    expires_at: datetime


def new_cookie() -> str:
    """Return a random cookie that nobody has yet."""
    return secrets.token_urlsafe(32)


def begin(transaction: Transaction, cookie: str, who: SignedIn, *, now: datetime) -> None:
    """Begin a session under this cookie."""
    transaction.execute(
        insert(ConsoleSession).values(
            digest=digest(cookie),
            actor=who.actor,
            token_name=who.token_name,
            scopes=sorted(who.scopes),
            limits=who.limits or null(),
            created_at=now,
            seen_at=now,
            expires_at=who.expires_at,
        )
    )


_LIVE = (
    select(
        ConsoleSession.actor,
        ConsoleSession.token_name,
        ConsoleSession.scopes,
        ConsoleSession.limits,
        ConsoleSession.expires_at,
        ConsoleSession.seen_at,
    )
    .outerjoin(ApiToken, ApiToken.name == ConsoleSession.token_name)
    .where(
        ConsoleSession.digest == bindparam("digest_"),
        ConsoleSession.expires_at > bindparam("now_"),
        ConsoleSession.seen_at > bindparam("idle_since_"),
        or_(
            ConsoleSession.token_name.is_(None),
            ApiToken.id.is_not(None)
            & ApiToken.revoked_at.is_(None)
            & or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > bindparam("now_")),
        ),
    )
)


def find(
    transaction: Transaction, cookie: str, *, now: datetime, idle: timedelta, is_use: bool = True
) -> SignedIn | None:
    """Return who is signed in with this cookie, and note the use, to the minute, if it is one.

    Returns None if the session is over, has not been used for `idle`, or if its token is not valid
    any more.
    """
    given = {"digest_": digest(cookie), "now_": now, "idle_since_": now - idle}
    row = transaction.execute(_LIVE, given).one_or_none()
    if row is None:
        return None
    *who, seen_at = row
    if is_use and seen_at <= now - USE_IS_NOTED_AFTER:
        _note_use(transaction, given["digest_"], now)
    return SignedIn(*who)


def end(transaction: Transaction, cookie: str) -> None:
    """End the session of this cookie, if there is one."""
    transaction.execute(delete(ConsoleSession).where(ConsoleSession.digest == digest(cookie)))


def _note_use(transaction: Transaction, which: object, now: datetime) -> None:
    """Note the use. Skip a locked row, because another request is noting the same."""
    free = select(ConsoleSession.digest).where(ConsoleSession.digest == which).with_for_update(skip_locked=True)
    transaction.execute(update(ConsoleSession).where(ConsoleSession.digest.in_(free)).values(seen_at=now))


_PRUNE = text(
    """
    DELETE FROM console_session WHERE digest = ANY (ARRAY(
        SELECT digest FROM console_session WHERE expires_at < :before ORDER BY expires_at LIMIT :most
        FOR UPDATE SKIP LOCKED
    ))
    """
)


def prune(transaction: Transaction, *, before: datetime, most: int) -> int:
    """Remove sessions that were over before this time. Returns their number."""
    return transaction.connection().execute(_PRUNE, {"before": before, "most": most}).rowcount


def digest(cookie: str) -> bytes:
    """Return the hash under which the session of a cookie is kept."""
    return hashlib.sha256(cookie.encode()).digest()
