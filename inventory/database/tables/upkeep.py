"""Requests and commits that are recognised later, audits, and retention."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import FILLS_AND_EMPTIES, Base, Key, Time


class IdempotencyKey(Base):
    """A request that took effect, under the key of its caller (`inventory.write_path.idempotency`).
    Sent again, it is a replay.

    `digest` covers the whole request. So a key that is used for another request is noticed.
    """

    __tablename__ = "idempotency_key"

    actor: Mapped[str] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Time)


class CommitReceipt(Base):
    """A committed transaction, under the id that it drew (`inventory.database.commits`).

    Without `is_committed` it was not committed, and never will be: somebody asked, and this row
    keeps the transaction out.
    """

    __tablename__ = "commit_receipt"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    is_committed: Mapped[bool] = mapped_column(Boolean)
    written_at: Mapped[datetime] = mapped_column(Time)


class AuditRun(Base):
    """One run of the scheduled audit: the proven part of the ledger, and the number of
    discrepancies (`inventory.upkeep.scheduled_audit`).
    """

    __tablename__ = "audit_run"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    audited_at: Mapped[datetime] = mapped_column(Time)
    transaction: Mapped[int] = mapped_column(BigInteger)
    """The transaction that wrote this row. A transaction with a later number draws ledger ids above
    `drawn_id`.
    """
    drawn_id: Mapped[int] = mapped_column(BigInteger)
    """The highest ledger id that the run has seen. Lower ids may have been uncommitted then."""
    checked_id: Mapped[int] = mapped_column(BigInteger)
    """Every ledger row up to this id was there, and chained to the one before it."""
    discrepancies: Mapped[int] = mapped_column(Integer)


class Retention(Base):
    """The pruning of one kind of old rows: its position, and the number of rows removed in all
    (`inventory.upkeep.retention`).
    """

    __tablename__ = "retention"

    kind: Mapped[str] = mapped_column(Key, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    removed: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    pruned_at: Mapped[datetime] = mapped_column(Time)


class RefusedCallRow(Base):
    """A refused call, or several that were the same within an hour (`inventory.refused_calls`)."""

    __tablename__ = "refused_call"
    __table_args__ = (
        Index("ix_refused_call_order_id", "order_id", postgresql_where=text("order_id IS NOT NULL")),
        Index("ix_refused_call_skus", "skus", postgresql_using="gin"),
        Index("ix_refused_call_last_at", "last_at"),
        {"postgresql_with": FILLS_AND_EMPTIES},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    order_id: Mapped[str | None] = mapped_column(Key)
    """Null for calls of several orders that have no record of their own."""
    skus: Mapped[list[str]] = mapped_column(ARRAY(Text))
    action: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    actor: Mapped[str | None] = mapped_column(Text)
    """The caller of the last one."""
    request_id: Mapped[str | None] = mapped_column(Text)
    calls: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime] = mapped_column(Time)
    last_at: Mapped[datetime] = mapped_column(Time)
