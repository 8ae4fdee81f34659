"""Processes that are stopped or killed while orders flow: nothing is lost, nothing is doubled,
everything is announced.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import uuid4

import pytest
from redis import Redis

from tests.e2e.shop import EVENTS, Ends, Shop, at, wait_for
from tests.e2e.test_line import order_of
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.valkey import Valkey

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

PROCESSES = ("consumer", "worker", "sweeper", "beat", "relay", "api")
PACE_SECONDS = 0.25
TOGETHER = 3
"""So many orders come over Kafka at once, and one over HTTP, and soon the next."""
IN_HAND = {
    "consumer": "SELECT count(*) < :published FROM inbox_event WHERE starts_with(key, :sku) AND key <> :sku",
    "worker": "SELECT EXISTS (SELECT FROM inbox_pending)",
    "relay": "SELECT EXISTS (SELECT FROM outbox_event)",
}
"""True if a process has something to do at this moment. Of the others either the API is being
called, or they have their turn each second.
"""


@dataclass
class Flow:
    """Orders for one SKU while they come."""

    shop: Shop
    sku: str
    since: Ends
    """The beginning of the announcements of these orders."""
    published: int = 0
    """So many events over Kafka."""
    calls: int = 0
    """So many calls over HTTP at this moment."""
    done: Event = field(default_factory=Event)

    def wait_in_hand(self, name: str) -> None:
        """Return as soon as there is something to be lost by process `name`."""

        def in_hand() -> bool:
            if name == "api":
                return self.calls > 0
            statement = IN_HAND.get(name, IN_HAND["worker"])
            return bool(self.shop.rows(statement, sku=self.sku, published=self.published)[0][0])

        assert wait_until(in_hand, seconds=20, interval=0.001), f"{name} was never seen with anything in hand"


@pytest.mark.parametrize("name", PROCESSES)
def test_a_stop_finishes_what_is_in_hand_and_loses_nothing(shop: Shop, name: str) -> None:
    with orders_flowing(shop, f"stop-{name}") as flow:
        pid = shop.stack.pid(name)
        flow.wait_in_hand(name)
        shop.stack.stop_process(name)
        shop.stack.start_process(name)
        shop.stack.wait_ready(name, replaced=pid)
    assert_every_order_is_sold_and_announced(flow)
    assert "killing" not in shop.stack.log(name).read_text().lower()


@pytest.mark.parametrize("name", PROCESSES)
def test_a_kill_loses_nothing_and_doubles_nothing(shop: Shop, name: str) -> None:
    with orders_flowing(shop, f"kill-{name}") as flow:
        pid = shop.stack.pid(name)
        flow.wait_in_hand(name)
        os.kill(pid, signal.SIGKILL)
        shop.stack.wait_ready(name, replaced=pid)
    assert_every_order_is_sold_and_announced(flow)


def test_a_flushed_redis_loses_nothing(shop: Shop) -> None:
    with orders_flowing(shop, "flush") as flow, Redis.from_url(redis_of(shop).administration_url) as redis:
        shop.stack.stop_process("worker")
        wait_for(lambda: redis.llen("inventory:stock") > 0, "tasks wait in Redis", 20)
        redis.flushall()
        shop.stack.start_process("worker")
        shop.stack.wait_ready("worker")
    assert_every_order_is_sold_and_announced(flow)


def redis_of(shop: Shop) -> Valkey:
    server = shop.stack.servers["redis"]
    assert isinstance(server, Valkey)
    return server


@contextmanager
def orders_flowing(shop: Shop, story: str) -> Iterator[Flow]:
    """While the block runs, orders and payments come over Kafka, and orders over HTTP."""
    flow = Flow(shop, f"{story}-{uuid4()}", shop.ends(EVENTS))
    shop.supply(flow.sku, 1_000_000)
    failures: list[Exception] = []
    threads = [Thread(target=_catching(failures, way), args=(flow,)) for way in (_over_kafka, _over_http)]
    for thread in threads:
        thread.start()
    try:
        yield flow
    finally:
        flow.done.set()
        for thread in threads:
            thread.join(60)
    assert not failures
    shop.settle(90)


def _catching(failures: list[Exception], way: Callable[[Flow], None]) -> Callable[[Flow], None]:
    def run(flow: Flow) -> None:
        try:
            way(flow)
        except Exception as error:  # noqa: BLE001 - asserted by the test's own thread
            failures.append(error)

    return run


def _over_kafka(flow: Flow) -> None:
    number = 0
    while not flow.done.wait(PACE_SECONDS):
        for _ in range(TOGETHER):
            number += 1
            order_id = f"{flow.sku}-kafka-{number}"
            flow.shop.publish("OrderCreated", order_of(order_id, flow.sku, 1), time=at(1))
            flow.shop.publish("PaymentSucceeded", {"order_id": order_id}, time=at(2))
            flow.published += 2


def _over_http(flow: Flow) -> None:
    """An order service as it should be: a failed call is sent again, unchanged, until there is an
    answer.
    """
    number = 0
    while not flow.done.wait(PACE_SECONDS):
        number += 1
        order_id = f"{flow.sku}-http-{number}"
        _until_answered(flow, "/v1/reservations", order_of(order_id, flow.sku, 1))
        _until_answered(flow, f"/v1/reservations/{order_id}/confirm", {})


def _until_answered(flow: Flow, path: str, body: object) -> None:
    def answered() -> bool:
        flow.calls += 1
        try:
            status = flow.shop.call("POST", path, body).status
        except OSError:
            return False
        finally:
            flow.calls -= 1
        assert status in {200, 201, 503}, status
        return status != 503

    wait_for(answered, f"{path} is answered", 60)


def assert_every_order_is_sold_and_announced(flow: Flow) -> None:
    shop, sku = flow.shop, flow.sku
    orders = shop.rows("SELECT order_id, status FROM reservation WHERE starts_with(order_id, :sku)", sku=sku)
    heard = shop.rows(
        "SELECT count(DISTINCT key) FROM inbox_event WHERE starts_with(key, :sku) AND key <> :sku", sku=sku
    )
    over_kafka = [row for row in orders if "-kafka-" in row.order_id]
    over_http = [row for row in orders if "-http-" in row.order_id]
    assert flow.published // 2 == len(over_kafka) == heard[0][0] > 0
    assert over_http
    assert {row.status for row in orders} == {"confirmed"}
    stock = shop.stock(sku)
    assert (stock.quantity_on_hand, stock.quantity_reserved) == (1_000_000 - len(orders), 0)
    shop.assert_adds_up()
    expected = {row.order_id for row in orders}
    with shop.outcomes(flow.since) as read:

        def told() -> set[str]:
            return {one.data["order_id"] for one in read() if one.type == "StockConfirmed"}

        wait_for(lambda: expected <= told(), "every sale is announced", 30)
