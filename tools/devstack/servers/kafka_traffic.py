"""Traffic for the rehearsal that gives Kafka's later starts their head start.

The JVM archives the classes that it has loaded by the end of the rehearsal. Those of the first
topic, the first record and the first group would else be loaded from their jars in every server: a
third of a second of processor time.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from confluent_kafka import Consumer, ConsumerGroupTopicPartitions, Producer
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    ConfigResource,
    NewTopic,
    ResourceType,
)

TOPIC = "rehearsal"
RECORDS = 200
SECONDS = 60
"""The limit of each step."""


def have_traffic(address: str) -> None:
    """Do what bridges, relays and operators do. Raises `KafkaException` or `TimeoutError`."""
    # A server that is just ready has nobody for its groups yet. Clients ask again, and would tell
    # the terminal of whoever runs `make up` for the first time.
    client: dict[str, str | int | float | bool] = {"bootstrap.servers": address, "log_level": 0}
    admin = AdminClient(client)
    _each(admin.create_topics([NewTopic(TOPIC, num_partitions=3, replication_factor=1)]))
    producer = Producer({**client, "enable.idempotence": True, "compression.type": "gzip"})
    for number in range(RECORDS):
        producer.produce(TOPIC, b"{}", key=str(number))
    producer.flush(SECONDS)
    consumer = Consumer(
        {**client, "group.id": TOPIC, "auto.offset.reset": "earliest", "isolation.level": "read_committed"}
    )
    try:
        consumer.subscribe([TOPIC])
        if consumer.consume(RECORDS, timeout=SECONDS):
            consumer.commit(asynchronous=False)
    finally:
        consumer.close()
    _each(admin.list_consumer_group_offsets([ConsumerGroupTopicPartitions(TOPIC)]))
    _each(admin.describe_configs([ConfigResource(ResourceType.TOPIC, TOPIC)]))
    _each(admin.delete_topics([TOPIC]))


def _each(answers: Mapping[Any, Future[Any]]) -> None:
    for answer in answers.values():
        answer.result(SECONDS)
