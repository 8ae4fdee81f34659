"""Events from Kafka: all that were received, and those pending or dead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import FILLS_AND_EMPTIES, Base, Key, Time


class InboxEvent(Base):
    """Every event received, once. The unique `(source, event_id)` makes redelivery harmless (G3).

    Append-only. A pending event also stands in `inbox_pending`, a dead one in `dead_letter`, and an
    event in neither is done. To delete a small row there costs less than to update a status in this
    wide table.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        Index("uq_inbox_event_source_event_id", "source", "event_id", unique=True),
        Index("ix_inbox_event_ahead", "id", postgresql_where=text("occurred_at > received_at")),
        Index("ix_inbox_event_key", text("(id >> 16)"), "key", postgresql_where=text("key IS NOT NULL")),
        {"postgresql_with": {"fillfactor": "90"}},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    source: Mapped[str] = mapped_column(Key)
    event_id: Mapped[str] = mapped_column(Key)
    type: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(Key)
    """The order or product that the event is about."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    occurred_at: Mapped[datetime] = mapped_column(Time)
    """The time of the event, as the event states it. It counts as of `received_at` at the latest
    (`inbox.COUNTS_AT`).
    """
    received_at: Mapped[datetime] = mapped_column(Time)
    """The time of the receipt, by the database's clock. In one partition a later event has a later
    time, even if the clock goes back (`receipts.receive`).
    """
    traceparent: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    partition: Mapped[int] = mapped_column(Integer)
    record_offset: Mapped[int] = mapped_column(BigInteger)


class InboxPending(Base):
    """An event that is not done yet. `attempts` counts the sends to Celery. The event is sent again
    after `not_before`.

    No foreign key: the row is written in the transaction of its event, and a key check would cost
    as much as the row.
    """

    __tablename__ = "inbox_pending"
    __table_args__ = (
        Index(None, "not_before"),
        Index("ix_inbox_pending_waiting", "id", postgresql_where=text("waits_for <> '{}'")),
        {"postgresql_with": FILLS_AND_EMPTIES},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    operation: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(SmallInteger)
    not_before: Mapped[datetime] = mapped_column(Time)
    last_error: Mapped[str | None] = mapped_column(Text)
    waits_for: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """The SKUs that an order waits for, because the catalogue has not named them yet
    (`inventory.inbox.parking`). Null before the order has waited, empty once it has waited enough.
    """


class DeadLetter(Base):
    """An event that is unusable (then with its bytes) or failed too often, with the reason."""

    __tablename__ = "dead_letter"
    __table_args__ = (
        Index("ix_dead_letter_record_key", "record_key", postgresql_where=text("record_key IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("inbox_event.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    record_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    headers: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """The headers of the message, in their order (`inventory.inbox.sent`). Null if none are
    kept.
    """
    record_time: Mapped[datetime | None] = mapped_column(Time)
    superseded_by: Mapped[int | None] = mapped_column(BigInteger)
    """The event that has this one's id now, because this one was never usable (ADR 0030). It may
    have been pruned since.
    """
    died_at: Mapped[datetime] = mapped_column(Time)
