"""Pages, one module a family. Each has a blueprint `pages`, and stands in `FAMILIES`."""

from console.page import Beginning
from console.pages import health, overview, runbook, sign_in

FAMILIES = (overview, runbook, sign_in, health)
"""All families. A new one is entered here."""
NAVIGATION = (Beginning("Overview", "overview.show"),)
"""Places where people begin, in the order of the head of every page."""
