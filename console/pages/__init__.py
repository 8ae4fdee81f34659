"""Pages, one module a family. Each has a blueprint `pages`, and stands in `FAMILIES`."""

from console.page import Beginning
from console.pages import example, health, overview, sign_in
from inventory.tokens import Scope

FAMILIES = (overview, sign_in, health, example)
"""All families. A new one is entered here."""
NAVIGATION = (Beginning("Overview", "overview.show", Scope.STOCK_READ),)
"""Places where people begin, in the order of the head of every page."""
