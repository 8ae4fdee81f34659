"""Pages, one module a family. Each has a blueprint `pages`, and stands in `FAMILIES`."""

from console.page import Beginning
from console.pages import example, health, overview, runbook, sign_in
from console.pages.stock import FAMILIES as STOCK

FAMILIES = (overview, runbook, sign_in, health, example, *STOCK)
"""All families. A new one is entered here."""
NAVIGATION = (
    Beginning("Overview", "overview.show"),
    Beginning("Stock", "stock.show"),
    Beginning("Places", "places.show"),
    Beginning("Import", "importing.upload"),
    Beginning("Export", "importing.export"),
)
"""Places where people begin, in the order of the head of every page."""
