"""Settings of every process, read once from the environment, validated, and frozen (the table in README.md lists them)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from inventory.errors import InvalidSettings

Seconds = Annotated[float, Field(gt=0, le=86_400)]
Days = Annotated[int, Field(ge=1, le=3_650)]
Port = Annotated[int, Field(ge=0, le=65_535)]


def _postgresql_through_psycopg(url: str) -> str:
    """Take `postgresql://` and `postgres://` as well, as hosting platforms hand them out, and name the driver we use."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgresql+psycopg", "postgresql", "postgres"}:
        raise ValueError("must be a PostgreSQL URL such as postgresql+psycopg://user:password@host:5432/database")
    return f"postgresql+psycopg://{rest}"


class Settings(BaseSettings):
    """What a process may be told from outside. Names without a prefix are those that the whole field uses."""

    model_config = SettingsConfigDict(env_prefix="INVENTORY_", frozen=True, extra="ignore", populate_by_name=True)

    database_url: Annotated[str, AfterValidator(_postgresql_through_psycopg), Field(validation_alias="DATABASE_URL")]
    broker_url: Annotated[str, Field(validation_alias="CELERY_BROKER_URL", min_length=1)] = "redis://127.0.0.1:6379/0"
    kafka_bootstrap_servers: Annotated[str, Field(validation_alias="KAFKA_BOOTSTRAP_SERVERS", min_length=1)] = (
        "127.0.0.1:9092"
    )

    # Holds
    hold_seconds: Annotated[int, Field(ge=1)] = 900
    """How long a hold lives when the order does not say."""
    hold_seconds_max: Annotated[int, Field(ge=1, le=31_536_000)] = 86_400
    """The longest a hold may live, extensions included; a longer `ttl_seconds` is cut to it."""

    # Beat
    sweep_interval_seconds: Seconds = 5
    sweep_batch: Annotated[int, Field(ge=1, le=5_000)] = 500
    redispatch_interval_seconds: Seconds = 5

    # Inbox
    chunk_size: Annotated[int, Field(ge=1, le=1_000)] = 200
    """The most inbox ids that one Celery task carries."""
    retry_seconds: Seconds = 10
    """The first back-off of an inbox row; it doubles with each attempt, up to `retry_seconds_max`."""
    retry_seconds_max: Seconds = 600
    max_attempts: Annotated[int, Field(ge=1, le=100)] = 8
    """An inbox row that was sent this often and is still not done becomes a dead letter."""
    short_queue: Annotated[int, Field(ge=1)] = 50
    """With at least this many tasks waiting, silent inbox rows are left alone until they are old."""
    old_after_seconds: Seconds = 600
    inbox_retention_days: Days = 30
    """Older events are refused as `too_old`: their first delivery may be forgotten, so they could take effect twice."""

    # Kafka
    kafka_config: Annotated[dict[str, str], Field(repr=False)] = {}
    """More librdkafka properties for every Kafka client, as a JSON object: `{"security.protocol": "SASL_SSL", …}`. What the
    guarantees rest on can't be set (`bridge.kafka`)."""
    topic_products: str = "catalog.products"
    topic_orders: str = "orders"
    topic_payments: str = "payments"
    topic_events: str = "inventory.events"
    topic_partitions: Annotated[int, Field(ge=1, le=1_000)] = 6
    topic_replication: Annotated[int, Field(ge=1, le=10)] = 1
    topic_retention_days: Days = 7
    consumer_group: str = "inventory"
    poll_batch: Annotated[int, Field(ge=1, le=10_000)] = 500
    bridge_metrics_port: Port = 0
    """0 keeps the metrics endpoint closed."""
    relay_metrics_port: Port = 0
    metrics_host: str = "127.0.0.1"
    relay_batch: Annotated[int, Field(ge=1, le=10_000)] = 1_000

    # API
    api_host: str = "127.0.0.1"
    api_port: Port = 8000
    api_processes: Annotated[int, Field(ge=1, le=64)] = 1
    api_threads: Annotated[int, Field(ge=1, le=512)] = 64
    api_queue: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """Commands that may wait for the next transaction; one more is answered 503."""
    api_batch: Annotated[int, Field(ge=1, le=1_000)] = 200
    api_deadline_seconds: Seconds = 5

    log_level: str = "INFO"

    @model_validator(mode="after")
    def _safe_together(self) -> Self:
        if self.inbox_retention_days <= self.topic_retention_days:
            raise ValueError(
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}) must exceed INVENTORY_TOPIC_RETENTION_DAYS "
                f"({self.topic_retention_days}): Kafka could deliver an event again after the inbox has forgotten it"
            )
        if self.hold_seconds > self.hold_seconds_max:
            raise ValueError(
                f"INVENTORY_HOLD_SECONDS ({self.hold_seconds}) must not exceed INVENTORY_HOLD_SECONDS_MAX "
                f"({self.hold_seconds_max})"
            )
        if self.retry_seconds > self.retry_seconds_max:
            raise ValueError("INVENTORY_RETRY_SECONDS must not exceed INVENTORY_RETRY_SECONDS_MAX")
        return self


@cache
def settings() -> Settings:
    """The settings of this process. Raises `InvalidSettings` naming each variable that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidSettings(
            problems=[(_variable(problem["loc"]), problem["msg"]) for problem in error.errors()]
        ) from error


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else ""
    return name if name.isupper() or not name else f"INVENTORY_{name.upper()}"
