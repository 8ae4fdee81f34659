"""The size limit of an outcome: as large as its topic takes."""

from __future__ import annotations

import logging

from confluent_kafka import KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    ConfigResource,
)

from bridge.administration import Administration
from bridge.kafka import admin_config, answer_seconds
from bridge.kafka_properties import MAX_RECORD_BYTES
from inventory.settings import Settings

logger = logging.getLogger(__name__)

USUAL_BYTES = 1_000_000
"""Assumed limit of a topic while it can't be asked. By default it is 1,048,588 with framing."""
FRAMING_BYTES = 300
"""Bytes of a record beside its key and its value, including the headers that we send."""
LEAST_BYTES = 512


class SizeLimit:
    """The number of bytes that a record of the topic may have, framing included."""

    def __init__(self, settings: Settings) -> None:
        self._config = admin_config(settings)
        self._seconds = answer_seconds(settings)
        self._topic = settings.topic_events
        self._client_bytes = int(settings.kafka_config.get("message.max.bytes", MAX_RECORD_BYTES))
        self._topic_bytes = USUAL_BYTES
        self._refused_bytes = MAX_RECORD_BYTES

    @property
    def most(self) -> int:
        """Return the lowest limit: the client's, the topic's, or the one learned from refusals."""
        return min(self._client_bytes, self._topic_bytes, self._refused_bytes)

    def ask(self) -> None:
        """Learn the topic's own `max.message.bytes`. If we may not ask, or nobody answers, the last
        known one stays.
        """
        resource = ConfigResource(ConfigResource.Type.TOPIC, self._topic)
        admin = Administration(self._config)  # kept, because the answer needs it
        answer = admin.ask(
            [resource],
            lambda open_, seconds: admin.client.describe_configs(open_, request_timeout=seconds),
            topics=[self._topic],
            seconds=self._seconds,
            insist=True,
        )[resource]
        if isinstance(answer, KafkaException):
            logger.warning("the max.message.bytes of %s is not known: %s", self._topic, answer)
            return
        told = int(answer["max.message.bytes"].value)
        if told != self._topic_bytes:
            self._topic_bytes, self._refused_bytes = told, MAX_RECORD_BYTES

    def refused(self) -> None:
        """Halve the limit from now on, because Kafka refused a record or a batch of records for its
        size.
        """
        self._refused_bytes = max(self.most // 2, LEAST_BYTES)
        logger.error(
            "Kafka refuses outcomes for their size: from now on they have at most %d bytes", self._refused_bytes
        )

    def value_bytes(self, key: bytes) -> int:
        """Return the bytes that the value of a record with this key may have."""
        return self.most - len(key) - FRAMING_BYTES
