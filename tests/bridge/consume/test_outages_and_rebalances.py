"""A partition that is given up or lost while PostgreSQL is away, and comes back afterwards."""

from __future__ import annotations

import pytest

from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER
from tools.devstack.servers.together import EmbeddedServers

pytestmark = pytest.mark.faults


class Orders:
    """Publishes one order to each partition in each round."""

    def __init__(self, settings: Settings, kafka: Kafka, inbox: Inbox) -> None:
        self._settings, self._kafka, self._inbox = settings, kafka, inbox
        self._published: list[str] = []

    def publish(self) -> None:
        for partition in range(self._settings.topic_partitions):
            name = str(len(self._published))
            event = {"type": "OrderCreated", "id": f"e-{name}", "data": ORDER | {"order_id": f"o-{name}"}}
            self._kafka.publish(self._settings.topic_orders, event, partition=partition)
            self._published.append(f"e-{name}")

    def wait_until_read(self, when: str) -> None:
        eventually(lambda: self._inbox.ids() == sorted(self._published), f"all is read {when}")


@pytest.fixture
def orders(settings: Settings, kafka: Kafka, inbox: Inbox) -> Orders:
    return Orders(settings, kafka, inbox)


def test_what_another_bridge_had_meanwhile_is_read_on(
    servers: EmbeddedServers, orders: Orders, processes: Processes
) -> None:
    first = processes.bridge("consume")
    orders.publish()
    orders.wait_until_read("by the first")
    servers.postgresql.kill()
    try:
        orders.publish()
        first.wait_until_said("PostgreSQL does not take them")
        second = processes.bridge("consume")
        second.wait_until_said('"bridge.consume.consumer","message":"assigned ')
        eventually(lambda: first.said("revoked"), "the first gives some up")
    finally:
        servers.postgresql.restart()
    orders.wait_until_read("by both")
    assert second.terminate() == 0
    orders.publish()
    orders.wait_until_read("by the first alone")
    assert first.terminate() == 0


def test_what_was_lost_with_kafka_is_read_on(
    servers: EmbeddedServers, settings: Settings, inbox: Inbox, orders: Orders, processes: Processes
) -> None:
    bridge = processes.bridge("consume")
    orders.publish()
    orders.wait_until_read("at first")
    servers.postgresql.kill()
    try:
        orders.publish()
        bridge.wait_until_said("PostgreSQL does not take them")
        servers.kafka.kill()
        try:
            bridge.wait_until_said("lost ")
        finally:
            servers.postgresql.restart()
        inbox.wait_until_more_than(settings.topic_partitions)
    finally:
        servers.kafka.restart()
    orders.publish()
    orders.wait_until_read("when both are back")
    assert bridge.terminate() == 0
