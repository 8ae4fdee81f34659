"""Kafka, its topics, and their use by the bridge and the relay."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from inventory.boundary.streams import Stream
from inventory.settings.group import Days, Port, SettingsGroup, is_loopback

EVERY_SOURCE = "*"
"""Stands for any end of a source, and alone for every source."""


COMPRESSION_PROPERTIES = ("compression.type", "compression.codec")
"""The names that librdkafka has for the property that `INVENTORY_COMPRESSION_TYPE` sets."""

MAX_SOURCE_BYTES = 200
"""Maximum length of any name in an event (`inventory.boundary.fields`)."""


def _registry(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("must be an http or https URL such as https://user:password@registry:8081")
    if parts.password and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("must be https when it carries a password")
    return url


def _problem_of_sources(listed: list[str]) -> str | None:
    """Return the problem of a topic's list of sources, or None."""
    if not listed:
        return 'lists no source, so none of its events would be taken: list them, or leave the topic out to take all ("*" says so)'
    if EVERY_SOURCE in listed and len(listed) > 1:
        return '"*" takes every source, whatever else is listed: take it out, or the others'
    return next(filter(None, map(problem_of_source, listed)), None)


def problem_of_source(source: str) -> str | None:
    """Return the problem of a source, or of a beginning with `*` behind it. None without any."""
    if EVERY_SOURCE in source.removesuffix(EVERY_SOURCE):
        return f"{source!a} has a * that is not at its end, and would be taken for a source that is written so"
    if not source or "\0" in source or len(source.encode(errors="replace")) > MAX_SOURCE_BYTES:
        return f"no event has the source {source[:60]!a}: it has 1 to {MAX_SOURCE_BYTES} bytes, and no NUL"
    return None


class KafkaSettings(SettingsGroup):
    kafka_bootstrap_servers: Annotated[str, Field(validation_alias="KAFKA_BOOTSTRAP_SERVERS", min_length=1)] = (
        "127.0.0.1:9092"
    )
    """Addresses of Kafka: `host:port,host:port`."""
    kafka_config: Annotated[dict[str, str], Field(repr=False)] = {}
    """More librdkafka properties for every Kafka client, as a JSON object:
    `{"security.protocol": "SASL_SSL"}`. Properties that a guarantee rests on can't be set.
    """
    schema_registry_url: Annotated[str, AfterValidator(_registry), Field(repr=False)] = ""
    """The REST API of the producers' schema registry, if any: `https://user:password@host:8081`."""
    topic_products: str = "catalog.products"
    """Topic of ProductCreated, ProductUpdated and ProductDeleted."""
    topic_orders: str = "orders"
    """Topic of OrderCreated, OrderCancelled, OrderFailed, OrderLinesCancelled, OrderDispatched,
    OrderCompleted and ItemsReturned.
    """
    topic_payments: str = "payments"
    """Topic of PaymentSucceeded and PaymentFailed."""
    topic_events: str = "inventory.events"
    """Topic of our outcomes."""
    topic_partitions: Annotated[int, Field(ge=1, le=1_000)] = 6
    """Partitions of a topic that `python -m bridge topics` makes."""
    topic_replication: Annotated[int, Field(ge=1, le=10)] = 1
    """Replicas of a topic that `python -m bridge topics` makes."""
    topic_retention_days: Days = 7
    """Retention of a topic that `python -m bridge topics` makes. Must be shorter than the
    inbox's.
    """
    consumer_group: str = "inventory"
    """The bridge's consumer group."""
    sources: dict[str, list[str]] = {}
    """Sources whose events each topic takes, as a JSON object:
    `{"orders": ["/orders"], "payments": ["/payments/*"]}`. `*` at the end stands for any end. A
    topic that is not named takes the events of every source.
    """
    ignored_types: str = ""
    """Types of other services' events that look like ours (`com.example.OrderCreatedEvent`), in
    full and separated by commas. These events are skipped. Otherwise they would become dead
    letters.
    """
    dead_letter_cap: Annotated[int, Field(ge=1)] = 100
    """More dead letters than this among a source's last `INVENTORY_DEAD_LETTER_WINDOW` events in a
    partition set the source aside: its unusable events are left in Kafka until
    `inventory events resume`. As many as the window: never.
    """
    dead_letter_window: Annotated[int, Field(ge=1, le=10_000)] = 200
    """The number of a source's last events in a partition that `INVENTORY_DEAD_LETTER_CAP` looks
    at, as one bridge read them.
    """
    poll_batch: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    """Maximum number of messages that the bridge takes in one transaction."""
    relay_batch: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    """Maximum number of outcomes that the relay publishes before it removes them."""
    compression_type: Literal["none", "gzip", "snappy", "lz4", "zstd"] = "gzip"
    """Compression of the batches in which the relay sends outcomes to Kafka (`compression.type`):
    `none`, `gzip`, `snappy`, `lz4` or `zstd`. Every client reads `gzip` without another package,
    kafkajs nothing else.
    """
    bridge_metrics_port: Port = 0
    """Port of the bridge's `/metrics`. 0 keeps it closed."""
    relay_metrics_port: Port = 0
    """Port of the relay's `/metrics`. 0 keeps it closed."""
    metrics_host: str = "127.0.0.1"
    """Address that the metrics ports listen on."""

    @property
    def topics_heard(self) -> dict[Stream, str]:
        """Return the topic of each stream. Several may have the same one."""
        return {stream: getattr(self, f"topic_{stream}") for stream in Stream}

    @model_validator(mode="after")
    def _sources_can_be_heard(self) -> Self:
        heard = set(self.topics_heard.values())
        for topic, listed in self.sources.items():
            if topic not in heard:
                raise ValueError(
                    f"INVENTORY_SOURCES names the topic {topic!a}, and events are heard on {', '.join(sorted(heard))}: name one of "
                    "these, as INVENTORY_TOPIC_PRODUCTS, INVENTORY_TOPIC_ORDERS and INVENTORY_TOPIC_PAYMENTS do"
                )
            if problem := _problem_of_sources(listed):
                raise ValueError(f"INVENTORY_SOURCES, topic {topic!a}: {problem}")
        return self

    @model_validator(mode="after")
    def _one_compression(self) -> Self:
        stated = {name: self.kafka_config[name] for name in COMPRESSION_PROPERTIES if name in self.kafka_config}
        if "compression_type" in self.model_fields_set and {*map(str.lower, stated.values())} - {self.compression_type}:
            listed = ", ".join(f"{name} {value!a}" for name, value in stated.items())
            raise ValueError(
                f"INVENTORY_COMPRESSION_TYPE is {self.compression_type!a}, and INVENTORY_KAFKA_CONFIG has {listed}: take one of "
                "them out"
            )
        return self

    @model_validator(mode="after")
    def _cap_fits_window(self) -> Self:
        if self.dead_letter_cap > self.dead_letter_window:
            raise ValueError("INVENTORY_DEAD_LETTER_CAP must not exceed INVENTORY_DEAD_LETTER_WINDOW")
        return self
