"""Breaks of a whole stack, each with the alerts that it brings about.

Nobody waits ten minutes for an event to be old: rows are set back in time by hand, and so are tasks
in Redis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event as Flag
from threading import Thread
from uuid import uuid4

import orjson
from redis import Redis
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.inbox.decoded import Origin
from inventory.partitions.pauses import Excess
from inventory.settings import Settings
from tests.bridge.line import Kafka
from tests.e2e.shop import TOPICS, Shop, at, wait_for
from tests.e2e.test_catalogue_mirrors import loop as mirror
from tests.e2e.test_line import order_of
from tests.e2e.test_stops_and_crashes import redis_of
from tests.stored_pauses import store as store_pause
from tools.devstack.processes.children import run
from tools.devstack.programs import executable
from tools.devstack.servers.tcp_front import TcpFront

SKU = "mug"
QUEUE = "inventory:stock"
SECONDS = 60
CALLERS = 10
MANY = 1_500
"""Events of one partition that are too many to wait."""


@dataclass(frozen=True)
class Site:
    """A whole stack, and the way to its replica."""

    shop: Shop
    replica: TcpFront

    def change(self, statement: str, **given: object) -> int:
        """Change rows as nobody should. Returns their number."""
        with self.shop.engine.begin() as connection:
            return connection.execute(text(statement), given).rowcount

    def inventory(self, *words: str) -> None:
        """Run the command of an operator."""
        stack = self.shop.stack
        environment = {**stack.environment, "DATABASE_URL": stack.owner_url}
        log = stack.directory / "operator.log"
        assert run(executable(("inventory", *words)), log=log, environment=environment) == 0, log.read_text()

    def reserve(self) -> str:
        """Reserve a unit. Returns the order's id."""
        order_id = f"order-{uuid4()}"
        assert self.shop.call("POST", "/v1/reservations", order_of(order_id, SKU, 1)).status == 201
        return order_id

    @contextmanager
    def stopped(self, name: str) -> Iterator[None]:
        """While the block runs, this server or process does not."""
        self.shop.stack.stop_process(name)
        try:
            yield
        finally:
            self.shop.stack.start_process(name)
            self.shop.stack.wait_ready(name)


@dataclass(frozen=True)
class Break:
    """A fault that is there while the block of `broken` runs, and mended at its end."""

    told: str
    alerts: tuple[str, ...]
    broken: Callable[[Site], AbstractContextManager[None]]


def _pending(site: Site) -> None:
    """Wait for a pending event, and have all of them wait for twenty minutes."""
    aged = "UPDATE inbox_event SET received_at = received_at - interval '20 minutes' WHERE id IN (SELECT id FROM inbox_pending)"
    wait_for(lambda: site.change(aged) > 0, "an event is pending", SECONDS)


@contextmanager
def without_workers(site: Site) -> Iterator[None]:
    shop = site.shop
    with site.stopped("worker"), Redis.from_url(redis_of(shop).administration_url) as redis:
        shop.publish("OrderCreated", order_of(f"waits-{uuid4()}", SKU, 1), time=at(1))
        _pending(site)
        wait_for(lambda: redis.llen(QUEUE) > 0, "a task waits", SECONDS)
        task = orjson.loads(redis.lindex(QUEUE, -1))
        task["headers"]["inventory_sent_at"] -= 120
        redis.lset(QUEUE, -1, orjson.dumps(task))
        yield


@contextmanager
def without_relay(site: Site) -> Iterator[None]:
    with site.stopped("relay"):
        site.reserve()
        site.change("UPDATE outbox_event SET occurred_at = occurred_at - interval '10 minutes'")
        yield


@contextmanager
def without_sweeper(site: Site) -> Iterator[None]:
    with site.stopped("sweeper"):
        over = "UPDATE reservation SET expires_at = now() - interval '10 minutes' WHERE order_id = :order"
        assert site.change(over, order=site.reserve()) == 1
        yield


@contextmanager
def without_housekeeper(site: Site) -> Iterator[None]:
    with site.stopped("housekeeper"):
        aged = """
            UPDATE inbox_event SET received_at = received_at - interval '40 days', occurred_at = occurred_at - interval '40 days'
            WHERE id = (SELECT max(id) FROM inbox_event)
        """
        assert site.change(aged) == 1
        yield


@contextmanager
def wrong_books(site: Site) -> Iterator[None]:
    counted = "UPDATE product_inventory SET quantity_on_hand = quantity_on_hand + :units WHERE sku = :sku"
    site.change(counted, units=1, sku=SKU)
    yield
    site.change(counted, units=-1, sku=SKU)


@contextmanager
def paused(site: Site) -> Iterator[None]:
    place = (TOPICS["Payment"], 0)
    with Session(site.shop.engine) as session, session.begin():
        excess = Excess(Origin(*place, site.shop.ends(place[0])[place]), 101, 200, "invalid_data")
        store_pause(session, excess, now=datetime.now(UTC))
    yield
    site.inventory("events", "resume", place[0], str(place[1]))


@contextmanager
def bad_source(site: Site) -> Iterator[None]:
    shop, order_id, source = site.shop, f"bad-{uuid4()}", "/bad"
    ids = [f"{order_id}-{number}" for number in range(8)]
    for id_ in ids:
        shop.publish("OrderCreated", {"order_id": order_id}, time=at(1), id_=id_, source=source)
    shop.settle()
    yield
    ((partition,),) = shop.rows("SELECT partition FROM set_aside WHERE source = :source", source=source)
    site.inventory("events", "discard", TOPICS["Order"], str(partition), "--source", source)
    for id_ in ids:
        shop.publish("OrderCreated", order_of(order_id, SKU, 1), time=at(1), id_=id_, source=source)


