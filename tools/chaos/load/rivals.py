"""Clients over HTTP that fight over a few SKUs of their own. Histories are made of their calls."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Event, Lock, Thread
from time import monotonic

from tools.chaos.load.assortment import ASIDE, MAIN
from tools.chaos.load.client import Client
from tools.chaos.load.client_log import Fate, Operation
from tools.shop.goods import SELLABLE

RIVALS = 3
"""Number of clients at one SKU."""
ERA_SECONDS = 6.0
"""Time at one SKU. Then the rivals go on to another, so that each history stays small."""
UNITS = 12
PAUSE_SECONDS = 0.1
ATTEMPTS = 3
TWICE = 0.3
"""Share of new orders that are sent twice at once, on two connections, so that they reach both
processes of the API.
"""
BOTH_DOORS = 0.3
"""Share of new orders that come over Kafka as well, at the same moment."""
MEANWHILE = 0.7
"""Share of releases whose order is reserved again at the same moment. If the service repeated a
release whose answer was lost, it would take the new hold away.
"""
MEANWHILE_SECONDS = 0.4
"""Longest delay of that reservation: as long as a commit is held before it is cut."""
MOST_SAID = 4
"""Maximum number of orders of a SKU over Kafka. They have no answer, so each may have come at any
time, and the search for an explanation has to try that.
"""
MOST_UNKNOWN = 6
"""Number of unknown answers until the rivals of a SKU go on to another. Each of these calls may
have come at any time, or never.
"""
MOST_AHEAD_SECONDS = 0.2
"""Longest lead of Kafka over the HTTP call, because the way over Kafka is longer."""

KINDS: Mapping[str, int] = {
    "reserve": 32,
    "again": 4,
    "release": 14,
    "confirm": 16,
    "cancel": 6,
    "dispatch": 10,
    "return": 7,
    "reduce": 6,
    "adjust": 10,
    "move": 8,
    "read_stock": 12,
    "read_order": 8,
}
"""Kinds of calls, and the weight of each."""


def is_arena(sku: str) -> bool:
    """Return True if only rivals touch the SKU."""
    return sku.startswith("arena-")


class Arena:
    """The meeting place of some rivals: a SKU in each era, and the orders made for it so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._began = monotonic()
        self.orders: dict[str, list[Operation]] = defaultdict(list)
        self._said: Counter[str] = Counter()
        self.told: set[str] = set()
        """Orders that were sent over Kafka, too."""
        self._unknown: Counter[str] = Counter()
        self._left = 0
        """Number of SKUs that were left before their time."""
        self._lock = Lock()

    def hear(self, sku: str, fate: Fate) -> None:
        """Count the unknown answers about a SKU, and leave it when there are too many."""
        with self._lock:
            self._unknown[sku] += fate is Fate.UNKNOWN
            if self._unknown[sku] >= MOST_UNKNOWN and sku == self.sku():
                self._left += 1

    def may_say(self, sku: str) -> bool:
        """Count an order of this SKU. Return True if it may go over Kafka too."""
        self._said[sku] += 1
        return self._said[sku] <= MOST_SAID

    def sku(self) -> str:
        """Return the SKU of the current era."""
        return f"arena-{self._name}-{int((monotonic() - self._began) / ERA_SECONDS) + self._left}"


Say = Callable[[Operation], None]
"""A function that sends an order over Kafka, and logs it."""


