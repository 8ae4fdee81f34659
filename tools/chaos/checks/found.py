"""What there is when all has come to rest, as far as the demo's `found` does not tell it: the inbox
and the ledger.
"""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tools.shop import found as shop
from tools.shop.storefront import Storefront

DONE = "done"
PENDING = "pending"

_EVENTS = text(
    """
    SELECT e.source, e.event_id, p.id IS NOT NULL AS pending, d.id IS NOT NULL AS dead, d.reason
    FROM inbox_event e LEFT JOIN inbox_pending p USING (id) LEFT JOIN dead_letter d USING (id)
    """
)
_BALANCES = text(
    """
    SELECT sku, sum(on_hand_delta - shortfall_delta) AS physical, sum(reserved_delta) AS reserved,
           min(least(on_hand_after, reserved_after, shortfall_after)) AS lowest
    FROM stock_movement GROUP BY sku
    """
)
_ADJUSTMENTS = text(
    "SELECT sku, reference, on_hand_delta - shortfall_delta AS units FROM stock_movement WHERE kind = 'adjusted'"
)
# One change moves several lines, each at the time of its own row: they share what caused them, and
# their transaction.
_OUTCOMES = text(
    """
    SELECT order_id, kind, count(DISTINCT (xmin::text, reference)) AS times FROM stock_movement
    WHERE order_id IS NOT NULL GROUP BY order_id, kind
    """
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What has become of an event: `done`, `pending`, or dead for a `reason`."""

    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the ledger adds up to for a SKU, and the lowest number that ever stood in it."""

    physical: int
    reserved: int
    lowest: int


@dataclass(frozen=True)
class Found:
    """Everything that the checks look at, beside what was logged."""

    shop: shop.Found
    events: dict[tuple[str, str], Letter]
    balances: dict[str, Balance]
    adjustments: Counter[tuple[str, str, int]]
    """How often an adjustment of a SKU by a reference stands in the ledger, with its units."""
    outcomes: dict[tuple[str, str], int]
    """How many changes of a kind the ledger has for an order."""


def find(database: Database, storefront: Storefront) -> Found:
    """Look at everything."""
    there = shop.find(database, storefront)
    with database.snapshot() as session:
        return Found(
            shop=there,
            events=_events(session),
            balances={row.sku: Balance(row.physical, row.reserved, row.lowest) for row in session.execute(_BALANCES)},
            adjustments=Counter((row.sku, row.reference, row.units) for row in session.execute(_ADJUSTMENTS)),
            outcomes={(row.order_id, row.kind): row.times for row in session.execute(_OUTCOMES)},
        )


def _events(session: Session) -> dict[tuple[str, str], Letter]:
    def letter(pending: bool, dead: bool, reason: str | None) -> Letter:  # noqa: FBT001 - two columns of one row
        return Letter(PENDING if pending else "dead" if dead else DONE, reason or "")

    return {(row.source, row.event_id): letter(row.pending, row.dead, row.reason) for row in session.execute(_EVENTS)}
