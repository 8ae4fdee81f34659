"""Positions in Kafka, and the messages that were left there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import Base, Key, Time


class PausedPartition(Base):
    """A partition that the bridge reads no further, because too many of its last messages can't be
    used (ADR 0012).

    Once an operator resumes it, `accepted_through` is the last offset at which dead letters are not
    counted. The row goes when the bridge is past it.
    """

    __tablename__ = "paused_partition"

    topic: Mapped[str] = mapped_column(Text, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_offset: Mapped[int] = mapped_column(BigInteger)
    """The offset of the first message that was not taken."""
    dead: Mapped[int] = mapped_column(Integer)
    among: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)
    paused_at: Mapped[datetime] = mapped_column(Time)
    accepted_through: Mapped[int | None] = mapped_column(BigInteger)


class SetAside(Base):
    """A source with too many unusable messages in a partition. They are left in Kafka, between
    these offsets (ADR 0012).

    Once an operator resumes it, `resumed_at` has the partition read again from `first_offset` on,
    and the row goes when the bridge is past `last_offset`.
    """

    __tablename__ = "set_aside"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    source: Mapped[str] = mapped_column(Key, primary_key=True)
    """The source as the messages name it, or `set_aside.ANYBODY`."""
    first_offset: Mapped[int] = mapped_column(BigInteger)
    last_offset: Mapped[int] = mapped_column(BigInteger)
    messages: Mapped[int] = mapped_column(BigInteger)
    """The number of messages that were left in Kafka."""
    dead: Mapped[int] = mapped_column(Integer)
    among: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Time)
    resumed_at: Mapped[datetime | None] = mapped_column(Time)
    accepted_through: Mapped[int | None] = mapped_column(BigInteger)
    """Dead letters up to this offset are not counted."""


class KeptOffset(Base):
    """A partition's position (ADR 0022): every event before `next_offset` is stored in this
    database.

    The row is written in the transaction that stores the events. So a database that is set back to
    an earlier state knows itself where reading has to go on, whatever Kafka remembers of the group.
    """

    __tablename__ = "kept_offset"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic_id: Mapped[str | None] = mapped_column(Text)
    """Kafka's id of the topic. A topic that was made again has the same name and another id. Null
    until a bridge has looked.
    """
    next_offset: Mapped[int] = mapped_column(BigInteger)
    begun: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    """The number of times that reading has begun there without getting any further."""
    received_at: Mapped[datetime | None] = mapped_column(Time)
    """The time of receipt of the partition's newest message (`receipts.receive`)."""
    current_at: Mapped[datetime | None] = mapped_column(Time)
    """All messages that Kafka had at this time are stored here. Kept for the catalogue alone,
    because orders wait for it.
    """


class SkippedType(Base):
    """The number of skipped events of a type that is not ours (ADR 0029). It is kept by partition,
    so that no two bridges wait for each other, and written with the offset, so that no event counts
    twice.
    """

    __tablename__ = "skipped_type"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    type: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    skips: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime] = mapped_column(Time)
    last_at: Mapped[datetime] = mapped_column(Time)


class EventGap(Base):
    """Offsets that Kafka deleted before this database had read them
    (`inventory.partitions.gaps`).
    """

    __tablename__ = "event_gap"

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    topic_id: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    first_offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigInteger)
    """The first offset behind the gap."""
    found_at: Mapped[datetime] = mapped_column(Time)


class CatalogueMirror(Base):
    """A source of the catalogue that has stated our own number of units (ADR 0055)."""

    __tablename__ = "catalogue_mirror"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    source: Mapped[str] = mapped_column(Key, primary_key=True)
    running: Mapped[int] = mapped_column(Integer)
    """The number of its last statements in a row that lowered the supply to our own number."""
    mirrors: Mapped[int] = mapped_column(BigInteger)
    """The number of such statements in all, from the third in a row on."""
    sku: Mapped[str] = mapped_column(Key)
    location: Mapped[str] = mapped_column(Key)
    quantity: Mapped[int] = mapped_column(BigInteger)
    """The newest of them is about this row, and states this quantity."""
    first_at: Mapped[datetime] = mapped_column(Time)
    last_at: Mapped[datetime] = mapped_column(Time)
    told_at: Mapped[datetime | None] = mapped_column(Time)
    """The time of the last warning in a log."""
