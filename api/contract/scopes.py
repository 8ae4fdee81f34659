"""The scope that each endpoint needs, in one table. An endpoint that is not in it is served to nobody."""

from __future__ import annotations

from inventory.tokens import Scope

NEEDED: dict[str, Scope] = {
    "stock.one": Scope.STOCK_READ,
    "stock.many": Scope.STOCK_READ,
    "availability.check": Scope.STOCK_READ,
    "movements.of_sku": Scope.STOCK_READ,
    "reservations.many": Scope.STOCK_READ,
    "reservations.show": Scope.STOCK_READ,
    "reservations.create": Scope.STOCK_RESERVE,
    "reservations.amend": Scope.STOCK_RESERVE,
    "reservations.confirm": Scope.STOCK_RESERVE,
    "reservations.release": Scope.STOCK_RESERVE,
    "reservations.cancel": Scope.STOCK_RESERVE,
    "reservations.extend": Scope.STOCK_RESERVE,
    "adjustments.adjust": Scope.STOCK_ADJUST,
    "adjustments.adjust_many": Scope.STOCK_ADJUST,
    "metrics.show": Scope.OPS,
}

OPEN = frozenset(
    {
        "health.alive",
        "health.ready",
        "documents.document",
        "documents.page",
        "documents.page_with_slash",
        "documents.asset",
        "home.page",
    }
)
"""Served to everybody: what tells nothing of the shop."""
