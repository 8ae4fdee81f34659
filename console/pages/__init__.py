"""Pages, one module a family. Each has a blueprint `pages`, and stands in `FAMILIES`."""

from console.page import Beginning
from console.pages import (
    event_actions,
    event_lists,
    event_partitions,
    events,
    health,
    movement,
    overview,
    runbook,
    search,
    sign_in,
)
from console.pages.orders import FAMILIES as ORDERS
from console.pages.stock import FAMILIES as STOCK
from inventory.tokens import Scope

FAMILIES = (
    *(overview, runbook, sign_in, health),
    *(search, movement),
    *(events, event_actions, event_lists, event_partitions),
    *ORDERS,
    *STOCK,
)
"""All families. A new one is entered here."""
NAVIGATION = (
    Beginning("Overview", "overview.show"),
    Beginning("Stock", "stock.show", Scope.STOCK_READ),
    Beginning("Places", "places.show", Scope.STOCK_READ),
    Beginning("Orders", "orders.find", Scope.STOCK_READ),
    Beginning("Events", "events.show", Scope.OPS, without_limits=True),
    Beginning("Import", "importing.upload", Scope.STOCK_ADJUST),
    Beginning("Export", "importing.export", Scope.STOCK_READ),
)
"""Places where people begin, in the order of the head of every page."""
