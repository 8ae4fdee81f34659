"""The example order service against the whole service: it places, hears and refunds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from confluent_kafka import Consumer, Producer

from docs.examples import order_service
from docs.examples.order_service import Addresses, OrderService, OutOfStock
from tests.cli.terminal import MAIN
from tests.integration_guide.unreliable import unreliable
from tests.preloaded import stand_in
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime
from tools.devstack.stack import Stack

EXAMPLE = order_service.__file__
SCOPES = ("--scope", "stock:read", "--scope", "stock:reserve")


@dataclass
class World:
    """Everything around one order service: the catalogue, the customers' bank, and the inventory
    service.
    """

    addresses: Addresses
    refunds: list[tuple[str, str]] = field(default_factory=list)

    def open(self, **others: str) -> OrderService:
        return OrderService(
            replace(self.addresses, **others), lambda order_id, key: self.refunds.append((order_id, key))
        )

    def publish(self, topic: str, type_: str, data: dict[str, Any]) -> None:
        event = {"id": str(uuid4()), "type": type_, "time": datetime.now(UTC).isoformat(), "data": data}
        producer = Producer({"bootstrap.servers": self.addresses.kafka})
        producer.produce(topic, json.dumps(event | {"source": "/tests", "specversion": "1.0"}))
        assert producer.flush(60) == 0

    def supply(self, quantity: int) -> str:
        """A SKU of its own with so many units."""
        sku = f"sku-{uuid4()}"
        self.publish("catalog.products", "ProductCreated", {"product_id": sku, "quantity_on_hand": quantity})
        wait_for(lambda: self.get(f"/v1/stock/{sku}").ok, f"{sku} is there")
        return sku

    def get(self, path: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.addresses.token}"}
        return requests.get(f"{self.addresses.inventory}{path}", headers=headers, timeout=60)

    def available(self, sku: str) -> int:
        return int(self.get(f"/v1/stock/{sku}").json()["quantity_available"])

    def told(self, topic: str, subject: str) -> list[dict[str, Any]]:
        """All events on the topic so far with this record key."""
        settings = {"group.id": str(uuid4()), "auto.offset.reset": "earliest", "enable.partition.eof": True}
        found: list[dict[str, Any]] = []
        with closing(Consumer({"bootstrap.servers": self.addresses.kafka, **settings})) as consumer:
            waiting = set(consumer.list_topics(topic, timeout=60).topics[topic].partitions)
            consumer.subscribe([topic])
            while waiting:
                record = consumer.poll(30)
                assert record is not None
                if record.error():
                    waiting.discard(record.partition())
                elif record.key() == subject.encode():
                    found.append(json.loads(record.value() or b""))
        return found


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    assert wait_until(condition, seconds=seconds, interval=0.1), f"after {seconds} s it was not so that {what}"


@pytest.fixture(scope="package")
def token(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> str:
    inventory = stand_in(tmp_path_factory.mktemp("commands") / "inventory", MAIN)
    command = [str(inventory), "token", "create", "example", *SCOPES]
    environment = {**stack.environment, "DATABASE_URL": stack.owner_url}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def world(stack: Stack, token: str, tmp_path: Path) -> World:
    endpoints = stack.endpoints
    database = str(tmp_path / "orders.sqlite")
    return World(Addresses(endpoints.api_url, token, endpoints.kafka_bootstrap_servers, database))


@pytest.fixture
def service(world: World) -> Iterator[OrderService]:
    with closing(world.open()) as opened:
        yield opened


@pytest.fixture
def order_id() -> str:
    return f"order-{uuid4()}"


def listen(service: OrderService, order_id: str, state: str) -> None:
    """Hear everything from the beginning until the order is in this state."""
    waited = MachineTime()
    service.listen(lambda: service.state(order_id) == state or waited.passed() > 30, group=f"order-service-{uuid4()}")
    assert service.state(order_id) == state


def place_when_free(service: OrderService, order_id: str, sku: str) -> None:
    """OrderCreated that is heard when the hold of its order was over starts another one, which soon
    is over too.
    """

    def placed() -> bool:
        try:
            service.place(order_id, [{"sku": sku, "quantity": 1}])
        except OutOfStock:
            return False
        return True

    wait_for(placed, f"{sku} is free")


def test_an_order_is_placed_paid_and_cancelled(world: World, service: OrderService, order_id: str) -> None:
    sku = world.supply(5)
    service.place(order_id, [{"sku": sku, "quantity": 2}])
    assert (service.state(order_id), world.available(sku)) == ("held", 3)

    world.publish("payments", "PaymentSucceeded", {"order_id": order_id})
    listen(service, order_id, "confirmed")
    service.cancel(order_id)
    listen(service, order_id, "released")

    assert world.available(sku) == 5
    assert world.refunds == []


def test_placing_again_holds_nothing_more_and_publishes_the_same_event(
    world: World, service: OrderService, order_id: str
) -> None:
    sku = world.supply(5)
    service.place(order_id, [{"sku": sku, "quantity": 2}])
    service.close()
    with closing(world.open()) as started_again:
        started_again.place(order_id, [{"sku": sku, "quantity": 2}])
        with pytest.raises(ValueError, match="use a new order id"):
            started_again.place(order_id, [{"sku": sku, "quantity": 1}])

    first, second = world.told("orders", order_id)
    assert first == second
    assert world.available(sku) == 3


def test_what_cannot_be_held_is_told_and_not_published(world: World, service: OrderService, order_id: str) -> None:
    sku = world.supply(1)

    with pytest.raises(OutOfStock) as refused:
        service.place(order_id, [{"sku": sku, "quantity": 2}])

    assert refused.value.shortfalls == [{"sku": sku, "requested": 2, "available": 1, "shortfall": 1}]
    assert service.state(order_id) == "rejected"
    assert world.told("orders", order_id) == []

    world.publish("catalog.products", "ProductUpdated", {"product_id": sku, "quantity_on_hand": 2})
    wait_for(lambda: world.available(sku) == 2, "another unit is there")
    service.place(order_id, [{"sku": sku, "quantity": 2}])

    assert service.state(order_id) == "held"


def test_lost_answers_and_503_hold_once(world: World, order_id: str) -> None:
    sku = world.supply(5)
    with unreliable(world.addresses.inventory, ["unavailable", "answer lost", "unavailable"]) as api:
        with closing(world.open(inventory=f"http://127.0.0.1:{api.server_port}")) as service:
            service.place(order_id, [{"sku": sku, "quantity": 2}])

        assert api.statuses == [201, 200]
    assert world.available(sku) == 3


def test_a_call_without_a_right_is_no_lack_of_stock(world: World, order_id: str) -> None:
    with closing(world.open(token="invtok_unknown")) as service, pytest.raises(requests.HTTPError, match="401"):
        service.place(order_id, [{"sku": "any", "quantity": 1}])


def test_an_order_that_was_never_placed_is_not_cancelled(world: World, service: OrderService, order_id: str) -> None:
    with pytest.raises(LookupError, match=order_id):
        service.cancel(order_id)

    assert world.told("orders", order_id) == []


def test_a_late_payment_is_refunded_once(world: World, service: OrderService, order_id: str) -> None:
    sku = world.supply(1)
    service.place(order_id, [{"sku": sku, "quantity": 1}], hold_seconds=1)
    listen(service, order_id, "expired")
    place_when_free(service, f"{order_id}-quicker", sku)
    world.publish("payments", "PaymentSucceeded", {"order_id": order_id})
    listen(service, order_id, "refunded")

    rejected = [one for one in world.told("inventory.events", order_id) if one["type"] == "StockConfirmationRejected"]
    assert world.refunds == [(order_id, rejected[0]["id"])]
    assert len(rejected) == 1


def test_a_late_payment_whose_units_are_still_there_is_honoured(
    world: World, service: OrderService, order_id: str
) -> None:
    sku = world.supply(1)
    service.place(order_id, [{"sku": sku, "quantity": 1}], hold_seconds=1)
    listen(service, order_id, "expired")
    world.publish("payments", "PaymentSucceeded", {"order_id": order_id})
    listen(service, order_id, "confirmed")

    assert world.refunds == []


def test_a_payment_of_a_cancelled_order_is_refunded(world: World, service: OrderService, order_id: str) -> None:
    sku = world.supply(1)
    service.place(order_id, [{"sku": sku, "quantity": 1}])
    service.cancel(order_id)
    listen(service, order_id, "released")
    world.publish("payments", "PaymentSucceeded", {"order_id": order_id})
    listen(service, order_id, "refunded")

    assert [refunded for refunded, _ in world.refunds] == [order_id]


def test_events_are_heard_once_in_their_order_and_only_for_orders_of_ours(
    world: World, service: OrderService, order_id: str
) -> None:
    sku = world.supply(1)
    service.place(order_id, [{"sku": sku, "quantity": 1}])
    held = outcome(order_id, 1, "StockReserved")
    refused = outcome(order_id, 2, "StockConfirmationRejected")

    assert [service.hear(held), service.hear(refused)] == [True, True]
    assert [service.hear(refused), service.hear(held)] == [False, False]
    assert not service.hear(outcome("order-of-another-service", 1, "StockConfirmationRejected"))
    assert not service.hear(outcome(order_id, 3, "StockCounted"))
    assert (service.state(order_id), world.refunds) == ("refunded", [(order_id, refused["id"])])


def test_a_refund_that_failed_is_tried_again_under_the_same_key(
    world: World, service: OrderService, order_id: str
) -> None:
    sku = world.supply(1)
    service.place(order_id, [{"sku": sku, "quantity": 1}])
    service.close()
    refused = outcome(order_id, 1, "StockConfirmationRejected")

    def fail(_order_id: str, _key: str) -> None:
        raise ConnectionError

    with closing(OrderService(world.addresses, fail)) as unlucky, pytest.raises(ConnectionError):
        unlucky.hear(refused)
    with closing(world.open()) as started_again:
        assert started_again.hear(refused)

    assert world.refunds == [(order_id, refused["id"])]


def test_an_order_leaves_in_parcels_and_only_the_last_one_ends_it(
    world: World, service: OrderService, order_id: str
) -> None:
    sku = world.supply(5)
    confirmed(world, service, order_id, sku, 3)
    assert service.ship(order_id, [{"sku": sku, "quantity": 2}]) == f"{order_id}-1"
    wait_for(lambda: remaining(world, order_id) == [{"sku": sku, "quantity": 1}], "one unit remains")
    assert service.state(order_id) == "confirmed"
    assert service.ship(order_id, [{"sku": sku, "quantity": 1}]) == f"{order_id}-2"
    listen(service, order_id, "shipped")
    service.cancel(order_id)
    listen(service, order_id, "released")

    assert remaining(world, order_id) == []
    assert world.available(sku) == 2  # what left is not restocked


class Died(Exception):
    """In place of a process that dies."""


@pytest.mark.parametrize("told", [False, True])
def test_a_parcel_keeps_its_id_when_its_process_dies_before_or_after_it_is_told(
    world: World, service: OrderService, order_id: str, monkeypatch: pytest.MonkeyPatch, *, told: bool
) -> None:
    """A real process goes on from there."""
    sku = world.supply(5)
    confirmed(world, service, order_id, sku, 2)
    publish = service._publish

    def die(type_: str, at: str, data: dict[str, Any]) -> None:
        if told:
            publish(type_, at, data)
        raise Died

    monkeypatch.setattr(service, "_publish", die)
    with pytest.raises(Died):
        service.ship(order_id, [{"sku": sku, "quantity": 1}])
    service.close()
    said = [run(world, "ship", order_id, f"{sku}=1") for _ in range(2)]

    assert said == [f"{order_id}-1 left", f"{order_id}-2 left"]
    parcels = [one for one in world.told("orders", order_id) if one["type"] == "OrderDispatched"]
    assert [one["data"]["dispatch_id"] for one in parcels] == [f"{order_id}-1"] * (1 + told) + [f"{order_id}-2"]
    assert parcels[0] == parcels[told]
    wait_for(lambda: remaining(world, order_id) == [], "both units left")


def test_goods_come_back_once_and_are_not_for_sale(
    world: World, service: OrderService, order_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies when the first return is told. Another one goes on."""
    sku = world.supply(5)
    confirmed(world, service, order_id, sku, 3)
    publish = service._publish

    def die(type_: str, at: str, data: dict[str, Any]) -> None:
        publish(type_, at, data)
        raise Died

    monkeypatch.setattr(service, "_publish", die)
    with pytest.raises(Died):
        service.take_back(order_id, [{"sku": sku, "quantity": 1}])
    monkeypatch.undo()
    service.close()
    said = [run(world, "return", order_id, f"{sku}=1") for _ in range(2)]

    assert said == [f"{order_id}-back-1 came back", f"{order_id}-back-2 came back"]
    told = [one for one in world.told("orders", order_id) if one["type"] == "ItemsReturned"]
    assert [one["data"]["return_id"] for one in told] == [f"{order_id}-back-1"] * 2 + [f"{order_id}-back-2"]
    wait_for(lambda: [one["quantity"] for one in returned(world, order_id)] == [2], "both units are back")
    assert returned(world, order_id)[0]["disposition"] == "inspect"
    assert world.available(sku) == 2


