"""The state at rest, as far as `tools.shop.found` does not have it: the inbox and the ledger."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tools.chaos.load.assortment import ASIDE
from tools.chaos.load.client_log import Operation
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
_MOVES = text(
    """
    SELECT sku, reference, location, other_location, on_hand_delta - shortfall_delta AS units
    FROM stock_movement WHERE kind = 'moved'
    """
)
_PARCELS = text(
    """
    SELECT order_id, parcel ->> 'id' AS id, line ->> 'sku' AS sku, (line ->> 'quantity')::bigint AS quantity,
           line ->> 'location' AS location
    FROM reservation, jsonb_array_elements(shipping -> 'dispatches') parcel, jsonb_array_elements(parcel -> 'lines') line
    """
)
_RETURNS = text(
    """
    SELECT order_id, back ->> 'id' AS id, line ->> 'sku' AS sku, (line ->> 'quantity')::bigint AS quantity,
           line ->> 'location' AS location, line ->> 'disposition' AS state
    FROM reservation, jsonb_array_elements(returned -> 'returns') back, jsonb_array_elements(back -> 'lines') line
    """
)
_CANCELS = text(
    """
    SELECT order_id, one ->> 'id' AS id, line ->> 'sku' AS sku, (line ->> 'quantity')::bigint AS quantity,
           line ->> 'location' AS location
    FROM reservation, jsonb_array_elements(cancelled_lines -> 'cancels') one, jsonb_array_elements(one -> 'lines') line
    """
)
_ALLOCATED = text(
    """
    SELECT order_id, line ->> 'sku' AS sku, array_agg(place ->> 'location') AS places
    FROM reservation, jsonb_array_elements(lines) line, jsonb_array_elements(line -> 'allocations') place
    WHERE (place ->> 'held')::bigint + (place ->> 'taken')::bigint > 0 GROUP BY order_id, line ->> 'sku'
    """
)
_PROMISED = text("SELECT order_id, kind FROM stock_movement WHERE location = :aside AND order_id IS NOT NULL")
_PLACES = text("SELECT name, sells FROM location")
_POLICIES = text("SELECT sku, tracked, discontinued_at IS NOT NULL AS discontinued FROM sku_policy")
# One change moves several lines, each at the time of its own row. They share their reference and
# their transaction. Of an order that is paid when its goods are back already, these go on to where
# they belong: "released" there, and "confirmed" where they lay. Nobody announces that units are
# taken for gone.
_OUTCOMES = text(
    """
    SELECT order_id, kind, count(DISTINCT (change, reference)) AS times
    FROM (
        SELECT order_id, kind, xmin::text AS change, reference,
               bool_or(kind = 'confirmed') OVER (PARTITION BY order_id, xmin::text, reference) AS confirms
        FROM stock_movement
        WHERE order_id IS NOT NULL AND NOT (kind = 'dispatched' AND actor = 'assume_dispatched')
    ) movement
    WHERE NOT (kind = 'released' AND confirms) GROUP BY order_id, kind
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


Key = tuple[str, str]
"""Order and id of a parcel, a return or a partial cancel."""
Content = Counter[tuple[str | None, ...]]
"""The units of it, by SKU and the place that it names, of a return by their state too."""


class Moved(NamedTuple):
    """A move as it was asked for."""

    sku: str
    reference: str
    source: str
    destination: str
    units: int

    @classmethod
    def of(cls, operation: Operation) -> Self:
        """Return the move that a call asks for."""
        source, destination = operation.way
        return cls(operation.sku, operation.reference, source, destination, operation.quantity)


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
    left: Counter[Moved] = field(default_factory=Counter)
    """Number of moves in the ledger, by the end that units left."""
    arrived: Counter[Moved] = field(default_factory=Counter)
    """The same by the other end."""
    parcels: dict[Key, Content] = field(default_factory=dict)
    """The parcels that orders know."""
    returns: dict[Key, Content] = field(default_factory=dict)
    """The returns that orders know."""
    cancels: dict[Key, Content] = field(default_factory=dict)
    """The partial cancels that orders know."""
    allocated: dict[Key, frozenset[str]] = field(default_factory=dict)
    """The places where each order has units of a SKU."""
    promised: tuple[tuple[str, str], ...] = ()
    """Orders and kinds of the changes at the place that never sells."""
    places: dict[str, dict[str, bool]] = field(default_factory=dict)
    """The attributes of each place that keepers set, as the API names them."""
    policies: dict[str, dict[str, bool]] = field(default_factory=dict)
    """The rules of each SKU that has some, as the API names them."""


def find(database: Database, storefront: Storefront) -> Found:
    """Read the whole state."""
    there = shop.find(database, storefront)
    with database.snapshot() as session:
        ends = session.execute(_MOVES).all()
        return Found(
            shop=there,
            events=_events(session),
            balances={row.sku: Balance(row.physical, row.reserved, row.lowest) for row in session.execute(_BALANCES)},
            adjustments=Counter((row.sku, row.reference, row.units) for row in session.execute(_ADJUSTMENTS)),
            outcomes={(row.order_id, row.kind): row.times for row in session.execute(_OUTCOMES)},
            left=Counter(_left(row) for row in ends if row.units < 0),
            arrived=Counter(_arrived(row) for row in ends if row.units >= 0),
            parcels=_facts(session.execute(_PARCELS)),
            returns=_facts(session.execute(_RETURNS)),
            cancels=_facts(session.execute(_CANCELS)),
            allocated={(row.order_id, row.sku): frozenset(row.places) for row in session.execute(_ALLOCATED)},
            promised=tuple((row.order_id, row.kind) for row in session.execute(_PROMISED, {"aside": ASIDE})),
            places={row.name: {"sells": row.sells} for row in session.execute(_PLACES)},
            policies={row.sku: _rules(row) for row in session.execute(_POLICIES)},
        )


def _facts(rows: Iterable[Any]) -> dict[Key, Content]:
    found: dict[Key, Content] = {}
    for order_id, id_, sku, quantity, *place_and_state in rows:
        found.setdefault((order_id, id_), Counter())[sku, *place_and_state] += quantity
    return found


def _left(row: Any) -> Moved:
    return Moved(row.sku, row.reference, row.location, row.other_location, -row.units)


def _arrived(row: Any) -> Moved:
    return Moved(row.sku, row.reference, row.other_location, row.location, row.units)


def _rules(row: Any) -> dict[str, bool]:
    return {"tracked": row.tracked, "discontinued": row.discontinued}


def _events(session: Session) -> dict[tuple[str, str], Letter]:
    def letter(pending: bool, dead: bool, reason: str | None) -> Letter:  # noqa: FBT001 - two columns of one row
        return Letter(PENDING if pending else "dead" if dead else DONE, reason or "")

    return {(row.source, row.event_id): letter(row.pending, row.dead, row.reason) for row in session.execute(_EVENTS)}
