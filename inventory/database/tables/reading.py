"""How far Kafka is read, and what was left there."""

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
    """A partition of a topic that the bridge reads no further, because too many of its last messages can't be used (ADR 0012).

    Once an operator has let it go on, `accepted_through` is the last offset at which dead letters are not counted; the row
    goes when the bridge is past it.
    """

    __tablename__ = "paused_partition"

    topic: Mapped[str] = mapped_column(Text, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_offset: Mapped[int] = mapped_column(BigInteger)
    """Of the first message that was not taken."""
    dead: Mapped[int] = mapped_column(Integer)
    among: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)
    paused_at: Mapped[datetime] = mapped_column(Time)
    accepted_through: Mapped[int | None] = mapped_column(BigInteger)


class SetAside(Base):
    """A source of a partition of which too much can't be used: what can't is left in Kafka, between these offsets (ADR 0012).

    Once an operator has said so, `resumed_at` has the partition read again from `first_offset` on, and the row goes when that is
    past `last_offset`.
    """

    __tablename__ = "set_aside"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    source: Mapped[str] = mapped_column(Key, primary_key=True)
    """As the messages say, or `set_aside.ANYBODY`."""
    first_offset: Mapped[int] = mapped_column(BigInteger)
    last_offset: Mapped[int] = mapped_column(BigInteger)
    messages: Mapped[int] = mapped_column(BigInteger)
    """How many were left."""
    dead: Mapped[int] = mapped_column(Integer)
    among: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Time)
    resumed_at: Mapped[datetime | None] = mapped_column(Time)
    accepted_through: Mapped[int | None] = mapped_column(BigInteger)
    """Up to here dead letters are taken without being counted."""


class KeptOffset(Base):
    """How far each partition has been read into this database (ADR 0022): every event before `next_offset` is stored here.

    It is written in the transaction that stores the events, so a database that is set back to an earlier state says
    itself where reading has to go on, whatever Kafka remembers of the group.
    """

    __tablename__ = "kept_offset"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic_id: Mapped[str | None] = mapped_column(Text)
    """Kafka's own id: a topic that was made again has the name, but not the id. Null until a bridge has looked."""
    next_offset: Mapped[int] = mapped_column(BigInteger)
    begun: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    """How often reading has begun there without getting any further."""
    received_at: Mapped[datetime | None] = mapped_column(Time)
    """When the newest of its messages was received (`kept_offsets.receive`)."""
    current_at: Mapped[datetime | None] = mapped_column(Time)
    """All that Kafka had then is stored here; only of the catalogue, where orders wait for it."""


class SkippedType(Base):
    """How many events of a type that is not ours were passed over (ADR 0029), by partition, so that no two bridges wait for
    each other. Written with the offset that they stand before, so that none counts twice.
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
    """Offsets that Kafka deleted before they were read into this database (`inventory.partitions.gaps`)."""

    __tablename__ = "event_gap"

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    topic_id: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    first_offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigInteger)
    """The first behind it."""
    found_at: Mapped[datetime] = mapped_column(Time)
