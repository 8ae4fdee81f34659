"""One trace from a producer to the outcome, through every process of a real stack that traces to a
real collector: two API processes and two bridges.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from uuid import uuid4

import orjson
import pytest
from confluent_kafka import Consumer, TopicPartition

from inventory import tokens as access
from inventory.database.transactions import Database, now
from tests import preloaded
from tests.collector import Collector, ReceivedSpan, collecting
from tests.e2e.conftest import SCOPES
from tests.e2e.shop import EVENTS, Ends, Shop, at, wait_for
from tests.whole_stack import ENVIRONMENT, ForkedStack
from tools.devstack.processes.children import kill_tree, last_lines, wait_until

CALLER = "00f067aa0ba902b7"
PROCESSES = ("api", "bridge", "worker", "relay")


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="module")
def traced(collector: Collector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A stack of its own, with a second bridge beside it."""
    environment = ENVIRONMENT | {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "INVENTORY_API_PROCESSES": "2"}
    directory = tmp_path_factory.mktemp("traced")
    with ForkedStack(directory / "stack", environment=environment) as stack:
        database = Database(stack.owner_url, pool_size=1, name="tests")
        with database.transaction() as session:
            _, token = access.create(session, f"shop-{uuid4()}", SCOPES, now=now(session))
        database.dispose()
        alone = stack.environment | {"INVENTORY_PROGRESS_FILE": "", "INVENTORY_BRIDGE_METRICS_PORT": "0"}
        log = directory / "second-bridge.log"
        second = preloaded.start([sys.executable, "-m", "bridge", "consume"], log=log, environment=alone)
        shop = Shop(stack, token)
        try:
            wait_for(lambda: "assigned orders/" in _read(log), "the second bridge has partitions", 60)
            yield shop
        finally:
            shop.engine.dispose()
            second.terminate()
            stopped = wait_until(lambda: second.poll() is not None, seconds=60)
            if not stopped:
                kill_tree(second.pid)
            assert stopped, last_lines(log)


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def context(trace: str) -> str:
    return f"00-{trace}-{CALLER}-01"


def publish(shop: Shop, type_: str, data: dict[str, object], *, trace: str, times: int = 1) -> None:
    """Publish an event with the trace context in the header that OpenTelemetry's producers set."""
    body = {"type": type_, "id": str(uuid4()), "source": "/shop", "specversion": "1.0", "time": at(1), "data": data}
    topic = "orders" if type_.startswith("Order") else "payments"
    headers: dict[str, str | bytes | None] = {
        "content-type": "application/cloudevents+json",
        "traceparent": context(trace),
    }
    for _ in range(times):
        shop.producer.produce(topic, orjson.dumps(body), str(data["order_id"]), headers=headers)
    assert shop.producer.flush(60) == 0


def hops(spans: list[ReceivedSpan], trace: str) -> list[str]:
    """The spans of a trace from its caller on, each with its process: children behind parents."""
    found = [span for span in spans if span.trace == trace]
    told: list[str] = []

    def tell(parent: str, depth: int) -> None:
        for span in sorted(found, key=lambda each: each.name):
            if span.parent == parent:
                told.append(f"{'  ' * depth}{span.service.removeprefix('inventory-')}: {span.name}")
                tell(span.id, depth + 1)

    tell(CALLER, 0)
    assert len(told) == len(found), "a span has no way to its caller"
    return told


def wait_for_trace(collector: Collector, trace: str, *names: str) -> list[str]:
    """Wait until the trace has these spans and the way to each. Returns its hops."""

    def is_whole(spans: list[ReceivedSpan]) -> bool:
        found = [span for span in spans if span.trace == trace]
        ids = {CALLER, *(span.id for span in found)}
        there = sorted(span.name for span in found)
        return all(span.parent in ids for span in found) and all(
            there.count(name) >= names.count(name) for name in names
        )

    return hops(collector.wait_for(is_whole, f"the trace {trace} has {names}"), trace)


def outcome_headers(shop: Shop, order_id: str, since: Ends) -> dict[str, str]:
    """By type, the trace context in the headers of an order's outcomes."""
    servers = shop.stack.endpoints.kafka_bootstrap_servers
    consumer = Consumer({"bootstrap.servers": servers, "group.id": f"t-{uuid4()}", "enable.auto.commit": False})
    try:
        ends = shop.ends(EVENTS)
        consumer.assign([TopicPartition(*place, since[place]) for place in ends])
        left = sum(end - since[place] for place, end in ends.items())
        found: dict[str, str] = {}
        for _ in range(left):
            record = consumer.poll(60)
            assert record is not None
            event = orjson.loads(record.value() or b"")
            if event["subject"] == order_id:
                # Declared as what a producer may give. A consumer has pairs of a name and bytes.
                headers = dict(cast("list[tuple[str, bytes]]", record.headers() or []))
                found[event["type"]] = headers["traceparent"].decode()
        return found
    finally:
        consumer.close()


