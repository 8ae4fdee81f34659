"""Records that are small on the wire alone."""

from __future__ import annotations

import orjson
from confluent_kafka import Producer

from inventory.settings import Settings

RECORDS = 800


def foreign(size: int) -> bytes:
    """An event of nobody we know."""
    return orjson.dumps({"type": "Foreign", "id": "f-1", "data": {"padding": "x" * size}})


def publish_dense(settings: Settings) -> None:
    """Publish 800 records of 900 kB that take 184 kB on disk, each in a batch of its own."""
    body = foreign(900_000)
    servers = {"bootstrap.servers": settings.kafka_bootstrap_servers}
    producer = Producer(servers | {"compression.type": "zstd", "linger.ms": 0, "batch.num.messages": 1})
    for number in range(RECORDS):
        producer.produce(settings.topic_orders, body, partition=number % 3)
        producer.poll(0)
    assert producer.flush(40) == 0


def publish_batch(settings: Settings, codec: str, *values: bytes) -> None:
    """Publish these in one batch of partition 0."""
    limits = {"batch.size": 500_000_000, "message.max.bytes": 500_000_000, "linger.ms": 1_000}
    servers = {"bootstrap.servers": settings.kafka_bootstrap_servers}
    producer = Producer({**servers, **limits, "compression.type": codec})
    for value in values:
        producer.produce(settings.topic_orders, value, partition=0)
    assert producer.flush(100) == 0
