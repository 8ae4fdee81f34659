"""The state of the service when everything is done: stock over HTTP, the rest from the tables."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database, now
from inventory.upkeep.audit import Report, audit
from tools.shop.storefront import Storefront

PAGE = 200
_CARRIED = text(
    """
    SELECT sku, location, sum(on_hand_delta - shortfall_delta) AS units FROM stock_movement
    WHERE kind = 'moved' GROUP BY sku, location
    """
)
OK = 200


@dataclass(frozen=True, slots=True)
class Level:
    """The counters of a SKU at a location. They are in its totals if the location `sells`.
    `on_shelf` is the number of units that lie there by the books.
    """

    location: str
    on_hand: int
    reserved: int
    shortfall: int
    sells: bool = True
    to_ship: int = 0
    on_shelf: int = 0

    @property
    def lies_there(self) -> int:
        """Return the units that the books have there. They are below zero if more left than were
        there, and `on_shelf` shows 0 then.
        """
        return self.on_hand - self.shortfall + self.to_ship


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation as the service has it: its status, and units of each SKU. `misplaced` are the
    units at another location than their line names.
    """

    status: str
    taken: Counter[str]
    held: Counter[str]
    misplaced: Counter[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The state of the service, to be compared with the events and calls that were made."""

    stock: dict[str, tuple[Level, ...]]
    reservations: dict[str, Reserved]
    inbox_events: int
    inbox_pending: int
    outbox_events: int
    dead_letters: dict[tuple[str, int, int], str]
    audit: Report
    carried: dict[tuple[str, str], int] = field(default_factory=dict)
    """Units that moves brought to each SKU and place, below zero where they left."""

    def on_hand(self, sku: str) -> int:
        """Return the units at all locations that sell, 0 for an unknown SKU."""
        return sum(level.on_hand for level in self.stock.get(sku, ()) if level.sells)

    def reserved(self, sku: str) -> int:
        """Return the held units at all locations that sell, 0 for an unknown SKU."""
        return sum(level.reserved for level in self.stock.get(sku, ()) if level.sells)

    def to_ship(self, sku: str) -> int:
        """Return the paid units that still lie at the locations that sell, 0 for an unknown SKU."""
        return sum(level.to_ship for level in self.stock.get(sku, ()) if level.sells)


def find(database: Database, storefront: Storefront) -> Found:
    """Read the whole state. Raises RuntimeError when the API does not list the stock."""
    stock = dict(_stock(storefront))
    with database.snapshot() as session:
        return Found(
            stock=stock,
            reservations=_reservations(session),
            inbox_events=_count(session, "inbox_event"),
            inbox_pending=_count(session, "inbox_pending"),
            outbox_events=_count(session, "outbox_event"),
            dead_letters=_dead_letters(session),
            audit=audit(session, now=now(session)),
            carried={(row.sku, row.location): row.units for row in session.execute(_CARRIED)},
        )


def _stock(storefront: Storefront) -> Iterator[tuple[str, tuple[Level, ...]]]:
    cursor = ""
    while True:
        status, page = storefront.request("GET", f"/v1/stock?limit={PAGE}{cursor}")
        if status != OK:
            raise RuntimeError(f"GET /v1/stock answered {status}: {page}")
        for item in page["items"]:
            yield (item["sku"], tuple(_level(location) for location in item["locations"]))
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"


def _level(row: dict[str, Any]) -> Level:
    return Level(
        row["location"],
        row["quantity_on_hand"],
        row["quantity_reserved"],
        row["quantity_shortfall"],
        row["sells"],
        row["quantity_to_ship"],
        row["quantity_on_shelf"],
    )


def _reservations(session: Session) -> dict[str, Reserved]:
    rows = session.execute(text("SELECT order_id, status, lines FROM reservation"))
    return {row.order_id: reserved(row.status, row.lines) for row in rows}


def reserved(status: str, lines: Sequence[dict[str, Any]]) -> Reserved:
    """Add up the allocations of an order's lines."""
    units: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for allocation in line["allocations"]:
            units["taken"][line["sku"]] += allocation["taken"]
            units["held"][line["sku"]] += allocation["held"]
            if line.get("location") not in {None, allocation["location"]}:
                units["misplaced"][line["sku"]] += allocation["taken"] + allocation["held"]
    return Reserved(status, +units["taken"], +units["held"], +units["misplaced"])


def _dead_letters(session: Session) -> dict[tuple[str, int, int], str]:
    rows = session.execute(
        text("SELECT e.topic, e.partition, e.record_offset, d.reason FROM dead_letter d JOIN inbox_event e USING (id)")
    )
    return {(row.topic, row.partition, row.record_offset): row.reason for row in rows}


def _count(session: Session, table: str) -> int:
    count: int = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - names of ours
    return count