def test_an_event_is_one_trace_from_its_producer_to_its_outcome(traced: Shop, collector: Collector) -> None:
    sku, order_id, trace = f"sku-{uuid4()}", f"o-{uuid4()}", uuid4().hex
    traced.supply(sku, 5)
    since = traced.ends(EVENTS)
    order: dict[str, object] = {"order_id": order_id, "items": [{"sku": sku, "quantity": 1}]}
    publish(traced, "OrderCreated", order, trace=trace)
    traced.settle()
    send = f"send {EVENTS}"
    told = wait_for_trace(collector, trace, "process orders", "reserve_stock stock", "transaction", send, send)
    # The mark of `settle` may come in the same poll. Such a transaction has a trace of its own.
    assert [hop for hop in told if hop != "  bridge: transaction"] == [
        "bridge: process orders",
        "  worker: reserve_stock stock",
        f"    relay: send {EVENTS}",  # the order's outcome, and the level of the SKU
        f"    relay: send {EVENTS}",
        "    worker: transaction",
    ]
    (sent,) = [
        span
        for span in collector.spans()
        if span.trace == trace and span.attributes.get("messaging.kafka.message.key") == order_id
    ]
    assert sent.is_named_by(outcome_headers(traced, order_id, since)["StockReserved"])


def test_a_call_is_one_trace_from_its_caller_to_its_outcome(traced: Shop, collector: Collector) -> None:
    sku = f"sku-{uuid4()}"
    traced.supply(sku, 50)
    traces: dict[str, str] = {}
    since = traced.ends(EVENTS)
    instances: set[str] = set()
    for number in range(40):
        order_id, trace = f"o-{uuid4()}", uuid4().hex
        traces[order_id] = trace
        body = {"order_id": order_id, "items": [{"sku": sku, "quantity": 1}]}
        assert traced.call("POST", "/v1/reservations", body, traceparent=context(trace)).status == 201
        if number < 2:
            continue
        instances = {span.instance for span in collector.spans(service="inventory-api")}
        if len(instances) == 2:
            break
    traced.settle()
    for order_id, trace in traces.items():
        told = wait_for_trace(collector, trace, "POST /v1/reservations", "transaction", f"send {EVENTS}")
        assert told[0] == "api: POST /v1/reservations"
        assert told[-1] == "  api: transaction"
        assert set(told[1:-1]) == {f"  relay: send {EVENTS}"}
        (sent,) = [
            s
            for s in collector.spans()
            if s.trace == trace and s.attributes.get("messaging.kafka.message.key") == order_id
        ]
        assert sent.is_named_by(outcome_headers(traced, order_id, since)["StockReserved"])


def test_a_message_that_is_delivered_again_is_no_second_trace(traced: Shop, collector: Collector) -> None:
    sku, order_id, trace = f"sku-{uuid4()}", f"o-{uuid4()}", uuid4().hex
    traced.supply(sku, 5)
    order: dict[str, object] = {"order_id": order_id, "items": [{"sku": sku, "quantity": 1}]}
    publish(traced, "OrderCreated", order, trace=trace, times=3)
    traced.settle()
    told = wait_for_trace(collector, trace, *(3 * ["process orders"]), "reserve_stock stock", f"send {EVENTS}")
    assert told.count("  worker: reserve_stock stock") == 1
    again = [s for s in collector.spans() if s.trace == trace and s.attributes.get("inventory.redelivered")]
    assert len(again) == 2


def test_both_bridges_and_every_process_tell(traced: Shop, collector: Collector) -> None:
    traced.supply(f"sku-{uuid4()}", 1)
    told: dict[str, set[str]] = {}

    def all_tell() -> bool:
        for number in range(20):
            publish(traced, "OrderCancelled", {"order_id": f"o-{number}"}, trace=uuid4().hex)
        traced.settle()
        for span in collector.spans():
            told.setdefault(span.service.removeprefix("inventory-"), set()).add(span.instance)
        return len(told.get("bridge", ())) == 2

    wait_for(all_tell, "both bridges have sent spans", 60)
    assert told.keys() >= {"bridge", "worker"}
