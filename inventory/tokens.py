"""Scopes and static tokens of API callers. The only SQL for `api_token`.

A token is 256 random bits, so its hash needs no salt and no slowness: nobody has a list of likely
tokens to try, as there is of passwords. Plain SHA-256 can be looked up by an index and costs a
microsecond for each request.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import RowMapping, func, insert, null, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inventory.database.tables import ApiToken
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.errors import InventoryError

PREFIX = "invtok_"
"""Tells our tokens from JWTs, and tells secret scanners that they have found one."""
TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)
TOKEN_NAME = re.compile(r"[a-z][a-z0-9._-]{0,62}", re.ASCII)
LIMITED = "limited:"
"""The prefix of each stored scope of a token with limits. An earlier version, which knows no
limits, takes such a scope for none of ours.
"""
USE_IS_NOTED_AFTER = timedelta(minutes=1)


class UnknownToken(InventoryError):
    """No token is known as {token!r}. `inventory token list` shows them."""

    code = "unknown_token"
    token: str


class TokenNameTaken(InventoryError):
    """A token named {name!r} exists or existed, and the ledger names it. Choose another name."""

    code = "token_name_taken"
    name: str


class Scope(StrEnum):
    """A right of a caller. No scope includes another."""

    STOCK_READ = "stock:read"
    STOCK_RESERVE = "stock:reserve"
    STOCK_ADJUST = "stock:adjust"
    STOCK_CONFIGURE = "stock:configure"
    STOCK_OVERRIDE = "stock:override"
    OPS = "ops"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as everybody may see it."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    limits: dict[str, Any] | None
    """The limits of the token (`inventory.domain.allowance`). None if its scopes have no limits."""

    def state(self, now: datetime) -> Literal["valid", "expired", "revoked"]:
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if self.expires_at is None or self.expires_at > now else "expired"


_COLUMNS = (
    ApiToken.id,
    ApiToken.name,
    ApiToken.scopes,
    ApiToken.created_at,
    ApiToken.expires_at,
    ApiToken.revoked_at,
    ApiToken.last_used_at,
    ApiToken.limits,
)


def create(
    session: Session,
    name: str,
    scopes: Collection[Scope],
    *,
    now: datetime,
    expires_in: timedelta | None = None,
    allowance: Allowance = UNLIMITED,
) -> tuple[Token, str]:
    """Make a token. Return it and its secret, which is not kept. Raises `TokenNameTaken`."""
    limits = allowance.as_json()
    secret = PREFIX + secrets.token_urlsafe(32)
    statement = insert(ApiToken).values(
        name=name,
        digest=_digest(secret),
        scopes=[f"{LIMITED if limits else ''}{scope}" for scope in sorted(scopes)],
        limits=limits or null(),
        created_at=now,
        expires_at=None if expires_in is None else now + expires_in,
    )
    try:
        with session.begin_nested():
            row = session.execute(statement.returning(*_COLUMNS)).mappings().one()
    except IntegrityError as error:
        raise TokenNameTaken(name=name) from error
    return _token(row), secret


def find(session: Session, secret: str, *, now: datetime) -> Token | None:
    """Return the token with this secret if it is valid now, and note the use, to the minute."""
    row = session.execute(select(*_COLUMNS).where(ApiToken.digest == _digest(secret))).mappings().one_or_none()
    if row is None:
        return None
    token = _token(row)
    if token.state(now) != "valid":
        return None
    if token.last_used_at is None or token.last_used_at <= now - USE_IS_NOTED_AFTER:
        _note_use(session, token.id, now)
    return token


def tokens(session: Session) -> list[Token]:
    """Return all tokens that there ever were, the oldest first."""
    return [_token(row) for row in session.execute(select(*_COLUMNS).order_by(ApiToken.id)).mappings()]


def revoke(session: Session, token: str, *, now: datetime) -> Token:
    """Revoke a token for ever, by its name or id. A revoked token stays as it is.

    Raises `UnknownToken`.
    """
    which = ApiToken.id == int(token) if _is_id(token) else ApiToken.name == token
    statement = update(ApiToken).where(which).values(revoked_at=func.coalesce(ApiToken.revoked_at, now))
    row = session.execute(statement.returning(*_COLUMNS)).mappings().one_or_none()
    if row is None:
        raise UnknownToken(token=token)
    return _token(row)


def _token(row: RowMapping) -> Token:
    if row["limits"] is None:  # or they are lost: migration 0024 undone, and done again
        return Token(**row)
    return Token(**{**row, "scopes": [scope.removeprefix(LIMITED) for scope in row["scopes"]]})


def _note_use(session: Session, id_: int, now: datetime) -> None:
    """Note the use. Skip a locked row, because another transaction is noting the same."""
    free = select(ApiToken.id).where(ApiToken.id == id_).with_for_update(key_share=True, skip_locked=True)
    session.execute(update(ApiToken).where(ApiToken.id.in_(free)).values(last_used_at=now))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _is_id(token: str) -> bool:
    return token.isascii() and token.isdecimal() and len(token) < len(str(2**63))
