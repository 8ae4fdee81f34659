"""The shop's other services on Kafka: stories of orders, doubled and shuffled, and now and then an
unusable event.
"""

import random
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Event as Flag
from threading import Lock

from tools.chaos.load.assortment import RULED, SKUS, VOUCHER, WHIM
from tools.chaos.load.client_log import LONG_HOLD, JsonLines, Operation, Produced
from tools.chaos.load.patient_producer import PatientProducer
from tools.shop import dispatch_desk, returns_desk, stories
from tools.shop.catalogue import LOCATIONS, Line
from tools.shop.messages import ORDERS, PAYMENTS, PRODUCTS, Event, Record, encode
from tools.shop.orders import Order, Part, Story

SUPPLY = 1_000_000
"""Units of each SKU at each location: enough for every order but the impossible ones."""
RESUPPLY = 50
"""Units that a later statement adds at each location."""
STORIES_A_SECOND = 10
DOUBLED = 0.25
VOUCHERS = 0.2
"""Share of the stories whose basket has a voucher, too."""
SHUFFLED = 24
"""Number of messages that wait for a chance to overtake each other."""
FLUSH_SECONDS = 60.0

TOLD = {
    stories.bought: 10,
    stories.card_declined: 3,
    stories.second_card: 3,
    stories.cancelled: 3,
    stories.order_failed: 2,
    stories.returned: 3,
    stories.lost_on_the_way_back: 2,
    stories.amended: 3,
    stories.left_open: 3,
    stories.left_to_expire: 2,
    stories.impossible: 1,
    dispatch_desk.sent_in_parcels: 4,
    dispatch_desk.sent_and_restated: 2,
    dispatch_desk.sent_unpaid: 2,
    dispatch_desk.sent_in_part_and_cancelled: 2,
    dispatch_desk.sent_too_much: 1,
    dispatch_desk.sent_for_nothing: 1,
    dispatch_desk.completed: 2,
    returns_desk.came_back_in_part: 4,
    returns_desk.came_back_restated: 2,
    returns_desk.came_back_unreported: 2,
    returns_desk.came_back_too_much: 1,
    returns_desk.came_back_of_nothing: 1,
    returns_desk.came_back_and_cancelled: 2,
    returns_desk.refunded: 2,
    returns_desk.cancelled_in_part: 3,
    returns_desk.cancelled_line_by_line: 1,
}


