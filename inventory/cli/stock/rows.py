"""Rows of the tables that `inventory stock` shows to people."""

from __future__ import annotations

from inventory.database.tables import Movement, Stock
from inventory.reading.movements import Links

STOCK_COLUMNS = (
    *(
        "SKU",
        "location",
        "sells",
        "on hand",
        "reserved",
        "available",
        "sellable",
        "shortfall",
        "to ship",
        "on shelf",
        "low at",
        "product",
        "updated",
    ),
)
MOVEMENT_COLUMNS = (
    *("id", "at", "location", "other end", "kind", "on hand", "reserved"),
    *("reason", "reference", "reverses", "reversed by", "order", "actor", "note"),
)


def stock_cells(row: Stock) -> tuple[object, ...]:
    """Return the cells of a stock row. A row that sells says nothing about it."""
    return (
        row.sku,
        row.location,
        None if row.sells else "no",
        row.quantity_on_hand,
        row.quantity_reserved,
        row.quantity_available,
        row.quantity_sellable,
        row.quantity_shortfall,
        row.quantity_to_ship,
        row.quantity_on_shelf,
        row.low_stock_threshold,
        row.product_id,
        row.last_updated_at,
    )


def movement_cells(entry: Movement, links: Links) -> tuple[object, ...]:
    """Return the cells of a ledger row. The numbers are those before and after it."""
    return (
        str(entry.id),
        entry.occurred_at,
        entry.location,
        entry.other_location,
        entry.kind,
        f"{entry.on_hand_after - entry.on_hand_delta:,} -> {entry.on_hand_after:,}",
        f"{entry.reserved_after - entry.reserved_delta:,} -> {entry.reserved_after:,}",
        entry.reason,
        entry.reference,
        _id(links.reverses.get(entry.id)),
        _id(links.reversed_by.get(entry.id)),
        entry.order_id,
        entry.actor,
        entry.note,
    )


def _id(movement_id: int | None) -> str | None:
    return None if movement_id is None else str(movement_id)