def test_nothing_of_an_order_that_was_never_placed_leaves(world: World, service: OrderService, order_id: str) -> None:
    with pytest.raises(LookupError, match=order_id):
        service.ship(order_id, [{"sku": "any", "quantity": 1}])
    with pytest.raises(LookupError, match=order_id):
        service.take_back(order_id, [{"sku": "any", "quantity": 1}])

    assert world.told("orders", order_id) == []


def confirmed(world: World, service: OrderService, order_id: str, sku: str, quantity: int) -> None:
    service.place(order_id, [{"sku": sku, "quantity": quantity}])
    world.publish("payments", "PaymentSucceeded", {"order_id": order_id})
    listen(service, order_id, "confirmed")


def remaining(world: World, order_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.get(f"/v1/reservations/{order_id}").json().get("remaining", ["unknown"])
    return found


def returned(world: World, order_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.get(f"/v1/reservations/{order_id}").json().get("returned", [])
    return found


def run(world: World, *words: str) -> str:
    """Run the example as a process of its own and return its words."""
    there = world.addresses
    environment = {"INVENTORY": there.inventory, "TOKEN": there.token, "KAFKA": there.kafka, "ORDERS": there.database}
    command = [sys.executable, EXAMPLE, *words]
    ran = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def outcome(order_id: str, sequence: int, type_: str) -> dict[str, Any]:
    return {"id": str(uuid4()), "type": type_, "subject": order_id, "sequence": f"{sequence:020}", "data": {}}
