"""What producers really send, through Kafka to one bridge: taken, kept with a reason, or counted."""

from __future__ import annotations

from typing import Any

from inventory.database import Database
from inventory.settings import Settings
from inventory.skipped_types import skipped
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER


def order(number: int | str, **attributes: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}} | attributes


def test_no_event_that_was_meant_for_us_is_lost_without_a_trace(
    settings: Settings, kafka: Kafka, inbox: Inbox, database: Database, processes: Processes
) -> None:
    """Two topics: one with events of ours and others between them, one without any of ours, over a kill."""

    def counts() -> dict[str, int]:
        with database.transaction() as session:
            return {f"{one.topic} {one.type}": one.skips for one in skipped(session)}

    def publish(round_: int) -> None:
        missed = [order(f"missed-{round_}-{number}", type="com.example.OrderCreatedEvent") for number in range(150)]
        ignored = [order(f"ignored-{number}", type="com.other.OrderCreatedEvent") for number in range(50)]
        others = [order(f"other-{number}", type="OrderShipped") for number in range(100)]
        kafka.publish(
            orders, *missed, *ignored, *others, *([None] * 100), order(f"v2-{round_}", type="OrderCreated.v2")
        )
        for partition in range(3):
            kafka.publish(payments, *({"type": "Refunded"} for _ in range(100)), partition=partition)

    orders, payments = settings.topic_orders, settings.topic_payments
    publish(1)
    bridge = processes.bridge("consume", INVENTORY_IGNORED_TYPES="com.other.OrderCreatedEvent")
    expected = {"com.other.OrderCreatedEvent": 50, "OrderShipped": 100, "(no value)": 100}
    after_one = {f"{orders} {type_}": count for type_, count in expected.items()} | {f"{payments} Refunded": 300}
    eventually(lambda: counts() == after_one, f"counted {after_one}")
    assert bridge.log.read_text().count("'OrderShipped'") == 1
    assert bridge.log.read_text().count("'Refunded'") == 1
    bridge.kill()
    publish(2)
    second = processes.bridge("consume", INVENTORY_IGNORED_TYPES="com.other.OrderCreatedEvent")
    after_two = {name: 2 * count for name, count in after_one.items()}
    eventually(lambda: counts() == after_two, f"counted {after_two}")
    assert not second.said("'OrderShipped'"), "it was seen before"
    rows = inbox.rows()
    assert {row["event_id"] for row in rows if row["reason"] is None} == {"e-v2-1", "e-v2-2"}
    dead = [row for row in rows if row["reason"] is not None]
    assert len(dead) == 300
    assert {(row["reason"], row["type"]) for row in dead} == {("near_miss", "OrderCreated")}
    assert second.terminate() == 0
