"""Callers of the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Identity,
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
