"""The tables. Migrations create them; statements elsewhere in the core are written against these classes.

Text keys have collation "C" (byte order: locks are sorted the same by Python and by PostgreSQL, and indexes are small and fast).
Counters have no index of their own and pages keep room (fillfactor), so that updates stay HOT.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Key = Text(collation="C")
Time = TIMESTAMP(timezone=True)

FILLS_AND_EMPTIES = {
    "autovacuum_vacuum_scale_factor": "0",
    "autovacuum_vacuum_threshold": "2000",
    "autovacuum_vacuum_cost_delay": "0",
}
"""Storage of a table whose rows come and go: index scans from its lowest id step over what is gone and not vacuumed yet."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Location(Base):
    """A place that keeps stock; the lower `priority`, the earlier it serves an order that names no location."""

    __tablename__ = "location"

    name: Mapped[str] = mapped_column(Key, primary_key=True)
    priority: Mapped[int] = mapped_column(Integer, server_default=text("100"))


class Stock(Base):
    """The counters of one SKU at one location. G1 stands here as CHECKs."""

    __tablename__ = "product_inventory"
    __table_args__ = (
        CheckConstraint("0 <= quantity_reserved AND quantity_reserved <= quantity_on_hand", name="never_oversold"),
        CheckConstraint(
            "quantity_shortfall = 0 OR (quantity_shortfall > 0 AND quantity_on_hand = quantity_reserved)",
            name="shortfall_only_when_nothing_is_available",
        ),
        {"postgresql_with": {"fillfactor": "70"}},
    )

    sku: Mapped[str] = mapped_column(Key, primary_key=True)
    location: Mapped[str] = mapped_column(Key, ForeignKey("location.name"), primary_key=True)
    product_id: Mapped[str] = mapped_column(Key)
    quantity_on_hand: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    quantity_reserved: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    quantity_available: Mapped[int] = mapped_column(
        BigInteger, Computed("quantity_on_hand - quantity_reserved", persisted=True)
    )
    quantity_shortfall: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    low_stock_threshold: Mapped[int | None] = mapped_column(BigInteger)
    catalog_quantity: Mapped[int | None] = mapped_column(BigInteger)
    catalog_at: Mapped[datetime | None] = mapped_column(Time)
    described_at: Mapped[datetime | None] = mapped_column(Time)
    """When the catalogue last spoke of it at all: whose product it is."""
    threshold_at: Mapped[datetime | None] = mapped_column(Time)
    """When the catalogue last stated the threshold."""
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    last_updated_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))


class Reservation(Base):
    """All that is held or taken for one order, and the facts heard of it (`inventory.domain.reservation`)."""

    __tablename__ = "reservation"
    __table_args__ = (
        Index("ix_reservation_due", "expires_at", postgresql_where=text("status = 'pending'")),
        Index(
            "ix_reservation_counted",
            "counted_for",
            postgresql_include=["counted_units", "expires_at"],
            postgresql_where=text("counted_for IS NOT NULL AND status = 'pending'"),
        ),
        {"postgresql_with": {"fillfactor": "70"}},
    )

    order_id: Mapped[str] = mapped_column(Key, primary_key=True)
    status: Mapped[str] = mapped_column(Text, server_default=text("'new'"))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    ordered_at: Mapped[datetime | None] = mapped_column(Time)
    ordered_by_event: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    reserved_at: Mapped[datetime | None] = mapped_column(Time)
    failed_at: Mapped[datetime | None] = mapped_column(Time)
    paid_at: Mapped[datetime | None] = mapped_column(Time)
    refused_at: Mapped[datetime | None] = mapped_column(Time)
    cancelled_at: Mapped[datetime | None] = mapped_column(Time)
    restock: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    statements: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    """What else the order was said to be, and when (`inventory.domain.statements`); null if nothing."""
    held_since: Mapped[datetime | None] = mapped_column(Time)
    expires_at: Mapped[datetime | None] = mapped_column(Time)
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    created_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))
    counted_for: Mapped[str | None] = mapped_column(Key)
    counted_units: Mapped[int | None] = mapped_column(BigInteger)


