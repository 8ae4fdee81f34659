"""Stock, the reservations on it, and the ledger of both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables.base import FROZEN_EARLY, ONLY_GROWS, Base, Key, Time
from inventory.database.tables.built_indexes import OF_NO_ORDER


class Location(Base):
    """A place that keeps stock. The lower its `priority`, the earlier it serves an order that names
    no location.

    One that does not sell, or is not active, serves no new order, and its units are in no total.
    The others among its attributes are for people.
    """

    __tablename__ = "location"

    name: Mapped[str] = mapped_column(Key, primary_key=True)
    priority: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    sells: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    counts_as: Mapped[str | None] = mapped_column(Text)
    """The sort of its units: `damaged`, `quarantine`, `ring_fenced`, or any other word."""
    parent: Mapped[str | None] = mapped_column(Key)
    returns_to: Mapped[str | None] = mapped_column(Key)
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("1"))
    settled_version: Mapped[int] = mapped_column(BigInteger, server_default=text("1"))
    """The version that all its stock rows follow (`Stock.sells`, ADR 0053)."""


class Stock(Base):
    """The counters of one SKU at one location. CHECKs hold guarantee G1."""

    __tablename__ = "product_inventory"
    __table_args__ = (
        CheckConstraint("0 <= quantity_reserved AND quantity_reserved <= quantity_on_hand", name="never_oversold"),
        CheckConstraint(
            "quantity_shortfall = 0 OR (quantity_shortfall > 0 AND quantity_on_hand = quantity_reserved)",
            name="shortfall_only_when_nothing_is_available",
        ),
        CheckConstraint("quantity_to_ship >= 0", name="no_fewer_to_ship_than_none"),
        Index("ix_product_inventory_product", "product_id", "sku"),
        # An entry for each row with missing units, and none for all the others.
        Index("ix_product_inventory_short", "sku", postgresql_where=text("quantity_shortfall > 0")),
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
    quantity_to_ship: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """Units that are sold and not reported as gone, while that is awaited (ADR 0058)."""
    low_stock_threshold: Mapped[int | None] = mapped_column(BigInteger)
    catalog_quantity: Mapped[int | None] = mapped_column(BigInteger)
    catalog_at: Mapped[datetime | None] = mapped_column(Time)
    described_at: Mapped[datetime | None] = mapped_column(Time)
    """The time of the catalogue's last statement of any kind, which named the product."""
    threshold_at: Mapped[datetime | None] = mapped_column(Time)
    """The time of the last statement of the threshold, by the catalogue or by people."""
    sells: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    """True if its location sold when the level of the SKU was last announced (ADR 0053)."""
    noted_quantity: Mapped[int | None] = mapped_column(BigInteger)
    """The catalogue's newest statement of a quantity that moved nothing (ADR 0055), with its time
    and the actor that stated it. Null without any.
    """
    noted_at: Mapped[datetime | None] = mapped_column(Time)
    noted_by: Mapped[str | None] = mapped_column(Key)
    safety_stock: Mapped[int | None] = mapped_column(BigInteger)
    """Units that new orders do not get, by the rules of the SKU (`SkuPolicy.stock_rules`, ADR
    0056). Null if these say nothing of its stock.
    """
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    last_updated_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))

    @property
    def quantity_sellable(self) -> int:
        """Return the available units that are no safety stock."""
        return max(self.quantity_available - (self.safety_stock or 0), 0)

    @property
    def quantity_on_shelf(self) -> int:
        """Return the units that lie there by the books, with those that are sold and to ship."""
        return max(self.quantity_on_hand - self.quantity_shortfall + self.quantity_to_ship, 0)


