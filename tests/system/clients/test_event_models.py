"""Java models that Modelina makes of the AsyncAPI document write an order's events, and read the
service's events of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka import Consumer

from tests.e2e.shop import Shop, wait_for
from tests.system.clients import generators
from tests.system.clients.generators import HERE, need_generators, run
from tools.devstack.stack import Stack

pytestmark = pytest.mark.timeout(1_500)

DOCUMENT = HERE.parents[2] / "docs" / "events" / "asyncapi.json"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    need_generators("java", "javac", "node")
    with Stack(tmp_path / "stack") as stack:
        opened = Shop(stack)
        yield opened
        opened.engine.dispose()


def told(shop: Shop, number: int) -> list[str]:
    """Return the outcomes on the topic, as they are, once there are so many."""
    servers = shop.stack.endpoints.kafka_bootstrap_servers
    consumer = Consumer({"bootstrap.servers": servers, "group.id": "models", "auto.offset.reset": "earliest"})
    consumer.subscribe(["inventory.events"])
    found: list[str] = []

    def enough() -> bool:
        found.extend((record.value() or b"").decode() for record in consumer.consume(100, timeout=0.5))
        return len(found) >= number

    try:
        wait_for(enough, "all outcomes are told", 60)
    finally:
        consumer.close()
    return found


def test_modelina(shop: Shop, tmp_path: Path) -> None:
    generators.node_packages(tmp_path)
    shutil.copy(HERE / "models.mjs", tmp_path)
    sources = tmp_path / "java"
    names = run("node", "models.mjs", DOCUMENT, sources / "shop", cwd=tmp_path).split()
    assert not [name for name in names if "Anonymous" in name]
    shutil.copy(HERE / "EventsConversation.java", sources)
    created, paid = generators.java(sources, tmp_path, "EventsConversation", "write").splitlines()

    shop.supply("SHIRT-M", 5)
    shop.send("OrderCreated", created.encode())
    shop.settle()
    shop.send("PaymentSucceeded", paid.encode())
    shop.settle()
    assert shop.reservation("order-1").status == "confirmed"

    outcomes = told(shop, 5)
    newest = json.loads(next(outcome for outcome in outcomes if '"StockConfirmed"' in outcome))
    unknown_value = json.dumps({**newest, "data": {**newest["data"], "status": "put_aside"}})
    unknown_type = json.dumps({**newest, "type": "StockPutAside"})
    (tmp_path / "outcomes").write_text("\n".join([*outcomes, unknown_value, unknown_type]))
    read = generators.java(sources, tmp_path, "EventsConversation", "read", tmp_path / "outcomes").splitlines()
    assert {"reserved order-1 SHIRT-M 3 main 3", "confirmed order-1 confirmed"} <= set(read)
    assert [line for line in read if line.startswith("level")] == [
        "level SHIRT-M 5 in_stock",
        "level SHIRT-M 2 in_stock",
        "level SHIRT-M 2 in_stock",
    ]
    assert read[-2:] == ["confirmed order-1 put_aside", "unknown"]