class Producers:
    """The producer of all stories. `run` tells them in a thread of its own. Any thread may `pay`,
    `order`, or ask for a `flood`.
    """

    def __init__(
        self, bootstrap_servers: str, log: JsonLines[Produced], rng: random.Random, now: Callable[[], datetime]
    ) -> None:
        self.stories: dict[str, Story] = {}
        self.paid: set[str] = set()
        """Orders over HTTP whose payment was sent."""
        self.supplied = dict.fromkeys((*SKUS, *RULED), SUPPLY * len(LOCATIONS)) | {VOUCHER: 0}
        self.discontinued = False
        """The newest statement about the SKU that is discontinued over Kafka."""
        self.doubled = 0
        self._log = log
        self._rng = rng
        self._now = now
        self._lock = Lock()
        self._waiting: deque[Record] = deque()
        self._producer = PatientProducer(bootstrap_servers)

    def open(self) -> None:
        """Send statements of the catalogue that supply every SKU."""
        for sku in (*SKUS, *RULED):
            self._say(self._stated(sku, "ProductCreated", SUPPLY), doubled=True)
        untracked = {"product_id": VOUCHER, "tracked": False}
        self._say(Event(PRODUCTS, "ProductCreated", VOUCHER, f"{VOUCHER}.0", untracked), doubled=True)
        self._let_go(everything=True)

    def run(self, stopping: Flag) -> None:
        """Tell stories until `stopping` is set."""
        told = 0
        while not stopping.wait(self._rng.expovariate(STORIES_A_SECOND)):
            told += 1
            self._tell(f"story-{told:05d}")
            if told % 25 == 0:
                self._tell_nonsense(told)
            if told % 40 == 0:
                self._resupply()
            if told % 30 == 0:
                self._change_its_mind(told)
            self._let_go()

    def pay(self, order_id: str) -> None:
        """Send the event of the Payment Service that an order over HTTP is paid."""
        self.paid.add(order_id)
        event = Event(PAYMENTS, "PaymentSucceeded", order_id, f"{order_id}.paid", {"order_id": order_id})
        self._say(event, doubled=self._rng.random() < DOUBLED)

    def order(self, operation: Operation) -> None:
        """Send the Order Service's event of an order that is reserved over HTTP at this moment."""
        items = [{"sku": sku, "quantity": quantity} for sku, quantity in operation.lines]
        data = {"order_id": operation.order_id, "items": items, "ttl_seconds": LONG_HOLD}
        event = Event(ORDERS, "OrderCreated", operation.order_id, f"{operation.order_id}.created", data)
        self._producer.send(self._recorded(event, copies=1))
        self._producer.poll()

    def flood(self, count: int) -> None:
        """Tell `count` stories at once, every event of them twice, in any order."""
        for number in range(count):
            self._tell(f"flood-{len(self.stories)}-{number}", doubled=1.0)
        self._let_go()

    def close(self) -> None:
        """Return when Kafka has every event. Raises RuntimeError when it has not taken one."""
        self._let_go(everything=True)
        left = self._producer.flush(FLUSH_SECONDS)
        if left:
            refused = self._producer.refused
            raise RuntimeError(
                f"Kafka has not taken {left} events in {FLUSH_SECONDS:.0f} seconds, and refused {refused}"
            )

    def _tell(self, order_id: str, doubled: float = DOUBLED) -> None:
        with self._lock:
            tell = self._rng.choices(list(TOLD), weights=list(TOLD.values()))[0]
            chosen = sorted(self._rng.sample(SKUS, self._rng.choice((1, 1, 2, 3))))
            lines = tuple(Line(sku, self._rng.randint(1, 4), self._location()) for sku in chosen)
            if self._rng.random() < VOUCHERS:
                lines = (*lines, Line(VOUCHER, self._rng.randint(1, 4), tracked=False))
            story = tell(Order(order_id, lines, self._rng))
            self.stories[order_id] = story
        for step in story.steps[Part.RUSH]:
            assert isinstance(step, Event)  # none of these stories is told over HTTP
            self._say(step, doubled=self._rng.random() < doubled)

    def _location(self) -> str | None:
        return self._rng.choice((None, None, *LOCATIONS))

    def _tell_nonsense(self, number: int) -> None:
        nothing = {"order_id": f"nonsense-{number}", "items": [{"sku": SKUS[0], "quantity": 0}]}
        bad = Event(ORDERS, "OrderCreated", f"nonsense-{number}", f"nonsense-{number}.1", nothing)
        self._say(bad, doubled=True, dead="invalid_data")

    def _resupply(self) -> None:
        with self._lock:
            sku = self._rng.choice(SKUS)
            self.supplied[sku] += RESUPPLY * len(LOCATIONS)
            quantity = self.supplied[sku] // len(LOCATIONS)
        self._say(self._stated(sku, "ProductUpdated", quantity), doubled=True)

    def _change_its_mind(self, number: int) -> None:
        """State that a SKU is discontinued, or sold again. Statements may overtake each other."""
        self.discontinued = not self.discontinued
        data = {"product_id": WHIM, "discontinued": self.discontinued}
        self._say(Event(PRODUCTS, "ProductUpdated", WHIM, f"{WHIM}.rule.{number}", data), doubled=True)

    @staticmethod
    def _stated(sku: str, type_: str, quantity: int) -> Event:
        variants = [{"sku": sku, "location": location, "quantity_on_hand": quantity} for location in LOCATIONS]
        return Event(PRODUCTS, type_, sku, f"{sku}.{quantity}", {"product_id": sku, "variants": variants})

    def _say(self, event: Event, *, doubled: bool, dead: str | None = None) -> None:
        """Encode the event with the time of now, and let the message wait among the others."""
        copies = 2 if doubled else 1
        record = self._recorded(event, copies, dead)
        with self._lock:
            self.doubled += copies - 1
            self._waiting.extend([record] * copies)

    def _recorded(self, event: Event, copies: int, dead: str | None = None) -> Record:
        self._log.write(Produced(f"/shop/{event.topic}", event.id, event.topic, event.type, event.key, copies, dead))
        return encode(event, self._now())

    def _let_go(self, *, everything: bool = False) -> None:
        with self._lock:
            records = list(self._leaving(0 if everything else SHUFFLED))
        for record in records:
            self._producer.send(record)
        self._producer.poll()

    def _leaving(self, stay: int) -> Iterator[Record]:
        while len(self._waiting) > stay:
            self._waiting.rotate(self._rng.randrange(len(self._waiting)))
            yield self._waiting.popleft()
