"""Kafka to inbox on real servers: each event is stored once, also when processes die at any
time.
"""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Event as Flag
from typing import Any

import psycopg
import pytest
from redis import Redis
from sqlalchemy.exc import DataError, OperationalError

from bridge.consume.consumer import Bridge
from bridge.decode import decoder
from bridge.decode.decode import decode
from bridge.metrics import CONSUMER
from inventory.database.transactions import Database
from inventory.inbox.decoded import Usable
from inventory.inbox.insertion import PendingEvent
from inventory.inbox.store import record
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER
from tools.devstack.servers.together import EmbeddedServers


def order(number: int | str, **data: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"} | data}


def test_poison_is_buried_with_its_reason_and_its_neighbours_live(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, redis: Redis
) -> None:
    kafka.limit(settings.topic_orders, 8_000_000)
    item = {"sku": "mug", "quantity": 1}
    bad: dict[str, tuple[object, str]] = {
        "unparsable": (b"{not json", "malformed_json"),
        "no id": ({"type": "OrderCreated", "data": ORDER}, "missing_id"),
        "no data": ({"type": "OrderCreated", "id": "e-no-data"}, "missing_data"),
        "no items": ({"type": "OrderCreated", "id": "e-no-items", "data": {"order_id": "o"}}, "invalid_data"),
        **{
            f"quantity {quantity}": (
                order(f"quantity-{quantity}", items=[item | {"quantity": quantity}]),
                "invalid_data",
            )
            for quantity in (0, -1, 1.5, True, 10**12)
        },
        "NUL": (order("nul", items=[item | {"sku": "m\x00"}]), "invalid_data"),
        "NUL in the id": (order("\x00"), "invalid_id"),
        "lone surrogate": (json.dumps(order("surrogate", order_id="\ud800")).encode(), "malformed_json"),
        "deep": (b'{"type":"OrderCreated","id":"deep","data":' + b"[" * 20_000 + b"]" * 20_000 + b"}", "too_deep"),
        "2 MB": (order("large", filler="x" * 2_000_000), "too_large"),
        "6 KB id": (order("x" * 6_144), "invalid_id"),
        "another payload": (order(0, ttl_seconds=5), "conflicting_payload"),
        "near miss": (order("missed") | {"type": "OrderCreatedEvent"}, "near_miss"),
    }
    good = [order(number) for number in range(len(bad) + 1)]
    kafka.publish(settings.topic_orders, good[0])
    for neighbour, (value, _) in zip(good[1:], bad.values(), strict=True):
        kafka.publish(settings.topic_orders, value, neighbour)
    kafka.publish(settings.topic_orders, {"type": "OrderShipped", "id": "e-other", "data": {}})

    bridge = processes.bridge("consume", INVENTORY_BRIDGE_METRICS_PORT="0")
    eventually(lambda: inbox.count() >= len(good) + len(bad), "everything is in the inbox")
    assert bridge.terminate() == 0, bridge.log.read_text()

    rows = inbox.rows()
    living = {row["event_id"]: row for row in rows if row["reason"] is None}
    assert sorted(living) == sorted(event["id"] for event in good)
    assert all(row["operation"] == "reserve_stock" and row["key"] for row in living.values())
    dead = {row["record_offset"]: row for row in rows if row["reason"] is not None}
    assert [dead[offset]["reason"] for offset in sorted(dead)] == [reason for _, reason in bad.values()]
    assert all(row["detail"] and row["operation"] is None for row in dead.values())
    assert all(len(row["raw"] or b"") <= 1_048_576 for row in dead.values())
    assert kafka.committed(settings.topic_orders)[0] == len(good) + len(bad) + 1
    assert redis.llen("inventory:stock") >= 1


def test_the_largest_message_passes_through_its_topic_and_one_byte_more_is_told(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any
) -> None:
    """With a key and headers of their own beside it, as large as both may be."""
    largest = b"{%s}" % json.dumps(order(1))[1:-1].encode().ljust(1_048_574)
    assert len(largest) == 1_048_576
    beside = {"x-filler": b"x" * 60_000}
    kafka.publish(settings.topic_orders, largest, largest.replace(b"e-1", b"e-10"), order(2), headers=beside)
    running()
    eventually(lambda: inbox.count() == 3, "all three")
    # Large ones may be sent again, and change places: where the one that is too large stands is
    # open.
    assert {row["event_id"] for row in inbox.rows() if row["reason"] is None} == {"e-1", "e-2"}
    assert [row["reason"] for row in inbox.rows() if row["reason"] is not None] == ["too_large"]


def test_a_header_whose_name_is_not_utf8(settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes) -> None:
    kafka.publish(settings.topic_orders, order(1))
    kafka.publish_with_header_name(settings.topic_orders, b"\xff\xfe", order(2))
    kafka.publish(settings.topic_orders, order(3))
    bridge = processes.bridge("consume")
    eventually(lambda: inbox.count() == 3, "all three")
    assert {row["event_id"]: row["reason"] for row in inbox.rows()} == {
        "e-1": None,
        "0/1": "unreadable_headers",
        "e-3": None,
    }
    assert bridge.terminate() == 0


def metric(name: str, **labels: str) -> float:
    return CONSUMER.get_sample_value(f"inventory_bridge_{name}", labels) or 0


def test_what_is_heard_is_counted(settings: Settings, kafka: Kafka, inbox: Inbox, running: Any) -> None:
    before = {
        "skipped": metric("skipped_total", type="Shipped"),
        "heard": metric("events_total", type="OrderCreated"),
        "dead": metric("dead_total", reason="missing_id"),
        "redelivered": metric("redelivered_total"),
    }
    unusable = {"type": "OrderCreated", "data": ORDER}
    kafka.publish(settings.topic_orders, {"type": "Shipped"}, order(1), order(1), order(1), unusable, order(2))
    running()
    eventually(lambda: metric("events_total", type="OrderCreated") == before["heard"] + 4, "all counted")
    eventually(lambda: metric("assigned_partitions") == 9, "three topics of three partitions")
    assert metric("skipped_total", type="Shipped") == before["skipped"] + 1
    assert metric("dead_total", reason="missing_id") == before["dead"] + 1
    assert metric("redelivered_total") == before["redelivered"] + 2
    assert inbox.ids() == ["0/4", "e-1", "e-2"]


def test_other_types_get_a_bounded_number_of_labels() -> None:
    from bridge import metrics

    for number in range(200):
        metrics.count_skipped(f"Odd{number}")
    metrics.count_skipped("x" * 5_000)
    labels = {sample.labels["type"] for family in metrics.SKIPPED.collect() for sample in family.samples}
    assert len(labels) <= 51
    assert "other" in labels


def test_a_value_that_postgresql_refuses_is_buried_alone(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flawed(message: Any, **options: Any) -> Any:
        found = decode(message, **options)
        return replace(found, key="\x00") if isinstance(found, Usable) and found.key == "o-2" else found

    monkeypatch.setattr(decoder, "decode", flawed)
    kafka.publish(settings.topic_orders, order(1), order(2), order(3))
    running()
    eventually(lambda: inbox.count() == 3, "all three")
    assert {row["event_id"]: row["reason"] for row in inbox.rows()} == {"e-1": None, "0/1": "unstorable", "e-3": None}
    eventually(lambda: kafka.committed(settings.topic_orders)[0] == 3, "offsets")


def test_postgresql_away_before_and_while_a_message_is_buried(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any end of the wait the partitions that were paused for it are read on."""
    raised: list[Exception] = []

    def record_in_turn(session: Any, heard: Any, **options: Any) -> Any:
        errors = [
            OperationalError("INSERT", {}, Exception("away")),
            DataError("INSERT", {}, psycopg.DataError("a value that got past")),
            OperationalError("INSERT", {}, Exception("away again")),
        ]
        if len(raised) < len(errors):
            raised.append(errors[len(raised)])
            raise raised[-1]
        return record(session, heard, **options)

    monkeypatch.setattr("inventory.inbox.store.record", record_in_turn)
    kafka.publish(settings.topic_orders, order(1))
    running()
    eventually(lambda: inbox.count() == 1, "the first is buried")
    assert len(raised) == 3
    kafka.publish(settings.topic_orders, order(2))
    eventually(lambda: inbox.count() == 2, "the next is read")
    assert {row["event_id"]: row["reason"] for row in inbox.rows()} == {"0/0": "unstorable", "e-2": None}
    eventually(lambda: kafka.committed(settings.topic_orders)[0] == 2, "offsets")


def test_it_gathers_longer_while_tasks_wait(settings: Settings, kafka: Kafka, inbox: Inbox, running: Any) -> None:
    waiting = [0, 3, 1_000, 0]
    running(lambda _: ([], waiting.pop(0)))
    gathered: list[float | None] = []
    for number in range(4):
        kafka.publish(settings.topic_orders, order(number))
        inbox.wait_until_more_than(number)
        eventually(lambda number=number: len(waiting) == 3 - number, "sent")  # type: ignore[misc]
        gathered.append(metric("gather_seconds"))
    assert gathered == [0.02, 0.08, 0.1, 0.02]


def test_after_a_failed_send_the_polls_go_on_without_sending(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any
) -> None:
    sent: list[int] = []

    def away(work: Any) -> tuple[list[PendingEvent], int]:
        unsent = [event for events in work.values() for event in events]
        sent.append(len(unsent))
        return unsent, 0

    running(away)
    for number in range(5):
        kafka.publish(settings.topic_orders, order(number))
        inbox.wait_until_more_than(number)
    assert len(sent) == 1
    assert metric("unsent_total") >= 5
    eventually(lambda: {row["attempts"] for row in inbox.rows()} == {0}, "what was not sent is no attempt")


def test_sigterm_loses_nothing(settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes) -> None:
    total = 3_000
    for partition in range(3):
        kafka.publish(
            settings.topic_orders, *(order(number) for number in range(partition, total, 3)), partition=partition
        )
    for _ in range(3):
        before = inbox.count()
        bridge = processes.bridge("consume", INVENTORY_POLL_BATCH="10")
        inbox.wait_until_more_than(before)
        assert bridge.terminate() == 0, bridge.log.read_text()
        stored = inbox.count()
        assert before < stored < total, "it was stopped in the middle"
        # All stored events are committed to Kafka as well: nothing in hand was dropped, nothing
        # will be read twice.
        assert sum(max(offset, 0) for offset in kafka.committed(settings.topic_orders).values()) == stored
    processes.bridge("consume")
    eventually(lambda: inbox.count() == total, "all the rest")
    assert len(set(inbox.ids())) == total


def test_killed_between_commit_and_offsets_it_stores_each_event_once(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    kafka.publish(settings.topic_orders, *(order(number) for number in range(100)))
    dies = (
        "import os; from bridge.consume.reading import Reading; Reading.dealt_with = lambda *_: os.kill(os.getpid(), 9)"
    )
    assert processes.patched("consume", dies).wait() == -9
    assert inbox.count() > 0
    assert kafka.committed(settings.topic_orders)[0] < 0
    kafka.publish(settings.topic_orders, order(100))
    bridge = processes.bridge("consume")
    eventually(lambda: "e-100" in inbox.ids(), "the next event")
    assert bridge.terminate() == 0
    assert inbox.ids() == sorted(f"e-{number}" for number in range(101))
    assert {row["reason"] for row in inbox.rows()} == {None}
    assert kafka.committed(settings.topic_orders)[0] == 101


def test_two_bridges_share_and_hand_over(settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes) -> None:
    topics = (settings.topic_products, settings.topic_orders, settings.topic_payments)

    def publish(first: int, last: int) -> None:
        said = [("ProductCreated", {"product_id": "mug"}), ("OrderFailed", {"order_id": "o-1"})]
        said.append(("PaymentFailed", {"order_id": "o-1"}))
        for topic, (type_, data) in zip(topics, said, strict=True):
            for partition in range(3):
                ids = (f"{topic}-{partition}-{number}" for number in range(first, last))
                kafka.publish(topic, *({"type": type_, "id": id_, "data": data} for id_ in ids), partition=partition)

    first = processes.bridge("consume")
    eventually(lambda: first.said(f"{topics[0]}/0"), "the first reads everything")
    second = processes.bridge("consume")
    eventually(lambda: any(second.said(f"assigned {topic}/") for topic in topics), "the second has its share")
    publish(0, 30)
    assert first.terminate() == 0
    publish(30, 60)
    eventually(lambda: inbox.count() == 540, "all of both")
    assert second.terminate() == 0
    assert len(set(inbox.ids())) == 540


def test_topics_that_appear_later_are_read(
    environment: dict[str, str], settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    late = f"{settings.topic_payments}-late"
    bridge = processes.bridge("consume", INVENTORY_TOPIC_PAYMENTS=late)
    kafka.publish(settings.topic_orders, order(1))
    eventually(lambda: inbox.ids() == ["e-1"], "the topic that exists is read")
    bridge.wait_until_said("UNKNOWN_TOPIC_OR_PART")
    topics = processes.bridge("topics", INVENTORY_TOPIC_PAYMENTS=late)
    assert topics.wait() == 0
    kafka.publish(late, {"type": "PaymentSucceeded", "id": "p-1", "data": {"order_id": "o-1"}})
    eventually(lambda: inbox.ids() == ["e-1", "p-1"], "and then the new one")
    assert bridge.terminate() == 0


def test_portions_are_given_up_in_order(
    settings: Settings, database: Database, kafka: Kafka, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to stop while the first portion of a poll can't be stored, the second must not be, or
    the first would be lost.
    """
    monkeypatch.setattr("bridge.consume.records.MAX_BATCH_BYTES", 1)
    stopping = Flag()

    def away_for_the_first(session: Any, heard: Any, **options: Any) -> Any:
        if heard[0].event_id == "e-0":
            stopping.set()
            raise OperationalError("INSERT", {}, Exception("away"))
        return record(session, heard, **options)

    kafka.publish(settings.topic_orders, *(order(number) for number in range(5)))
    with monkeypatch.context() as patch:
        patch.setattr("inventory.inbox.store.record", away_for_the_first)
        Bridge(settings, database=database, dispatch=lambda _: ([], 0), stopping=stopping).run()
    assert inbox.count() == 0
    assert kafka.committed(settings.topic_orders)[0] < 0


def test_a_client_beyond_use_ends_the_process(processes: Processes) -> None:
    fails = (
        "from bridge.consume.gathering import Gathering; from bridge.kafka import KafkaFailed\n"
        "def poll(self): raise KafkaFailed('fenced')\n"
        "Gathering.poll = poll"
    )
    process = processes.patched("consume", fails)
    assert process.wait() == 1
    assert process.said("fenced")


class TestServersAway:
    def test_postgresql(
        self, servers: EmbeddedServers, settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
    ) -> None:
        bridge = processes.bridge("consume")
        kafka.publish(settings.topic_orders, order(0))
        eventually(lambda: inbox.ids() == ["e-0"], "it reads")
        servers.postgresql.kill()
        try:
            kafka.publish(settings.topic_orders, *(order(number) for number in range(1, 50)))
            bridge.wait_until_said("PostgreSQL does not take them")
            kafka.publish(settings.topic_orders, *(order(number) for number in range(50, 100)), partition=1)
            assert bridge.runs()
            assert kafka.committed(settings.topic_orders)[0] <= 1
        finally:
            servers.postgresql.restart()
        eventually(lambda: inbox.count() == 100, "everything, after PostgreSQL is back")
        assert bridge.terminate() == 0
        assert kafka.committed(settings.topic_orders) == {0: 50, 1: 50, 2: -1001}

    def test_sigterm_while_postgresql_is_away(
        self, servers: EmbeddedServers, settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
    ) -> None:
        bridge = processes.bridge("consume")
        kafka.publish(settings.topic_orders, order(0))
        eventually(lambda: inbox.ids() == ["e-0"], "it reads")
        servers.postgresql.kill()
        try:
            kafka.publish(settings.topic_orders, order(1))
            bridge.wait_until_said("PostgreSQL does not take them")
            assert bridge.terminate() == 0
            assert kafka.committed(settings.topic_orders)[0] == 1
            bridge = processes.bridge("consume")
            bridge.wait_until_said("it is not known yet where to read on")
        finally:
            servers.postgresql.restart()
        eventually(lambda: inbox.ids() == ["e-0", "e-1"], "read by the one that was started without it")
        assert bridge.terminate() == 0

    def test_redis(
        self, servers: EmbeddedServers, settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
    ) -> None:
        servers.redis.kill()
        try:
            bridge = processes.bridge("consume")
            kafka.publish(settings.topic_orders, order(0))
            eventually(lambda: inbox.ids() == ["e-0"], "stored")
            bridge.wait_until_said("left to redispatch")
            kafka.publish(settings.topic_orders, order(1))
            eventually(lambda: inbox.ids() == ["e-0", "e-1"], "stored")
            assert bridge.terminate() == 0
        finally:
            servers.redis.restart()

    def test_kafka(
        self, servers: EmbeddedServers, settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
    ) -> None:
        bridge = processes.bridge("consume")
        kafka.publish(settings.topic_orders, order(0))
        eventually(lambda: inbox.ids() == ["e-0"], "it reads")
        servers.kafka.kill()
        try:
            bridge.wait_until_said("the client keeps trying")
            assert bridge.runs()
        finally:
            servers.kafka.restart()
        kafka.publish(settings.topic_orders, order(1))
        eventually(lambda: inbox.ids() == ["e-0", "e-1"], "it reads on")
        servers.kafka.kill()
        try:
            assert bridge.terminate() == 0, "it stops without Kafka, too"
        finally:
            servers.kafka.restart()
