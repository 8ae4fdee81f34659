"""Creates missing topics, and warns about existing ones that keep events longer than the inbox
remembers them, or take less than a message may have.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    ConfigResource,
    NewTopic,
    ResourceType,
)

from bridge.administration import Administration
from bridge.decode.cloudevents import MAX_MESSAGE_BYTES
from bridge.kafka import admin_config
from bridge.kafka_properties import MAX_RECORD_BYTES
from inventory.settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30
"""For each question to Kafka."""


def ensure_topics(settings: Settings) -> list[str]:
    """Create the missing topics and return their names. Raises `KafkaException` when Kafka is away
    or refuses.
    """
    admin = Administration(admin_config(settings))
    heard = list(settings.topics_heard.values())
    names = list(dict.fromkeys([*heard, settings.topic_events]))
    existing = admin.metadata(seconds=TIMEOUT_SECONDS).topics
    created = _create(admin, settings, [name for name in names if name not in existing])
    for name, config in _configurations(admin, [name for name in names if name not in created]):
        _warn_of_small_messages(name, config)
        if name in heard:
            _warn_of_long_retention(name, config, timedelta(days=settings.inbox_retention_days))
    return created


def _create(admin: Administration, settings: Settings, names: list[str]) -> list[str]:
    if not names:
        return []
    config = {
        "retention.ms": str(int(timedelta(days=settings.topic_retention_days) / timedelta(milliseconds=1))),
        "max.message.bytes": str(MAX_RECORD_BYTES),
    }
    if settings.topic_replication >= 3:  # noqa: PLR2004 - with two replicas the loss of one would stop all writing
        config["min.insync.replicas"] = "2"
    new = {name: NewTopic(name, settings.topic_partitions, settings.topic_replication, config=config) for name in names}
    answers = admin.ask(
        names,
        lambda open_, seconds: admin.client.create_topics(
            [new[name] for name in open_], operation_timeout=seconds, request_timeout=seconds
        ),
        topics=(),
        seconds=TIMEOUT_SECONDS,
        insist=True,
    )
    return [name for name, answer in answers.items() if _was_created(answer)]


def _was_created(answer: KafkaException | None) -> bool:
    if answer is None:
        return True
    if answer.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
        raise answer
    return False  # another process was faster


def _warn_of_small_messages(topic: str, config: Mapping[str, str | None]) -> None:
    taken = int(config["max.message.bytes"] or MAX_RECORD_BYTES)
    if taken < MAX_RECORD_BYTES:
        logger.warning(
            "topic %s takes records of at most %d bytes, framing included, where a message may have %d: its producers are "
            "refused the larger ones, and larger outcomes go without their lists. Set max.message.bytes of the topic to %d.",
            *(topic, taken, MAX_MESSAGE_BYTES, MAX_RECORD_BYTES),
        )


def _warn_of_long_retention(topic: str, config: Mapping[str, str | None], remembered: timedelta) -> None:
    kept = int(config["retention.ms"] or -1)
    if "delete" not in (config["cleanup.policy"] or "") or kept < 0:
        keeps = "for ever"
    elif timedelta(milliseconds=kept) > remembered:
        keeps = f"for {timedelta(milliseconds=kept)}"
    else:
        return
    logger.warning(
        "topic %s keeps events %s, the inbox remembers them for %d days: an event read again after that is refused as "
        "too old. Lower retention.ms of the topic or raise INVENTORY_INBOX_RETENTION_DAYS.",
        *(topic, keeps, remembered.days),
    )


def _configurations(admin: Administration, names: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """Yield the settings of each topic. A broker may list a topic that was only just created before
    it can describe it.
    """
    answers = admin.ask(
        [ConfigResource(ResourceType.TOPIC, name) for name in names],
        lambda open_, seconds: admin.client.describe_configs(open_, request_timeout=seconds),
        topics=names,
        seconds=TIMEOUT_SECONDS,
        insist=True,
        passing=[KafkaError.UNKNOWN_TOPIC_OR_PART],
    )
    for resource, answer in answers.items():
        if isinstance(answer, KafkaException):
            raise answer
        yield resource.name, {name: entry.value for name, entry in answer.items()}
