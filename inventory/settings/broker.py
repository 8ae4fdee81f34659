"""The broker of Celery's queues."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from inventory.settings.group import Port, SettingsGroup


class BrokerKind(Enum):
    """The kinds of brokers for Celery's queues."""

    REDIS = "Redis"
    SENTINEL = "Redis behind Sentinel"
    RABBITMQ = "RabbitMQ"


_BROKERS = {
    "redis": BrokerKind.REDIS,
    "rediss": BrokerKind.REDIS,
    "redis+socket": BrokerKind.REDIS,
    "sentinel": BrokerKind.SENTINEL,
    "amqp": BrokerKind.RABBITMQ,
    "amqps": BrokerKind.RABBITMQ,
    "pyamqp": BrokerKind.RABBITMQ,
}


def _broker(url: str) -> str:
    """Accept one URL, or several of one kind with `;` between them."""
    kinds = {_BROKERS.get(each.partition("://")[0]) for each in url.split(";")}
    if None in kinds or len(kinds) != 1:
        raise ValueError(
            "must be the URL of Redis (redis://, rediss://), of Sentinels (sentinel://host:26379;sentinel://…) or of RabbitMQ "
            "(amqp://, amqps://)"
        )
    return url


class BrokerSettings(SettingsGroup):
    broker_url: Annotated[str, AfterValidator(_broker), Field(validation_alias="CELERY_BROKER_URL", repr=False)] = (
        "redis://127.0.0.1:6379/0"
    )
    """URL of the broker of Celery's queues: `redis://…`, `rediss://…` for TLS,
    `sentinel://a:26379;sentinel://b:26379` or `amqp://…`.
    """
    celery_transport_options: Annotated[dict[str, Any], Field(repr=False)] = {}
    """More options of Celery's broker transport, as a JSON object: `{"master_name": "shop"}` for
    Sentinel. Options that a guarantee rests on can't be set.
    """
    queue_type: Literal["", "classic", "quorum"] = ""
    """Type to declare queues in RabbitMQ with, `quorum` or `classic`. Empty leaves it to
    RabbitMQ.
    """
    worker_metrics_port: Port = 0
    """Port of a worker's `/metrics`. Workers on one machine need a port each. 0 keeps it closed."""
    beat_metrics_port: Port = 0
    """Port of beat's `/metrics`. 0 keeps it closed."""

    @property
    def broker_kind(self) -> BrokerKind:
        """Return the kind of broker that `CELERY_BROKER_URL` leads to."""
        return _BROKERS[self.broker_url.partition("://")[0]]

    @model_validator(mode="after")
    def _known_to_the_broker(self) -> Self:
        if self.broker_kind is BrokerKind.SENTINEL and "master_name" not in self.celery_transport_options:
            raise ValueError(
                "CELERY_BROKER_URL leads to Sentinels: set INVENTORY_CELERY_TRANSPORT_OPTIONS to "
                '{"master_name": "…"}, the name under which they watch Redis'
            )
        if self.queue_type and self.broker_kind is not BrokerKind.RABBITMQ:
            raise ValueError(
                f"INVENTORY_QUEUE_TYPE is for RabbitMQ, and CELERY_BROKER_URL leads to {self.broker_kind.value}"
            )
        return self
