"""What the bridge holds is bounded in decoded bytes: by compose's limit, whatever the wire carried."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from confluent_kafka import Producer

from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import event

RECORDS = 800
COMPOSE_LIMIT = 512 * 1_024
"""In kB."""


def publish_dense(settings: Settings) -> None:
    """Publish 800 records of 900 kB that take 184 kB on disk, each in a batch of its own. They are of nobody we know."""
    body = orjson.dumps({"type": "Foreign", "id": "f-1", "data": {"padding": "x" * 900_000}})
    servers = {"bootstrap.servers": settings.kafka_bootstrap_servers}
    producer = Producer(servers | {"compression.type": "zstd", "linger.ms": 0, "batch.num.messages": 1})
    for number in range(RECORDS):
        producer.produce(settings.topic_orders, body, partition=number % 3)
        producer.poll(0)
    assert producer.flush(40) == 0


def peak_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.faults
def test_records_that_are_small_on_the_wire_alone(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    publish_dense(settings)
    for partition in range(3):
        kafka.publish(settings.topic_orders, event(id=f"behind-{partition}"), partition=partition)

    bridge = processes.bridge("consume")
    eventually(lambda: len(inbox.rows()) == 3, "what is behind them is heard")

    assert peak_kilobytes(bridge.pid) < COMPOSE_LIMIT / 2, "the rest is for workers' wishes and other brokers"
