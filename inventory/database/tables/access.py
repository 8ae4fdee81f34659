"""Callers of the API, and people who are signed in at the console."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import Base, Key, Time


class ApiToken(Base):
    """A caller of the API that shows a secret of ours (`inventory.tokens`). The secret itself is
    not kept.

    A name is never used again, so `token:NAME` in the ledger always means the same caller. So
    tokens are revoked, not deleted.
    """

    __tablename__ = "api_token"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("digest"),
        CheckConstraint("cardinality(scopes) > 0", name="some_scope"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(Key)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime] = mapped_column(Time)
    expires_at: Mapped[datetime | None] = mapped_column(Time)
    revoked_at: Mapped[datetime | None] = mapped_column(Time)
    last_used_at: Mapped[datetime | None] = mapped_column(Time)
    """The last use, to the minute: enough to see that the token is in use."""
    limits: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The limits of the token (`inventory.domain.allowance`). Null if only its scopes limit it."""


class ConsoleSession(Base):
    """Somebody who is signed in at the console (`inventory.sessions`). The cookie itself is not
    kept.
    """

    __tablename__ = "console_session"
    __table_args__ = (Index("ix_console_session_expires_at", "expires_at"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    actor: Mapped[str] = mapped_column(Text)
    """The person behind a change, as the ledger names it."""
    token_name: Mapped[str | None] = mapped_column(Key)
    """The token that was shown at sign-in. Null for a JWT, which can't be revoked."""
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    limits: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The limits of the token (`inventory.domain.allowance`). Null if only its scopes limit it."""
    created_at: Mapped[datetime] = mapped_column(Time)
    seen_at: Mapped[datetime] = mapped_column(Time)
    """The last request, to the minute."""
    expires_at: Mapped[datetime] = mapped_column(Time)
    """The end of the session, however busy it is. Never later than that of its token."""
