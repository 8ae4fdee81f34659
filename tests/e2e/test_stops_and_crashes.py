"""Processes that are stopped or killed while orders flow: nothing is lost, nothing is doubled, everything is announced."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import uuid4

import pytest
from redis import Redis

from tests.e2e.shop import Shop, at, wait_for
from tests.e2e.test_line import order_of

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

PROCESSES = ("consumer", "worker", "sweeper", "beat", "relay", "api")
PACE_SECONDS = 0.12
TOGETHER = 4
"""So many orders come over Kafka at once, and one over HTTP, and soon the next: some are in every stage whenever
something dies.
"""


@pytest.mark.parametrize("name", PROCESSES)
def test_a_stop_finishes_what_is_in_hand_and_loses_nothing(shop: Shop, name: str) -> None:
    with orders_flowing(shop, f"stop-{name}") as sku:
        pid = shop.stack.pid(name)
        shop.stack.stop_process(name)
        shop.stack.start_process(name)
        shop.stack.wait_ready(name, replaced=pid)
    assert_every_order_is_sold_and_announced(shop, sku)
    assert "killing" not in shop.stack.log(name).read_text().lower()


@pytest.mark.parametrize("name", PROCESSES)
def test_a_kill_loses_nothing_and_doubles_nothing(shop: Shop, name: str) -> None:
    with orders_flowing(shop, f"kill-{name}") as sku:
        pid = shop.stack.kill(name, signal.SIGKILL)
        shop.stack.wait_ready(name, replaced=pid)
    assert_every_order_is_sold_and_announced(shop, sku)


def test_a_flushed_redis_loses_nothing(shop: Shop) -> None:
    with orders_flowing(shop, "flush") as sku, Redis.from_url(shop.stack.endpoints.broker_url) as redis:
        shop.stack.stop_process("worker")
        wait_for(lambda: redis.llen("inventory:stock") > 0, "tasks wait in Redis", 20)
        redis.flushall()
        shop.stack.start_process("worker")
        shop.stack.wait_ready("worker")
    assert_every_order_is_sold_and_announced(shop, sku)


@contextmanager
def orders_flowing(shop: Shop, story: str) -> Iterator[str]:
    """While the block runs, orders and payments come over Kafka, and orders over HTTP; yields their SKU."""
    sku = f"{story}-{uuid4()}"
    shop.supply(sku, 1_000_000)
    done = Event()
    failures: list[Exception] = []
    threads = [Thread(target=_catching(failures, flow), args=(shop, sku, done)) for flow in (_over_kafka, _over_http)]
    for thread in threads:
        thread.start()
    try:
        yield sku
    finally:
        done.set()
        for thread in threads:
            thread.join(60)
    assert not failures
    shop.settle(90)


def _catching(
    failures: list[Exception], flow: Callable[[Shop, str, Event], None]
) -> Callable[[Shop, str, Event], None]:
    def run(shop: Shop, sku: str, done: Event) -> None:
        try:
            flow(shop, sku, done)
        except Exception as error:  # noqa: BLE001 - asserted by the test's own thread
            failures.append(error)

    return run


def _over_kafka(shop: Shop, sku: str, done: Event) -> None:
    number = 0
    while not done.wait(PACE_SECONDS):
        for _ in range(TOGETHER):
            number += 1
            order_id = f"{sku}-kafka-{number}"
            shop.publish("OrderCreated", order_of(order_id, sku, 1), time=at(1))
            shop.publish("PaymentSucceeded", {"order_id": order_id}, time=at(2))


def _over_http(shop: Shop, sku: str, done: Event) -> None:
    """An order service as it should be: what fails is sent again, unchanged, until there is an answer."""
    number = 0
    while not done.wait(PACE_SECONDS):
        number += 1
        order_id = f"{sku}-http-{number}"
        _until_answered(shop, "/v1/reservations", order_of(order_id, sku, 1))
        _until_answered(shop, f"/v1/reservations/{order_id}/confirm", {})


def _until_answered(shop: Shop, path: str, body: object) -> None:
    def answered() -> bool:
        try:
            status = shop.call("POST", path, body).status
        except OSError:
            return False
        assert status in {200, 201, 503}, status
        return status != 503

    wait_for(answered, f"{path} is answered", 60)


def assert_every_order_is_sold_and_announced(shop: Shop, sku: str) -> None:
    orders = shop.rows("SELECT order_id, status FROM reservation WHERE starts_with(order_id, :sku)", sku=sku)
    heard = shop.rows(
        "SELECT count(DISTINCT key) FROM inbox_event WHERE starts_with(key, :sku) AND key <> :sku", sku=sku
    )
    over_kafka = [row for row in orders if "-kafka-" in row.order_id]
    over_http = [row for row in orders if "-http-" in row.order_id]
    assert len(over_kafka) == heard[0][0] > 0
    assert over_http
    assert {row.status for row in orders} == {"confirmed"}
    stock = shop.stock(sku)
    assert (stock.quantity_on_hand, stock.quantity_reserved) == (1_000_000 - len(orders), 0)
    shop.assert_adds_up()
    expected = {row.order_id for row in orders}
    with shop.outcomes() as read:

        def told() -> set[str]:
            return {one.data["order_id"] for one in read() if one.type == "StockConfirmed"}

        wait_for(lambda: expected <= told(), "every sale is announced", 30)
