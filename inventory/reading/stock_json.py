"""How stock and its movements look as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inventory.database.tables import Movement, Stock
from inventory.domain.representation import moment_json
from inventory.domain.shelf import StockRow


def level_json(row: Stock | StockRow) -> dict[str, Any]:
    """The counters of one SKU at one location."""
    return {
        "location": row.location,
        "quantity_on_hand": row.quantity_on_hand,
        "quantity_reserved": row.quantity_reserved,
        "quantity_available": row.quantity_available,
        "quantity_shortfall": row.quantity_shortfall,
        "low_stock_threshold": row.low_stock_threshold,
        "version": row.version,
    }


def stock_json(rows: Sequence[Stock]) -> dict[str, Any]:
    """One SKU over all its locations. `rows` are all of its rows, at least one."""
    return {
        "sku": rows[0].sku,
        "product_id": rows[0].product_id,
        "quantity_on_hand": sum(row.quantity_on_hand for row in rows),
        "quantity_reserved": sum(row.quantity_reserved for row in rows),
        "quantity_available": sum(row.quantity_available for row in rows),
        "quantity_shortfall": sum(row.quantity_shortfall for row in rows),
        "last_updated_at": moment_json(max(row.last_updated_at for row in rows)),
        "locations": [{**level_json(row), "last_updated_at": moment_json(row.last_updated_at)} for row in rows],
    }


def movement_json(movement: Movement) -> dict[str, Any]:
    """One line of the ledger, with the counters before and after it."""
    return {
        "id": movement.id,
        "sku": movement.sku,
        "location": movement.location,
        "kind": movement.kind,
        "before": {
            "quantity_on_hand": movement.on_hand_after - movement.on_hand_delta,
            "quantity_reserved": movement.reserved_after - movement.reserved_delta,
            "quantity_shortfall": movement.shortfall_after - movement.shortfall_delta,
        },
        "after": {
            "quantity_on_hand": movement.on_hand_after,
            "quantity_reserved": movement.reserved_after,
            "quantity_shortfall": movement.shortfall_after,
        },
        "reason": movement.reason,
        "reference": movement.reference,
        "order_id": movement.order_id,
        "note": movement.note,
        "actor": movement.actor,
        "occurred_at": moment_json(movement.occurred_at),
    }
