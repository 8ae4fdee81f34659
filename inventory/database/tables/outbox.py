"""Outcomes on their way to Kafka, and the history that they belong to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Identity,
    Index,
    Integer,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import FILLS_AND_EMPTIES, ONLY_GROWS, Base, Key, Time


class Lineage(Base):
    """The one row that tells if the database is still where it was (`inventory.database.lineage`),
    and its epoch.
    """

    __tablename__ = "lineage"
    __table_args__ = (CheckConstraint("one_row", name="only_one"), {"postgresql_with": {"fillfactor": "50"}})

    one_row: Mapped[bool] = mapped_column(Boolean, primary_key=True, server_default=text("true"))
    epoch: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The leading digits of every sequence, 0 until the database is set back for the first time."""
    fingerprint: Mapped[str] = mapped_column(Text)
    """The cluster, timeline, database and table where the row was written."""
    published_id: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The highest id of the outbox that was announced and removed."""
    risen_at: Mapped[datetime | None] = mapped_column(Time)


class OutboxEvent(Base):
    """An outcome on its way to Kafka, written in the transaction that made it true. It is deleted
    when Kafka has acknowledged it.

    The ids of one key rise in commit order. They are drawn from a sequence without cache, under the
    lock of the key's row. For a new SKU that is the lock that its makers queue for. Ids of
    different keys do not rise in commit order: never read on from the highest id seen.
    """

    __tablename__ = "outbox_event"
    __table_args__ = {"postgresql_with": FILLS_AND_EMPTIES}  # noqa: RUF012 - as SQLAlchemy has it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True, cache=1), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(Uuid, server_default=text("gen_random_uuid()"))
    type: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Key)
    sequence: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Text that is only passed on. To take it apart, as jsonb does, would be work for nobody."""
    occurred_at: Mapped[datetime] = mapped_column(Time)
    traceparent: Mapped[str | None] = mapped_column(Text)


class KeptOutcome(Base):
    """An outcome of an order that Kafka has, and its place there (ADR 0066). The relay writes it in
    the statement that removes the outcome from the outbox.

    For people alone: nothing is decided by it, and it is kept for some weeks.
    """

    __tablename__ = "announced_outcome"
    __table_args__ = (
        Index("ix_announced_outcome_key", text("(id >> 16)"), "key"),
        {"postgresql_with": ONLY_GROWS},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Its id in the outbox."""
    event_id: Mapped[UUID] = mapped_column(Uuid)
    type: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Key)
    """The order."""
    sequence: Mapped[int] = mapped_column(BigInteger)
    occurred_at: Mapped[datetime] = mapped_column(Time)
    announced_at: Mapped[datetime] = mapped_column(Time)
    """The time at which Kafka was known to have it, by the database's clock."""
    partition: Mapped[int] = mapped_column(Integer)
    record_offset: Mapped[int] = mapped_column(BigInteger)
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The new status, and the reasons (`inventory.outbox.announced`)."""