@contextmanager
def early_clock(site: Site) -> Iterator[None]:
    ahead = datetime.now(UTC) + timedelta(minutes=1)
    site.shop.publish("OrderCancelled", {"order_id": f"ahead-{uuid4()}"}, time=ahead.isoformat())
    yield


@contextmanager
def mirroring(site: Site) -> Iterator[None]:
    mirror(site.shop, f"mirrored-{uuid4()}", f"/mirror/{uuid4()}")
    yield


@contextmanager
def foreign_message(site: Site) -> Iterator[None]:
    with Redis.from_url(redis_of(site.shop).administration_url) as redis:
        redis.lpush(QUEUE, b"no task of ours")
    yield


@contextmanager
def unnamed_sku(site: Site) -> Iterator[None]:
    sku = f"new-{uuid4()}"
    site.shop.publish("OrderCreated", order_of(f"early-{uuid4()}", sku, 1), time=at(1))
    _pending(site)
    yield
    site.shop.publish("ProductCreated", {"product_id": sku, "quantity_on_hand": 1}, time=at(0))


@contextmanager
def deleted_unread(site: Site) -> Iterator[None]:
    shop, topic = site.shop, TOPICS["Payment"]
    kafka = Kafka(
        Settings(
            database_url=shop.stack.endpoints.database_url,
            kafka_bootstrap_servers=shop.stack.endpoints.kafka_bootstrap_servers,
        )
    )
    with site.stopped("consumer"):
        for _ in range(5):
            kafka.publish(topic, b"")
        kafka.delete_before(topic, shop.ends(topic)[topic, 0])
    yield


@contextmanager
def without_replica(site: Site) -> Iterator[None]:
    check = {"items": [{"sku": SKU, "quantity": 1}]}
    with again_and_again(lambda: site.shop.call("POST", "/v1/availability", check)):
        site.replica.point_at(None)
        site.replica.cut()
        yield
        site.replica.point_at(site.shop.stack.servers["postgresql"].port)


@contextmanager
def locked_row(site: Site) -> Iterator[None]:
    order = order_of(f"slow-{uuid4()}", SKU, 1)
    with ExitStack() as callers, site.shop.engine.begin() as connection:
        connection.execute(text("SELECT FROM product_inventory WHERE sku = :sku FOR UPDATE"), {"sku": SKU})
        for _ in range(CALLERS):
            callers.enter_context(again_and_again(lambda: site.shop.call("POST", "/v1/reservations", order)))
        yield


@contextmanager
def without_redis(site: Site) -> Iterator[None]:
    with site.stopped("redis"):
        yield


@contextmanager
def without_postgresql(site: Site) -> Iterator[None]:
    shop = site.shop
    with site.stopped("postgresql"):
        for _ in range(MANY):
            shop.publish("OrderCancelled", {"order_id": "cancelled"}, time=at(1))
        assert shop.producer.flush(SECONDS) == 0
        yield


@contextmanager
def again_and_again(call: Callable[[], object]) -> Iterator[None]:
    """While the block runs, call a few times a second."""
    done = Flag()

    def calling() -> None:
        while not done.wait(0.3):
            call()

    thread = Thread(target=calling)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(SECONDS)


BREAKS = (
    Break(
        "an `UPDATE` by hand added a unit to a counter",
        ("InventoryAuditDiscrepancies", "InventoryTasksFail"),
        wrong_books,
    ),
    Break(
        "the worker of `stock` was stopped, an event waited for it (20 minutes, by its row), and a task (2 minutes)",
        ("InventoryProcessAway", "InventoryWorkerMissing", "InventoryQueueOld", "InventoryInboxOld"),
        without_workers,
    ),
    Break(
        "the relay was stopped, and an outcome waited for it (10 minutes, by its row)",
        ("InventoryOutboxNotPublished", "InventoryRelayNoneActive"),
        without_relay,
    ),
    Break(
        "the sweeper was stopped, and a hold was over (10 minutes, by its row)",
        ("InventoryHoldsOverdue",),
        without_sweeper,
    ),
    Break(
        "the housekeeper was stopped, and an event was 40 days old (by its row)",
        ("InventoryAuditOld", "InventoryPruningBehind"),
        without_housekeeper,
    ),
    Break("a row was written as a bridge of an earlier version did", ("InventoryPartitionPaused",), paused),
    Break("a source published 8 orders without items", ("InventorySourceSetAside", "InventoryDeadLetters"), bad_source),
    Break("an event stated a time a minute ahead", ("InventoryEventsAhead",), early_clock),
    Break("the catalogue stated our own numbers, after five sales", ("InventoryCatalogueMirrors",), mirroring),
    Break("a text was put into the queue `stock` in Redis", ("InventoryTasksRejected",), foreign_message),
    Break(
        "an order came for a SKU that nobody had named (20 minutes ago, by its row)",
        ("InventoryOrdersWaitForCatalogue",),
        unnamed_sku,
    ),
    Break("Kafka deleted 5 messages while no bridge ran", ("InventoryEventGap",), deleted_unread),
    Break("the connections to the replica were cut and refused", ("InventoryReplicaFallbacks",), without_replica),
    Break(
        "a session of somebody else locked a row, and 10 callers waited for it",
        ("InventoryApiErrors", "InventoryApiSlow"),
        locked_row,
    ),
    Break("Redis was stopped", ("InventoryBrokerAway",), without_redis),
    Break(
        "PostgreSQL was stopped, while 1,500 events came",
        ("InventoryPostgreSQLAway", "InventoryLagGrows"),
        without_postgresql,
    ),
)
"""In this sequence. Audits fail while the sweeper is stopped. The alert of failed tasks looks back
over ten minutes, so it comes first.
"""
