"""Clients over HTTP whose orders share their SKUs with the orders over Kafka. There is stock for
all of them.
"""

import random
from collections.abc import Callable, Sequence
from threading import Event

from tools.chaos.load.assortment import RULED, SKUS, SWITCHED, VOUCHER
from tools.chaos.load.client import Client
from tools.chaos.load.client_log import Fate, Operation
from tools.shop.catalogue import DAMAGED, LOCATIONS
from tools.shop.goods import SELLABLE, STATES

PAUSE_SECONDS = 0.15
RETRY_SECONDS = 0.3
ATTEMPTS = 8
RULED_SHARE, VOUCHER_SHARE = 0.2, 0.25
"""Shares of orders with a SKU whose rules change, and with a voucher."""

WAYS: dict[tuple[str, ...], int] = {
    ("reserve", "confirm"): 8,
    ("reserve", "pay"): 8,
    ("reserve", "release"): 3,
    ("reserve", "cancel"): 2,
    ("reserve", "release", "reserve", "confirm"): 2,
    ("reserve", "confirm", "cancel"): 2,
    ("reserve", "confirm", "dispatch"): 5,
    ("reserve", "confirm", "dispatch", "dispatch", "cancel"): 3,
    ("reserve", "dispatch"): 2,
    ("reserve", "dispatch", "confirm"): 2,
    ("reserve", "pay", "dispatch"): 2,
    ("reserve", "release", "dispatch"): 1,
    ("reserve", "confirm", "dispatch", "return"): 4,
    ("reserve", "confirm", "dispatch", "return", "return", "reduce"): 3,
    ("reserve", "confirm", "dispatch", "return", "cancel"): 2,
    ("reserve", "dispatch", "return", "confirm"): 1,
    ("reserve", "pay", "dispatch", "return"): 1,
    ("reserve", "return"): 1,
    ("reserve", "confirm", "reduce"): 3,
    ("reserve", "reduce", "confirm", "dispatch"): 3,
    ("reserve", "reassign", "confirm", "dispatch"): 3,
    ("reserve", "confirm", "reassign", "reassign"): 3,
    ("reserve",): 3,
    ("adjust",): 6,
}
"""Ways of an order or of stock: calls in this sequence, each way with its weight. `pay` is an event
of the Payment Service, over Kafka. `dispatch` sends all units in one parcel. `return` is a unit of
the first line that comes back, `reduce` is a unit of it that is cancelled. `reassign` has all units
of the first line come from another place.
"""


Lines = tuple[tuple[str, int], ...]


class Shopper:
    """One client with one order after the other."""

    def __init__(self, client: Client, rng: random.Random, pay: Callable[[str], None]) -> None:
        self._client = client
        self._rng = rng
        self._pay = pay
        self._orders = 0

    def run(self, stopping: Event) -> None:
        """Make orders until `stopping` is set. An order that has begun by then is left as it is."""
        while not stopping.wait(self._rng.expovariate(1 / PAUSE_SECONDS)):
            self._orders += 1
            way = self._rng.choices(list(WAYS), weights=list(WAYS.values()))[0]
            self._go(way, f"shopper.{self._client.name}.{self._orders}", stopping)
        self._client.close()

    def _go(self, way: Sequence[str], name: str, stopping: Event) -> None:
        chosen = self._chosen(sends="dispatch" in way)
        # One unit at least is left of a line that is reduced.
        lines = tuple((sku, self._rng.randint(2 if "reduce" in way else 1, 3)) for sku in chosen)
        goods = self._goods(name, lines, way)
        for kind in way:
            if kind == "pay":
                self._pay(name)
            elif kind in goods:
                self._insist(goods[kind], stopping)
            elif kind == "reassign":
                self._reassign(name, chosen[0], stopping)
            elif kind == "adjust":
                self._insist(
                    Operation(kind, lines=((chosen[0], self._rng.choice((-2, 1, 5))),), reference=name), stopping
                )
            elif not self._insist(Operation(kind, name, lines), stopping):
                return

    def _goods(self, name: str, lines: Lines, way: Sequence[str]) -> dict[str, Operation]:
        """Return the calls about goods of the order."""
        (sku, units), *others = lines
        before = way[: way.index("dispatch")] if "dispatch" in way else ()
        left = ((sku, units - 1), *others) if "reduce" in before else lines
        state = self._rng.choice(STATES)
        places = ((), *zip(LOCATIONS)) if state == SELLABLE else ((), (DAMAGED,))
        return {
            "dispatch": Operation("dispatch", name, left, f"{name}.parcel", self._rng.choice(((), *zip(LOCATIONS)))),
            "return": Operation("return", name, ((sku, 1),), f"{name}.rma", self._rng.choice(places), state),
            "reduce": Operation("reduce", name, ((sku, 1),), f"{name}.refund"),
        }

    def _reassign(self, name: str, sku: str, stopping: Event) -> None:
        """Have all units of a SKU come from another place than the order has them at."""
        look = self._client.do(Operation("read_order", name, ((sku, 0),)))
        if look.fate is not Fate.ACKNOWLEDGED:
            return
        places = [one["location"] for line in look.body["lines"] if line["sku"] == sku for one in line["allocations"]]
        if places:
            here = places[0]
            there = self._rng.choice([place for place in LOCATIONS if place != here])
            self._insist(Operation("reassign", name, ((sku, 0),), way=(here, there)), stopping)

    def _chosen(self, *, sends: bool) -> list[str]:
        """Return the SKUs of an order. One that `sends` a parcel has nothing of the SKU that is
        untracked now and then: nobody knows if its units count.
        """
        chosen = sorted(self._rng.sample(SKUS, self._rng.choice((1, 1, 2))))
        if self._rng.random() < RULED_SHARE:
            chosen.append(self._rng.choice([sku for sku in RULED if sku != SWITCHED or not sends]))
        if self._rng.random() < VOUCHER_SHARE:
            chosen.append(VOUCHER)
        return chosen

    def _insist(self, operation: Operation, stopping: Event) -> bool:
        """Make a call until there is an answer, for a while. Returns True if the way goes on."""
        for _ in range(ATTEMPTS):
            fate = self._client.do(operation).fate
            if fate in {Fate.ACKNOWLEDGED, Fate.REFUSED}:
                return True
            if stopping.wait(RETRY_SECONDS):
                return False
        return self._rng.random() < 0.5  # noqa: PLR2004 - some go on without knowing
