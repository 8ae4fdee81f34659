"""The state at rest, as far as `tools.shop.found` does not have it: the inbox and the ledger."""

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
# One change moves several lines, each at the time of its own row. They share their reference and
# their transaction.
_OUTCOMES = text(
    """
    SELECT order_id, kind, count(DISTINCT (xmin::text, reference)) AS times FROM stock_movement
    WHERE order_id IS NOT NULL GROUP BY order_id, kind
    """
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The state of an event: `done`, `pending`, or `dead` for a `reason`."""

    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of the ledger for a SKU, and the lowest number that ever stood in it."""

    physical: int
    reserved: int
    lowest: int


@dataclass(frozen=True)
class Found:
    """The state of the service, to be compared with the logs."""

    shop: shop.Found
    events: dict[tuple[str, str], Letter]
    balances: dict[str, Balance]
    adjustments: Counter[tuple[str, str, int]]
    """Number of adjustments in the ledger, by SKU, reference and units."""
    outcomes: dict[tuple[str, str], int]
    """Number of changes in the ledger, by order and kind."""


def find(database: Database, storefront: Storefront) -> Found:
    """Read the whole state."""
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
