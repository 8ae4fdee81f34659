"""The warehouse's part of the day: a damaged pallet, units that move to another shop, a count while
the shop sells, and the gift card that needs no stock.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tools.shop.catalogue import DAMAGED, LOCATIONS, Line, Statement
from tools.shop.messages import PRODUCTS, Call, Event

PALLET, WRITTEN_OFF, MENDED = 24, 17, 4
"""Units on the pallet that fell, units of it that were thrown away, and units that were sold after
all. The others still lie at the place of damaged goods.
"""
MISSING = 2
"""Units that are not there when a shelf is counted."""
CANDIDATES = 20
"""Number of the largest stocks to choose from."""
GIFT_CARD = "gift-card"
MAIN = "main"
"""The place of a SKU that is known by its policy alone."""
GIFT_CARDS = 0.15
"""Share of baskets with gift cards."""
MADE_OR_REPLAYED = frozenset({200, 201})


@dataclass(frozen=True, slots=True)
class Moved:
    """Units of a SKU that go from one place to another."""

    sku: str
    source: str
    destination: str
    units: int
    reason: str

    def call(self) -> Call:
        body = {
            "from": self.source,
            "to": self.destination,
            "quantity": self.units,
            "reason": self.reason,
            "reference": f"{self.reason}-{self.sku}",
        }
        return Call(f"/v1/stock/{self.sku}/moves", body, MADE_OR_REPLAYED)


@dataclass(frozen=True, slots=True)
class Counted:
    """A shelf that somebody counts, sold units and all. Nothing leaves it before."""

    sku: str
    location: str
    units: int

    def call(self) -> Call:
        """Return the count. What orders and payments do meanwhile does not make it stale."""
        body = {
            "counted": self.units - MISSING,
            "expected_counted": self.units,
            "location": self.location,
            "reason": "cycle_count",
            "reference": "count-at-noon",
        }
        return Call(f"/v1/stock/{self.sku}/adjustments", body, MADE_OR_REPLAYED)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The moves of the day, and a count. `dropped` and `mended` are of one pallet."""

    dropped: Moved
    mended: Moved
    relocated: Moved
    counted: Counted

    @property
    def moves(self) -> tuple[Moved, ...]:
        return self.dropped, self.relocated, self.mended

    @property
    def morning(self) -> tuple[Call, ...]:
        """Return the calls before the shop is full, in their sequence."""
        places = {name: {"sells": True} for name in LOCATIONS} | {DAMAGED: {"sells": False, "counts_as": DAMAGED}}
        set_up = [Call(f"/v1/locations/{name}", body, MADE_OR_REPLAYED, "PUT") for name, body in places.items()]
        return (*set_up, self.dropped.call(), self.relocated.call())

    @property
    def evening(self) -> tuple[Call, ...]:
        """Return the calls of the evening, when somebody has looked at the pallet."""
        thrown = {"delta": -WRITTEN_OFF, "reason": DAMAGED, "reference": "pallet", "location": DAMAGED}
        return Call(f"/v1/stock/{self.dropped.sku}/adjustments", thrown, MADE_OR_REPLAYED), self.mended.call()

    @property
    def lost(self) -> Counter[str]:
        """Return the units of each SKU that orders can't have any more."""
        return Counter({self.dropped.sku: PALLET - MENDED}) + Counter({self.counted.sku: MISSING})

    @property
    def unsellable(self) -> Counter[str]:
        """Return the units of each SKU that are there, and not for sale."""
        return Counter({self.dropped.sku: PALLET - MENDED - WRITTEN_OFF})

    @property
    def carried(self) -> Counter[tuple[str, str]]:
        return carried(self.moves)


def carried(moves: Iterable[Moved]) -> Counter[tuple[str, str]]:
    """Return the units that moves brought to each SKU and place, below zero where they left."""
    units: Counter[tuple[str, str]] = Counter()
    for one in moves:
        units[one.sku, one.destination] += one.units
        units[one.sku, one.source] -= one.units
    return units


def write(
    rng: random.Random, opening: Sequence[Statement], leaving: Collection[str]
) -> tuple[Warehouse, list[Statement]]:
    """Choose the goods of the day. No unit of the one that is counted may be `leaving` meanwhile.
    Return the supply too, with as much more as the pallet has, and as is missing.
    """
    largest = sorted(opening, key=lambda one: -one.quantity)
    fell, moves = rng.sample(largest[:CANDIDATES], 2)
    others = {fell.sku, moves.sku, *leaving}
    count = rng.choice([one for one in largest if one.sku not in others][:CANDIDATES])
    dropped = Moved(fell.sku, fell.location, DAMAGED, PALLET, "damaged")
    mended = Moved(fell.sku, DAMAGED, fell.location, MENDED, "inspected")
    elsewhere = rng.choice([place for place in LOCATIONS if place != moves.location])
    relocated = Moved(moves.sku, moves.location, elsewhere, rng.randint(3, PALLET), "relocated")
    counted = Counted(count.sku, count.location, count.quantity + MISSING)
    more = {fell: PALLET, count: MISSING}
    more[moves] = more.get(moves, 0) + relocated.units
    supply = [replace(one, quantity=one.quantity + more.get(one, 0)) for one in opening]
    return Warehouse(dropped, mended, relocated, counted), supply


def untracked() -> Event:
    """Return the catalogue's event of the gift card."""
    return Event(PRODUCTS, "ProductCreated", GIFT_CARD, f"{GIFT_CARD}.0", {"product_id": GIFT_CARD, "tracked": False})


def with_gift_card(rng: random.Random, basket: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the basket, some of them with gift cards."""
    if rng.random() >= GIFT_CARDS:
        return basket
    return (*basket, Line(GIFT_CARD, rng.randint(1, 3), tracked=False))
