"""Real messages of producers, through Kafka to one bridge: taken, kept with a reason, or
counted.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from cloudevents.core.bindings.kafka import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from inventory.database.transactions import Database
from inventory.partitions.skipped_types import skipped
from inventory.settings import Settings
from tests.bridge.line import SECONDS, Inbox, Kafka, Processes
from tests.bridge.messages import ORDER
from tools.devstack.processes.children import wait_until


def order(number: int | str, **attributes: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}} | attributes


def publish_by_sdk(kafka: Kafka, topic: str) -> dict[str, str | None]:
    """Publish the CloudEvents SDK's forms of an object, of bytes and of a text, and return the
    outcome of each.

    Binary, all three are the same bytes. Structured, bytes stand in data_base64, and a text in a
    text.
    """
    becomes: dict[str, str | None] = {}
    for as_, data in (("object", ORDER), ("bytes", orjson.dumps(ORDER)), ("text", orjson.dumps(ORDER).decode())):
        for kind, content_type in (("typed", {"datacontenttype": "application/json"}), ("untyped", {})):
            for publish in (to_structured, to_binary):
                id_ = f"sdk-{as_}-{kind}-{publish.__name__}"
                attributes = {
                    "id": id_,
                    "source": "/sdk",
                    "type": "com.example.OrderCreated",
                    "time": datetime.now(UTC),
                }
                made = publish(CloudEvent(attributes=attributes | content_type, data=data), JSONFormat())
                kafka.publish(topic, made.value, headers=made.headers)
                becomes[id_] = "invalid_data" if as_ == "text" and publish is to_structured else None
    return becomes


def test_no_event_that_was_meant_for_us_is_lost_without_a_trace(
    settings: Settings, kafka: Kafka, inbox: Inbox, database: Database, processes: Processes
) -> None:
    """Two topics: one with events of ours and others between them, one without any of ours, over a
    kill.
    """

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
    assert wait_until(lambda: counts() == after_one, seconds=SECONDS), (counts(), after_one)
    assert bridge.log.read_text().count("'OrderShipped'") == 1
    assert bridge.log.read_text().count("'Refunded'") == 1
    bridge.kill()
    publish(2)
    expected_of_sdk = publish_by_sdk(kafka, orders)
    second = processes.bridge("consume", INVENTORY_IGNORED_TYPES="com.other.OrderCreatedEvent")
    after_two = {name: 2 * count for name, count in after_one.items()}
    assert wait_until(lambda: counts() == after_two, seconds=SECONDS), (counts(), after_two)
    assert not second.said("'OrderShipped'"), "it was seen before"
    rows = [row for row in inbox.rows() if not row["event_id"].startswith("sdk-")]
    assert {row["event_id"] for row in rows if row["reason"] is None} == {"e-v2-1", "e-v2-2"}
    dead = [row for row in rows if row["reason"] is not None]
    assert len(dead) == 300
    assert {(row["reason"], row["type"]) for row in dead} == {("near_miss", "OrderCreated")}
    by_sdk = {row["event_id"]: row for row in inbox.rows() if row["event_id"].startswith("sdk-")}
    assert {id_: row["reason"] for id_, row in by_sdk.items()} == expected_of_sdk
    assert all(row["source"] == "/sdk" and row["type"] == "OrderCreated" for row in by_sdk.values())
    assert all(row["payload"] == ORDER for row in by_sdk.values() if row["reason"] is None)
    twice = [row["detail"] for row in by_sdk.values() if row["reason"] == "invalid_data"]
    assert all("encoded twice" in detail for detail in twice)
    assert second.terminate() == 0
