"""Stock and its movements as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import Field

from inventory.boundary.shown import MomentText, RowNumber, ShownJson, Units, open_enum
from inventory.database.tables import Movement, Stock
from inventory.domain.representation import moment_json
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.row import StockRow
from inventory.reading.movements import NO_LINKS, Links

_TWO_ENDS = frozenset({MovementKind.MOVED, MovementKind.REASSIGNED})
"""Kinds of movements with another one at another location."""


class CountersJson(ShownJson):
    quantity_on_hand: Annotated[Units, Field(description="Physically there.")]
    quantity_reserved: Annotated[Units, Field(description="Held for orders.")]
    quantity_available: Annotated[Units, Field(description="On hand and not reserved.")]
    quantity_shortfall: Annotated[Units, Field(description="Known to be gone, and still promised to orders.")]
    quantity_sellable: Annotated[
        Units, Field(description="Available less safety stock: new holds may get them where the location sells.")
    ]
    quantity_to_ship: NotRequired[
        Annotated[Units, Field(description="Sold and not reported as shipped, while that is awaited. Not on hand.")]
    ]
    quantity_on_shelf: NotRequired[
        Annotated[Units, Field(description="Lie there by the books: on hand, less those missing, and to ship.")]
    ]


class StockRowJson(CountersJson):
    """The stock of one SKU at one location."""

    location: str
    sells: Annotated[bool, Field(description="Its units are in the totals of the SKU, and new orders may get them.")]
    low_stock_threshold: Units | None
    safety_stock: Annotated[Units, Field(description="Units that new holds do not get.")]
    version: int


class StockAtLocationJson(StockRowJson):
    last_updated_at: MomentText


class TotalJson(CountersJson):
    """One SKU. Its counters are the sums over its locations that sell."""

    quantity_unsellable: Annotated[Units, Field(description="On hand at locations that do not sell.")]


class StockJson(TotalJson):
    """One SKU. Its counters are the sums over its locations that sell."""

    sku: str
    product_id: str
    last_updated_at: MomentText
    locations: list[StockAtLocationJson]


class BalanceJson(ShownJson):
    quantity_on_hand: Units
    quantity_reserved: Units
    quantity_shortfall: Units


class MovementJson(ShownJson):
    """One line of the ledger."""

    id: RowNumber
    sku: str
    location: str
    other_location: str | None
    """The other end of a move, or of units of an order that were reassigned."""
    kind: Annotated[str, open_enum(MovementKind)]
    before: BalanceJson
    after: BalanceJson
    reason: str | None
    reference: str | None
    """The document or event that caused it."""
    order_id: str | None
    note: str | None
    actor: str
    """The caller, event source or process that made the change."""
    occurred_at: MomentText
    reverses: RowNumber | None
    """The movement that this one took back."""
    reversed_by: RowNumber | None
    """The movement that took this one back."""


def level_json(row: Stock | StockRow) -> StockRowJson:
    """Return the counters of one SKU at one location."""
    return {
        "location": row.location,
        "sells": row.sells,
        "quantity_on_hand": row.quantity_on_hand,
        "quantity_reserved": row.quantity_reserved,
        "quantity_available": row.quantity_available,
        "quantity_shortfall": row.quantity_shortfall,
        "quantity_sellable": row.quantity_sellable,
        "quantity_to_ship": row.quantity_to_ship,
        "quantity_on_shelf": row.quantity_on_shelf,
        "low_stock_threshold": row.low_stock_threshold,
        "safety_stock": row.safety_stock or 0,
        "version": row.version,
    }


def total_json(rows: Sequence[Stock] | Sequence[StockRow]) -> TotalJson:
    """Return the sums of one SKU. `rows` are all of its rows."""
    selling = [row for row in rows if row.sells]
    return {
        "quantity_on_hand": sum(row.quantity_on_hand for row in selling),
        "quantity_reserved": sum(row.quantity_reserved for row in selling),
        "quantity_available": sum(row.quantity_available for row in selling),
        "quantity_shortfall": sum(row.quantity_shortfall for row in selling),
        "quantity_sellable": sum(row.quantity_sellable for row in selling),
        "quantity_to_ship": sum(row.quantity_to_ship for row in selling),
        "quantity_on_shelf": sum(row.quantity_on_shelf for row in selling),
        "quantity_unsellable": sum(row.quantity_on_hand for row in rows if not row.sells),
    }


def stock_json(rows: Sequence[Stock]) -> StockJson:
    """Return one SKU. `rows` are all of its rows, at least one."""
    return {
        "sku": rows[0].sku,
        "product_id": rows[0].product_id,
        **total_json(rows),
        "last_updated_at": moment_json(max(row.last_updated_at for row in rows)),
        "locations": [{**level_json(row), "last_updated_at": moment_json(row.last_updated_at)} for row in rows],
    }


def movement_json(movement: Movement, links: Links = NO_LINKS) -> MovementJson:
    """Return one line of the ledger, with the counters before and after it."""
    return {
        "id": movement.id,
        "sku": movement.sku,
        "location": movement.location,
        # The row that has become an opening balance may have been a move.
        "other_location": movement.other_location if movement.kind in _TWO_ENDS else None,
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
        "reverses": links.reverses.get(movement.id),
        "reversed_by": links.reversed_by.get(movement.id),
    }