class Rival:
    """One client. Its next call follows from the seed and from the orders that it sees."""

    def __init__(
        self,
        client: Client,
        twin: Client,
        arena: Arena,
        rng: random.Random,
        say: Say,
        kinds: Mapping[str, int] = KINDS,
    ) -> None:
        self._kinds = kinds
        self._client = client
        self._say = say
        self._twin = twin
        self._arena = arena
        self._rng = rng
        self._made = 0

    def run(self, stopping: Event) -> None:
        """Make one call after the other until `stopping` is set."""
        opened = ""
        while not stopping.wait(self._rng.expovariate(1 / PAUSE_SECONDS)):
            sku = self._arena.sku()
            if sku != opened:
                opened = sku
                # All of them make this adjustment, with one reference. The first one counts.
                self._insist(Operation("adjust", lines=((sku, UNITS),), reference=f"{sku}-opening"), stopping)
            self._ask(self._next(sku), stopping)
        self._client.close()
        self._twin.close()

    def _ask(self, operation: Operation, stopping: Event) -> None:
        new = operation.kind == "reserve" and operation not in self._arena.orders[operation.sku]
        way = self._rng.random() if new else 1.0
        if way < TWICE:
            at_once = Thread(target=self._do, args=[self._twin, operation], name=f"{self._client.name} twice")
            at_once.start()
            self._insist(operation, stopping)
            at_once.join()
        elif way < TWICE + BOTH_DOORS and self._arena.may_say(operation.sku):
            self._arena.told.add(operation.order_id)
            self._say(operation)
            stopping.wait(self._rng.uniform(0, MOST_AHEAD_SECONDS))
            self._insist(operation, stopping)
        elif operation.kind == "release" and self._rng.random() < MEANWHILE:
            delay = self._rng.uniform(0, MEANWHILE_SECONDS)
            meanwhile = Thread(target=self._reserve_again, args=[operation, delay, stopping])
            meanwhile.start()
            self._insist(operation, stopping)
            meanwhile.join()
        else:
            self._insist(operation, stopping)

    def _insist(self, operation: Operation, stopping: Event) -> None:
        """Make a call. If its outcome is not known, mostly repeat it, as a caller should, but not
        always.
        """
        for _ in range(ATTEMPTS):
            fate = self._do(self._client, operation)
            if operation.kind == "reserve" and fate in {Fate.ACKNOWLEDGED, Fate.UNKNOWN}:
                known = self._arena.orders[operation.sku]
                if operation not in known:
                    known.append(operation)
            settled = fate in {Fate.ACKNOWLEDGED, Fate.REFUSED}
            if settled or self._rng.random() < 0.3 or stopping.wait(PAUSE_SECONDS):  # noqa: PLR2004 - some give up
                return

    def _reserve_again(self, released: Operation, delay: float, stopping: Event) -> None:
        stopping.wait(delay)
        self._do(self._twin, replace(released, kind="reserve"))

    def _do(self, client: Client, operation: Operation) -> Fate:
        fate = client.do(operation).fate
        self._arena.hear(operation.sku, fate)
        return fate

    @staticmethod
    def _is_sent(order: Operation) -> bool:
        """Return True if the order may be sent and come back. Each other one may lose a unit."""
        return int(order.order_id.rpartition(".")[2]) % 2 == 0

    def _is_reduced(self, order: Operation) -> bool:
        """Return True if a unit of the order may be cancelled. One is left of it then. An
        OrderCreated may be newer than the cancel, and say all units again.
        """
        return not self._is_sent(order) and order.quantity > 1 and order.order_id not in self._arena.told

    def _next(self, sku: str) -> Operation:
        kind = self._rng.choices(list(self._kinds), weights=list(self._kinds.values()))[0]
        orders = self._arena.orders[sku]
        self._made += 1
        name = f"{sku}.{self._client.name}.{self._made}"
        match kind:
            case "read_stock":
                return Operation(kind, lines=((sku, 0),))
            case "adjust":
                difference = self._rng.choice((-3, -1, 1, 2, 4))
                return Operation(kind, lines=((sku, difference),), reference=name)
            case "move":
                way = self._rng.choice(((MAIN, ASIDE), (ASIDE, MAIN)))
                return Operation(kind, lines=((sku, self._rng.randint(1, 3)),), reference=name, way=way)
            case "again" if orders:
                return self._rng.choice(orders[-4:])
            case "dispatch" if sent := [order for order in orders[-4:] if self._is_sent(order)]:
                # All units of the order, from the place that sells.
                order = self._rng.choice(sent)
                return Operation(kind, order.order_id, order.lines, f"{order.order_id}.parcel", (MAIN,))
            case "return" if sent := [order for order in orders[-4:] if self._is_sent(order)]:
                order = self._rng.choice(sent)
                return Operation(kind, order.order_id, order.lines, f"{order.order_id}.rma", (MAIN,), SELLABLE)
            case "reduce" if kept := [order for order in orders[-4:] if self._is_reduced(order)]:
                order = self._rng.choice(kept)
                return Operation(kind, order.order_id, ((sku, 1),), f"{order.order_id}.refund")
            case "release" | "confirm" | "cancel" | "read_order" if orders:
                order = self._rng.choice(orders[-4:])
                return Operation(kind, order.order_id, order.lines)
        return Operation("reserve", name, ((sku, self._rng.randint(1, 4)),))