class Movement(Base):
    """One line of the append-only ledger: what changed, to what balance, why, for whom, by whom, when."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        Index("ix_stock_movement_sku_id", "sku", "id"),
        Index(
            "uq_stock_movement_adjustment",
            "sku",
            "location",
            "reference",
            unique=True,
            postgresql_where=text("kind = 'adjusted'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True, cache=1), primary_key=True)
    sku: Mapped[str] = mapped_column(Key)
    location: Mapped[str] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(Text)
    on_hand_delta: Mapped[int] = mapped_column(BigInteger)
    reserved_delta: Mapped[int] = mapped_column(BigInteger)
    shortfall_delta: Mapped[int] = mapped_column(BigInteger)
    on_hand_after: Mapped[int] = mapped_column(BigInteger)
    reserved_after: Mapped[int] = mapped_column(BigInteger)
    shortfall_after: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Key)
    order_id: Mapped[str | None] = mapped_column(Key)
    note: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    occurred_at: Mapped[datetime] = mapped_column(Time)


class InboxEvent(Base):
    """Every event heard, once: unique on `(source, event_id)`, which is what makes redelivery harmless (G3).

    Append-only. What still has to be done stands in `inbox_pending`, what can't be done in `dead_letter`; an event in
    neither is done. Deleting a small row there costs less than updating a status in this wide table.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        Index("uq_inbox_event_source_event_id", "source", "event_id", unique=True),
        Index("ix_inbox_event_ahead", "id", postgresql_where=text("occurred_at > received_at")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    source: Mapped[str] = mapped_column(Key)
    event_id: Mapped[str] = mapped_column(Key)
    type: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(Key)
    """The order or product that it is about."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    occurred_at: Mapped[datetime] = mapped_column(Time)
    """When it says that it happened; it counts as of `received_at` at the latest (`inbox.COUNTS_AT`)."""
    received_at: Mapped[datetime] = mapped_column(Time)
    """By the database's clock. Of one partition later in Kafka is later here, whatever the clock does (`kept_offsets.receive`)."""
    traceparent: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    partition: Mapped[int] = mapped_column(Integer)
    record_offset: Mapped[int] = mapped_column(BigInteger)


class InboxPending(Base):
    """An event that is not done yet. `attempts` counts the sends to Celery; it is sent again when `not_before` is past.

    No foreign key: the row is written in the transaction of its event, and a key check would cost as much as the row.
    """

    __tablename__ = "inbox_pending"
    __table_args__ = (
        Index(None, "not_before"),
        Index("ix_inbox_pending_waiting", "id", postgresql_where=text("waits_for <> '{}'")),
        {"postgresql_with": FILLS_AND_EMPTIES},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    operation: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(SmallInteger)
    not_before: Mapped[datetime] = mapped_column(Time)
    last_error: Mapped[str | None] = mapped_column(Text)
    waits_for: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """The SKUs that an order waits for, which the catalogue has not named yet (`inventory.inbox.parking`); null before it has waited,
    none once it has waited enough."""


class DeadLetter(Base):
    """An event that can't be used, or failed too often, with the reason and (unusable ones) the bytes as they came."""

    __tablename__ = "dead_letter"

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("inbox_event.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    record_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    headers: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """Of the record, in their order (`inventory.inbox.sent`); null where none were kept."""
    record_time: Mapped[datetime | None] = mapped_column(Time)
    superseded_by: Mapped[int | None] = mapped_column(BigInteger)
    """The event that has its id now, because this one was never usable (ADR 0030). It may have been pruned since."""
    died_at: Mapped[datetime] = mapped_column(Time)


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
    """Offsets that Kafka deleted before they were read into this database (`inventory.inbox.gaps`)."""

    __tablename__ = "event_gap"

    topic: Mapped[str] = mapped_column(Key, primary_key=True)
    topic_id: Mapped[str] = mapped_column(Key, primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    first_offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigInteger)
    """The first behind it."""
    found_at: Mapped[datetime] = mapped_column(Time)


class Lineage(Base):
    """The one row that tells whether the database is where it was (`inventory.database.lineage`), and how often it was not."""

    __tablename__ = "lineage"
    __table_args__ = (CheckConstraint("one_row", name="only_one"), {"postgresql_with": {"fillfactor": "50"}})

    one_row: Mapped[bool] = mapped_column(Boolean, primary_key=True, server_default=text("true"))
    epoch: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The leading digits of every sequence; 0 until the database is set back for the first time."""
    fingerprint: Mapped[str] = mapped_column(Text)
    """The cluster, timeline, database and table where the row was written."""
    published_id: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The highest id of the outbox that was announced and removed."""
    risen_at: Mapped[datetime | None] = mapped_column(Time)


class OutboxEvent(Base):
    """An outcome on its way to Kafka, written in the transaction that made it true; deleted when Kafka acknowledged it.

    Per key the ids rise in commit order, because they are drawn under the lock of the key's row (of a new SKU: the lock
    that its makers queue for), from a sequence without cache. Over all keys they do not: never read on from the highest id seen.
    """

    __tablename__ = "outbox_event"
    __table_args__ = {"postgresql_with": FILLS_AND_EMPTIES}  # noqa: RUF012 - as SQLAlchemy has it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True, cache=1), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(Uuid, server_default=text("gen_random_uuid()"))
    type: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Key)
    sequence: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Text that is only passed on: taking it apart, as jsonb does, would be work for nobody."""
    occurred_at: Mapped[datetime] = mapped_column(Time)
    traceparent: Mapped[str | None] = mapped_column(Text)


class IdempotencyKey(Base):
    """A request that took effect, by the key that its caller gave it (`inventory.write_path.idempotency`): sent again, it is a replay.

    `digest` is of the whole request, so that a key that is used for another one is noticed.
    """

    __tablename__ = "idempotency_key"

    actor: Mapped[str] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Time)


class CommitReceipt(Base):
    """A transaction that was committed, by the id that it drew (`inventory.database.commits`); without `is_committed`, one that was not
    and never will be, because somebody had to know.
    """

    __tablename__ = "commit_receipt"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    is_committed: Mapped[bool] = mapped_column(Boolean)
    written_at: Mapped[datetime] = mapped_column(Time)


class AuditRun(Base):
    """One run of the scheduled audit: how far it has proven the ledger, and what it found (`inventory.upkeep.scheduled_audit`)."""

    __tablename__ = "audit_run"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    audited_at: Mapped[datetime] = mapped_column(Time)
    transaction: Mapped[int] = mapped_column(BigInteger)
    """The transaction that wrote this row. Whoever has a later number draws ledger ids above `drawn_id`."""
    drawn_id: Mapped[int] = mapped_column(BigInteger)
    """The highest ledger id that the run has seen. Rows with lower ids may still have been uncommitted."""
    checked_id: Mapped[int] = mapped_column(BigInteger)
    """Every ledger row up to this id was there, and chained to the one before it."""
    discrepancies: Mapped[int] = mapped_column(Integer)


class Retention(Base):
    """How far the pruning of each kind of old rows has come (`inventory.upkeep.retention`), and how many it has removed in all."""

    __tablename__ = "retention"

    kind: Mapped[str] = mapped_column(Key, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    removed: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    pruned_at: Mapped[datetime] = mapped_column(Time)


class ApiToken(Base):
    """A caller of the API that shows a secret of ours (`inventory.tokens`); the secret itself is not kept.

    A name is never used again, so that the ledger's `token:NAME` always means the same caller: tokens are revoked, not
    deleted.
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
    """To the minute: that it is in use, not how often."""
    limits: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """How far it reaches (`inventory.domain.allowance`); null for one that its scopes alone limit."""