class SkuPolicy(Base):
    """The rules by which a SKU is sold (`inventory.domain.policies`). Most SKUs have none.

    Beside each field stands the time of the statement that set it. Without a foreign key: a SKU has
    a row for each of its locations.
    """

    __tablename__ = "sku_policy"

    sku: Mapped[str] = mapped_column(Key, primary_key=True)
    tracked: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    tracked_at: Mapped[datetime | None] = mapped_column(Time)
    discontinued_at: Mapped[datetime | None] = mapped_column(Time)
    discontinued_stated_at: Mapped[datetime | None] = mapped_column(Time)
    sellable_from: Mapped[datetime | None] = mapped_column(Time)
    sellable_from_at: Mapped[datetime | None] = mapped_column(Time)
    sellable_until: Mapped[datetime | None] = mapped_column(Time)
    sellable_until_at: Mapped[datetime | None] = mapped_column(Time)
    version: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime] = mapped_column(Time)
    stock_rules: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    """Safety stock and thresholds by location (`inventory.domain.stock_rules`). Null without any.
    """


class Reservation(Base):
    """All units held or taken for one order, and its facts (`domain.orders.reservation`)."""

    __tablename__ = "reservation"
    __table_args__ = (
        Index("ix_reservation_due", "expires_at", postgresql_where=text("status = 'pending'")),
        Index("ix_reservation_dispatch_due", "dispatch_due_at", postgresql_where=text("dispatch_due_at IS NOT NULL")),
        Index(
            "ix_reservation_counted",
            "counted_for",
            postgresql_include=["counted_units", "expires_at"],
            postgresql_where=text("counted_for IS NOT NULL AND status = 'pending'"),
        ),
        {"postgresql_with": {"fillfactor": "90", **FROZEN_EARLY}},
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
    """Statements of the order's lines (`domain.orders.stated`): the others, or all (ADR 0063)."""
    held_since: Mapped[datetime | None] = mapped_column(Time)
    expires_at: Mapped[datetime | None] = mapped_column(Time)
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    created_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(Time, server_default=text("now()"))
    counted_for: Mapped[str | None] = mapped_column(Key)
    counted_units: Mapped[int | None] = mapped_column(BigInteger)
    shipping: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Dispatches, and the units that left (`domain.orders.shipping`). Null without any."""
    returned: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Returns, and where their goods lie (`domain.orders.returning`). Null without any."""
    dispatch_due_at: Mapped[datetime | None] = mapped_column(Time)
    cancelled_lines: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    first_paid_at: Mapped[datetime | None] = mapped_column(Time)


class Movement(Base):
    """One line of the append-only ledger: the change, the balance after it, the reason, the order,
    the actor and the time.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        Index("ix_stock_movement_sku_id", "sku", "id"),
        Index("ix_stock_movement_order", text("(id >> 16)"), "order_id", postgresql_where=text("order_id IS NOT NULL")),
        Index("ix_stock_movement_reference", text("(id >> 16)"), "reference", postgresql_where=text(OF_NO_ORDER)),
        Index(
            "uq_stock_movement_adjustment",
            "sku",
            "location",
            "reference",
            unique=True,
            postgresql_where=text("kind = 'adjusted'"),
        ),
        {"postgresql_with": ONLY_GROWS},
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
    other_location: Mapped[str | None] = mapped_column(Key)
    """The location at the other end of a move."""
    to_ship_delta: Mapped[int | None] = mapped_column(BigInteger)
    to_ship_after: Mapped[int | None] = mapped_column(BigInteger)
    """Units to ship. Null is 0: most movements have none, and a null takes no room."""


class MoveMade(Base):
    """A move between two locations, known by its key, so that a retry is a replay.

    The ledger has both of its movements. A unique index there would have to be made while nobody
    writes.
    """

    __tablename__ = "stock_move"

    sku: Mapped[str] = mapped_column(Key, primary_key=True)
    from_location: Mapped[str] = mapped_column(Key, primary_key=True)
    reference: Mapped[str] = mapped_column(Key, primary_key=True)
    to_location: Mapped[str] = mapped_column(Key)
    quantity: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text)
    moved_at: Mapped[datetime] = mapped_column(Time)


class Reversal(Base):
    """A movement that was taken back, once, and the new movement that did it (ADR 0057)."""

    __tablename__ = "stock_reversal"

    reverses: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    reversed_by: Mapped[int] = mapped_column(BigInteger, unique=True)
