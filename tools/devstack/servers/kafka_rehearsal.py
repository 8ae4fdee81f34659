"""The rehearsal that gives Kafka's later starts their head start: a start, traffic, and a stop.

The JVM archives the classes that it has loaded by then. Those of the first topic, the first record
and the first group would else be loaded from their jars in every server: a third of a second of
processor time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, ConsumerGroupTopicPartitions, KafkaException, Producer
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    ConfigResource,
    NewTopic,
    ResourceType,
)

from tools.devstack.processes.children import wait_until
from tools.devstack.servers.head_start import HeadStart
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.server import READY_SECONDS

TOPIC = "rehearsal"
RECORDS = 200


class _Rehearsal(Kafka):
    """A server that notes the classes it loads, and writes them into the archive when it stops."""

    def __init__(self, directory: Path, archive: Path) -> None:
        super().__init__(directory)
        self._archive = archive

    @property
    def _class_options(self) -> Sequence[str]:
        return [f"-XX:AOTCacheOutput={self._archive}"]

    def run(self, formatted: Path) -> None:
        """Copy the formatted directory to `formatted`, start, have traffic, and stop. Raises
        NotReady if it does not start.
        """
        self._prepare_directory()
        shutil.copytree(self._data, formatted)
        self.spawn()
        try:
            self.wait_ready()
            with suppress(KafkaException):  # an archive of fewer classes is worth having, too
                _traffic(self.address)
            running = self._running()
            running.send_signal(self.stop_signal)
            # Another JVM makes the archive from the notes of this one, and works for longer than a
            # server may take to stop.
            wait_until(lambda: running.poll() is not None, seconds=READY_SECONDS)
        finally:
            self.stop()


def rehearse(made: HeadStart) -> None:
    """Fill `made` with the archive and the formatted directory of one start and stop. Raises
    RuntimeError if the JVM leaves no archive.
    """
    with tempfile.TemporaryDirectory(dir=made.directory.parent) as scratch:
        _Rehearsal(Path(scratch), made.classes).run(made.formatted)
    if not made.classes.exists():
        raise RuntimeError(f"the JVM left no {made.classes.name}")


def _traffic(address: str) -> None:
    """Do what bridges, relays and operators do. Raises `KafkaException`."""
    client: dict[str, str | int | float | bool] = {"bootstrap.servers": address}
    admin = AdminClient(client)
    _each(admin.create_topics([NewTopic(TOPIC, num_partitions=3, replication_factor=1)]))
    producer = Producer({**client, "enable.idempotence": True, "compression.type": "gzip"})
    for number in range(RECORDS):
        producer.produce(TOPIC, b"{}", key=str(number))
    producer.flush(READY_SECONDS)
    consumer = Consumer(
        {**client, "group.id": TOPIC, "auto.offset.reset": "earliest", "isolation.level": "read_committed"}
    )
    try:
        consumer.subscribe([TOPIC])
        if consumer.consume(RECORDS, timeout=READY_SECONDS):
            consumer.commit(asynchronous=False)
    finally:
        consumer.close()
    _each(admin.list_consumer_group_offsets([ConsumerGroupTopicPartitions(TOPIC)]))
    _each(admin.describe_configs([ConfigResource(ResourceType.TOPIC, TOPIC)]))
    _each(admin.delete_topics([TOPIC]))


def _each(answers: Mapping[Any, Future[Any]]) -> None:
    for answer in answers.values():
        answer.result(READY_SECONDS)
