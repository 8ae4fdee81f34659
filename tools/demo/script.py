"""The script of the whole day, written before it is played. It follows from a seed alone, so the
same seed gives the same day.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from tools.demo.flash_sale import SKU as FLASH_SKU
from tools.demo.flash_sale import FlashSale
from tools.demo.returns_desk import ReturnsDesk
from tools.demo.returns_desk import write as write_returns
from tools.demo.warehouse import GIFT_CARD, MAIN, MISSING, WRITTEN_OFF, Warehouse, carried, untracked, with_gift_card
from tools.demo.warehouse import write as write_warehouse
from tools.shop.catalogue import DAMAGED, LOCATIONS, TO_INSPECT, Catalogue, Line, Statement, by_product, thirds
from tools.shop.goods import came_back, cancels, known_steps, sent
from tools.shop.messages import ORDERS, PAYMENTS, PRODUCTS, BadMessage, Event, Record, Redelivery
from tools.shop.orders import Order, Part, Steps, Story, total, units
from tools.shop.shelf import Shelf
from tools.shop.stories import STORIES

CATALOGUE_SIZE = 320
FLASH_UNITS = 40
BUYERS_A_UNIT = 8
REDELIVERED = {Redelivery.NONE: 84, Redelivery.AT_ONCE: 10, Redelivery.HOURS_LATER: 6}
"""Times of a second delivery, with their frequency in a hundred events."""


@dataclass(frozen=True)
class Script:
    """The events and calls of a day, and so the state that must be true at its end."""

    seed: int
    opening: tuple[Event, ...]
    """The catalogue, product by product."""
    deliveries: tuple[Event, ...]
    """Events of the evening: more supply, the same statements again, and old statements."""
    supply: Mapping[tuple[str, str], int]
    """Units of each SKU at each location, after every statement."""
    stories: tuple[Story, ...]
    flash_sale: FlashSale
    warehouse: Warehouse
    returns: ReturnsDesk
    bad_messages: tuple[BadMessage, ...]
    foreign: Event
    """An event of a type that the service does not handle."""

    def steps(self, part: Part) -> list[Steps]:
        """Return the events and calls of a part of the day, by order."""
        return [story.steps[part] for story in self.stories if part in story.steps]

    @cached_property
    def supplied(self) -> Counter[str]:
        """Return the units of each SKU over all locations, after every statement."""
        return total(Counter({sku: quantity}) for (sku, _), quantity in self.supply.items())

    @cached_property
    def shelf(self) -> Shelf:
        """Return the shelf as all that comes and goes leaves it."""
        shelf, warehouse = Shelf(frozenset({GIFT_CARD}), Counter(self.supply)), self.warehouse
        for (sku, place), moved in self.carried.items():
            shelf.change(sku, place, moved)
        shelf.change(warehouse.dropped.sku, DAMAGED, -WRITTEN_OFF)
        shelf.change(warehouse.counted.sku, warehouse.counted.location, -MISSING)
        for sku, thrown in self.returns.damaged.items():
            shelf.change(sku, DAMAGED, -thrown)
        for story in self.stories:
            shelf.send(sent(story))
            shelf.take_back(came_back(story))
        return shelf

    @cached_property
    def carried(self) -> Counter[tuple[str, str]]:
        """Return the units that moves brought to each SKU and place, below zero where they left."""
        return carried((*self.warehouse.moves, *self.returns.mended))

    @cached_property
    def unsellable(self) -> Counter[tuple[str, str]]:
        """Return the units of each SKU and place that are there, and not for sale."""
        there = Counter({(sku, DAMAGED): units for sku, units in self.warehouse.unsellable.items()})
        return there + Counter({(sku, TO_INSPECT): units for sku, units in self.returns.left.items()})

    @cached_property
    def open_holds(self) -> Counter[str]:
        """Return the units of each SKU that are held at the end."""
        return total(units(story.ending.held) for story in self.stories)

    @cached_property
    def gone(self) -> Counter[str]:
        """Return the units of each SKU that were sold, and those that left for nothing."""
        sold = Counter({FLASH_SKU: self.flash_sale.units})
        return total([sold, *(units(story.ending.taken + story.ending.beyond) for story in self.stories)])

    @cached_property
    def reduced(self) -> int:
        """Return the number of orders with units that were cancelled one by one."""
        return sum(bool(cancels(known_steps(story))) for story in self.stories)

    @cached_property
    def gift_cards(self) -> int:
        """Return the number of gift cards that were sold."""
        return sum(line.quantity for story in self.stories for line in story.ending.taken if line.sku == GIFT_CARD)

    @cached_property
    def expiring(self) -> set[str]:
        """Return the orders whose holds are left to end by themselves."""
        return {story.order_id for story in self.stories if "StockReservationExpired" in story.ending.announced}


def write(seed: int, orders: int) -> Script:
    """Write a day with this many orders, and those of the flash sale."""
    rng = random.Random(seed)  # noqa: S311 - a day that can be played again, not a secret
    catalogue = Catalogue(rng, CATALOGUE_SIZE)
    kinds = rng.choices(list(STORIES), weights=list(STORIES.values()), k=max(orders - len(STORIES), 0))
    # Each story is told at least once.
    told = rng.sample([*STORIES, *kinds], len(STORIES) + len(kinds))
    stories = [
        tell(Order(f"order-{n:05d}", with_gift_card(rng, catalogue.basket()), rng)) for n, tell in enumerate(told, 1)
    ]
    sale = _flash_sale(rng, orders)
    wanted = total(story.wants() for story in stories)
    rush = [replace(story, steps={Part.RUSH: story.steps.get(Part.RUSH, ())}) for story in stories]
    leaving = {line.sku for story in rush for line in (*sent(story), *came_back(story))}
    warehouse, goods = write_warehouse(rng, catalogue.supply(wanted), leaving)
    opening = [*goods, *sale.supply]
    later = _more(rng, opening)
    products = {product: [sku.name for sku in skus] for product, skus in by_product(catalogue.skus).items()}
    products[FLASH_SKU] = [FLASH_SKU]
    stories = [_with_redeliveries(rng, story) for story in stories]
    return Script(
        seed=seed,
        opening=(*_stated(rng, products, opening, "ProductCreated"), untracked()),
        deliveries=tuple(_evening(rng, products, opening, later)),
        supply=_supply([*opening, *later, Statement(GIFT_CARD, MAIN, 0)]),
        stories=tuple(stories),
        flash_sale=sale,
        warehouse=warehouse,
        returns=write_returns(stories, GIFT_CARD),
        bad_messages=tuple(_bad_messages(stories)),
        foreign=Event(ORDERS, "OrderShipped", "order-00001", "shipped.1", {"order_id": "order-00001"}),
    )


def _flash_sale(rng: random.Random, orders: int) -> FlashSale:
    count = max(FLASH_UNITS // 4, min(FLASH_UNITS, orders // 20))
    buyers = [Order(f"flash-{n:04d}", (Line(FLASH_SKU, 1),), rng) for n in range(1, count * BUYERS_A_UNIT + 1)]
    supply = tuple(Statement(FLASH_SKU, *part) for part in zip(LOCATIONS, thirds(count), strict=True))
    return FlashSale(count, tuple(buyers[::2]), tuple(buyers[1::2]), supply)


def _with_redeliveries(rng: random.Random, story: Story) -> Story:
    return replace(story, steps={part: _redelivered(rng, steps) for part, steps in story.steps.items()})


def _redelivered(rng: random.Random, steps: Steps) -> Steps:
    return tuple(replace(step, redelivery=_redelivery(rng)) if isinstance(step, Event) else step for step in steps)


def _redelivery(rng: random.Random) -> Redelivery:
    return rng.choices(list(REDELIVERED), weights=list(REDELIVERED.values()))[0]


def _more(rng: random.Random, opening: Sequence[Statement]) -> list[Statement]:
    """Return statements of more supply during the day, for some of the SKUs."""
    return [
        replace(statement, quantity=statement.quantity + rng.randint(5, 50))
        for statement in opening
        if statement.sku != FLASH_SKU and rng.random() < 0.15  # noqa: PLR2004 - some
    ]


def _evening(
    rng: random.Random, products: dict[str, list[str]], opening: Sequence[Statement], later: Sequence[Statement]
) -> Iterator[Event]:
    """Yield new deliveries, products that are stated again unchanged, and wrong statements of last
    week.
    """
    yield from _stated(rng, products, later, "ProductUpdated")
    changed = {statement.sku for statement in later}
    unchanged = [statement for statement in opening if statement.sku not in changed]
    # Units that were sold must not come back when a description is edited.
    again = [statement for statement in unchanged if statement.sku == FLASH_SKU or rng.random() < 0.3]  # noqa: PLR2004
    yield from _stated(rng, products, again, "ProductUpdated")
    wrong = [replace(statement, quantity=statement.quantity + 7) for statement in rng.sample(unchanged, 10)]
    yield from _stated(rng, products, wrong, "ProductUpdated", age=timedelta(days=7))


def _stated(
    rng: random.Random,
    products: dict[str, list[str]],
    statements: Sequence[Statement],
    type_: str,
    *,
    age: timedelta = timedelta(0),
) -> Iterator[Event]:
    """Yield one event for each product that the statements are about."""
    of_sku: dict[str, list[Statement]] = {}
    for statement in statements:
        of_sku.setdefault(statement.sku, []).append(statement)
    for product_id, skus in products.items():
        variants = [
            {"sku": one.sku, "location": one.location, "quantity_on_hand": one.quantity, "low_stock_threshold": 5}
            for sku in skus
            for one in of_sku.get(sku, ())
        ]
        if variants:
            event_id = f"{product_id}.{rng.getrandbits(32):08x}"
            data = {"product_id": product_id, "variants": variants}
            yield Event(PRODUCTS, type_, product_id, event_id, data, age, _redelivery(rng))


def _supply(statements: Sequence[Statement]) -> dict[tuple[str, str], int]:
    """Return the units of each stock key by its last statement."""
    return {(statement.sku, statement.location): statement.quantity for statement in statements}


def _bad_messages(stories: Sequence[Story]) -> Iterator[BadMessage]:
    lines = [{"sku": FLASH_SKU, "quantity": 1}]
    nothing = [{"sku": FLASH_SKU, "quantity": 0}]
    yield BadMessage(Record(ORDERS, "bad-1", b'{"type": "OrderCreated", "id": '), "malformed_json")
    yield BadMessage(Event(ORDERS, "OrderCreated", "bad-2", "bad-2.1", {"items": lines}), "invalid_data")
    empty = {"order_id": "bad-3", "items": nothing}
    yield BadMessage(Event(ORDERS, "OrderCreated", "bad-3", "bad-3.1", empty), "invalid_data")
    last_year = timedelta(days=365)
    yield BadMessage(
        Event(PAYMENTS, "PaymentSucceeded", "bad-4", "bad-4.1", {"order_id": "bad-4"}, last_year), "too_old"
    )
    heard = next(step for story in stories for step in story.steps.get(Part.RUSH, ()) if isinstance(step, Event))
    other = replace(heard, data={**heard.data, "order_id": "bad-5"}, redelivery=Redelivery.NONE)
    yield BadMessage(other, "conflicting_payload")
