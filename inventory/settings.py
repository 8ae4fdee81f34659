"""Settings of every process, read once from the environment, validated, and frozen (docs/settings.md lists them)."""

from __future__ import annotations

import os
import re
from enum import Enum
from functools import cache
from ipaddress import ip_address
from typing import Annotated, Any, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)
from sqlalchemy.exc import ArgumentError

from inventory.boundary.secret_files import SUFFIX, from_files
from inventory.boundary.streams import Stream
from inventory.database.url import DRIVER, SCHEMES, parsed
from inventory.errors import InvalidSettings
from inventory.process.liveness import STUCK_SECONDS

Seconds = Annotated[float, Field(gt=0, le=86_400)]
Days = Annotated[int, Field(ge=1, le=3_650)]
Port = Annotated[int, Field(ge=0, le=65_535)]

EVERY_SOURCE = "*"
"""What stands for any end of a source, and alone for every source."""
MAX_SOURCE_BYTES = 200
"""What any name that an event states may have at most (`inventory.boundary.fields`)."""
LEDGER_DAYS_MIN = 90
"""What the database's function `prune_ledger` insists on."""


def _postgresql_through_psycopg(url: str) -> str:
    """Take `postgresql://` and `postgres://` as well, as hosting platforms hand them out, and name the driver we use."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in SCHEMES:
        raise ValueError("must be a PostgreSQL URL such as postgresql+psycopg://user:password@host:5432/database")
    try:
        address = parsed(url)
    except (ArgumentError, ValueError):  # its port is no number, or the like; the error itself may show the password
        raise ValueError("is no URL that can be read: check its port, and percent-encode what is special") from None
    return f"{DRIVER}://{rest}" if address.host else address.render_as_string(hide_password=False)


def _perhaps_postgresql(url: str) -> str:
    return _postgresql_through_psycopg(url) if url else url


class BrokerKind(Enum):
    """The brokers that Celery's queues may live in, by what they are."""

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
    """Take one URL, or several of one kind with `;` between them."""
    kinds = {_BROKERS.get(each.partition("://")[0]) for each in url.split(";")}
    if None in kinds or len(kinds) != 1:
        raise ValueError(
            "must be the URL of Redis (redis://, rediss://), of Sentinels (sentinel://host:26379;sentinel://…) or of RabbitMQ "
            "(amqp://, amqps://)"
        )
    return url


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine alone."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


_HOST_NAME = re.compile(r"([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?", re.ASCII)


def _host_names(hosts: str) -> str:
    if hosts and not all(_HOST_NAME.fullmatch(host) for host in hosts.split(",")):
        raise ValueError(
            "must be names of hosts, with a port where it matters, separated by commas: shop.test,shop.test:8443"
        )
    return hosts


def _safe_from_eavesdroppers(url: str) -> str:
    """Keys that somebody on the way could replace would let that somebody in."""
    parts = urlsplit(url)
    if url and not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))):
        raise ValueError("must be an https URL (http only on a loopback address)")
    return url


def _registry(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("must be an http or https URL such as https://user:password@registry:8081")
    if parts.password and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("must be https when it carries a password")
    return url


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("must be an http or https URL such as https://flower.example.com")
    return url


def _problem_of_sources(listed: list[str]) -> str | None:
    """Say what is wrong with the sources of a topic, if something is."""
    if not listed:
        return 'lists no source, so none of its events would be taken: list them, or leave the topic out to take all ("*" says so)'
    if EVERY_SOURCE in listed and len(listed) > 1:
        return '"*" takes every source, whatever else is listed: take it out, or the others'
    for source in listed:
        if EVERY_SOURCE in source.removesuffix(EVERY_SOURCE):
            return f"{source!a} has a * that is not at its end, and would be taken for a source that is written so"
        if not source or "\0" in source or len(source.encode(errors="replace")) > MAX_SOURCE_BYTES:
            return f"no event has the source {source[:60]!a}: it has 1 to {MAX_SOURCE_BYTES} bytes, and no NUL"
    return None


_ASYMMETRIC = {f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}


def _asymmetric(algorithms: str) -> str:
    """With an algorithm such as HS256 the public key would be the secret; `none` is no signature at all."""
    names = algorithms.split(",")
    if not _ASYMMETRIC.issuperset(names):
        raise ValueError(f"must be a comma-separated list of {', '.join(sorted(_ASYMMETRIC))}")
    return algorithms


class Settings(BaseSettings):
    """What a process may be told from outside. Names without a prefix are those that the whole field uses."""

    model_config = SettingsConfigDict(
        env_prefix="INVENTORY_",
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,  # a traceback would print every URL with its password
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what may be a secret from the file that `VARIABLE_FILE` names, too."""
        files = EnvSettingsSource(settings_cls)
        # An empty variable beside its file is how Compose leaves one out.
        given = from_files(os.environ, [one.variable for one in documented() if one.may_be_secret])
        files.env_vars = {variable.lower(): content for variable, content in given.items()}
        return init_settings, files, env_settings

    database_url: Annotated[
        str, AfterValidator(_postgresql_through_psycopg), Field(validation_alias="DATABASE_URL", repr=False)
    ]
    """PostgreSQL; TLS and the like by its query: `?sslmode=verify-full&sslrootcert=…`. Several servers, `user@a:5432,b:5432/name`,
    where the one that takes writes may change: it is looked for. `?prepare_threshold=none` for a pooler that keeps no prepared
    statements."""
    read_database_url: Annotated[str, AfterValidator(_perhaps_postgresql), Field(repr=False)] = ""
    """A read replica for availability checks; while it is away or too old, they are read from `DATABASE_URL`."""
    read_age_seconds_max: Seconds = 5
    """How far a read replica may be behind; a check that it answers says so in `Age`."""
    broker_url: Annotated[str, AfterValidator(_broker), Field(validation_alias="CELERY_BROKER_URL", repr=False)] = (
        "redis://127.0.0.1:6379/0"
    )
    """Where Celery's queues live: `redis://…`, `rediss://…` for TLS, `sentinel://a:26379;sentinel://b:26379` or `amqp://…`."""
    celery_transport_options: Annotated[dict[str, Any], Field(repr=False)] = {}
    """More options of Celery's broker transport, as a JSON object: `{"master_name": "shop"}` for Sentinel. What the guarantees
    rest on can't be set."""
    queue_type: Literal["", "classic", "quorum"] = ""
    """The type that the queues in RabbitMQ are declared with, `quorum` or `classic`; empty leaves it to RabbitMQ."""
    kafka_bootstrap_servers: Annotated[str, Field(validation_alias="KAFKA_BOOTSTRAP_SERVERS", min_length=1)] = (
        "127.0.0.1:9092"
    )
    """Kafka, as `host:port,host:port`."""

    hold_seconds: Annotated[int, Field(ge=1)] = 900
    """How long a hold lives when the order does not say."""
    hold_seconds_max: Annotated[int, Field(ge=1, le=31_536_000)] = 86_400
    """The longest a hold may live, extensions included; a longer `ttl_seconds` is cut to it."""
    sweep_interval_seconds: Seconds = 5
    """How often holds that are over are given back."""
    sweep_batch: Annotated[int, Field(ge=1, le=5_000)] = 200
    """The most holds that one transaction of a sweep ends."""

    redispatch_interval_seconds: Seconds = 5
    """How often the inbox is searched for events that are due to be sent again."""
    chunk_size: Annotated[int, Field(ge=1, le=1_000)] = 500
    """The most inbox ids that one Celery task carries."""
    retry_seconds: Seconds = 10
    """The first back-off of an inbox row, and when one whose task was lost is sent again; it doubles with each attempt."""
    retry_seconds_max: Seconds = 600
    """The longest back-off of an inbox row."""
    max_attempts: Annotated[int, Field(ge=3, le=25)] = 8
    """An inbox row that was tried this often and is still not done becomes a dead letter."""
    short_queue: Annotated[int, Field(ge=1)] = 50
    """With at least this many tasks waiting, silent inbox rows are left alone until they are old."""
    long_queue: Annotated[int, Field(ge=1)] = 1_000
    """With at least this many tasks waiting nothing more is sent: events wait in the inbox, and Redis keeps its memory."""
    old_after_seconds: Seconds = 600
    """An inbox row is old when its back-off has been over for so long."""
    sku_wait_seconds: Annotated[float, Field(ge=0, le=86_400)] = 30
    """How long an OrderCreated waits at the least for SKUs that the catalogue has not named; then, if the catalogue is read as far
    as Kafka had it when the order was heard, it is rejected as `unknown_sku`. 0 rejects at once."""
    sku_wait_seconds_max: Seconds = 3_600
    """How long it waits at the most, however far the catalogue is behind."""
    inbox_retention_days: Days = 30
    """Older events are refused as `too_old`: their first delivery may be forgotten, so they could take effect twice."""

    audit_interval_seconds: Seconds = 300
    """How often the books are audited: what is open, and what is new in the ledger."""
    prune_interval_seconds: Seconds = 60
    """How often what is older than it is kept for is removed, for at most half of that time."""
    payload_retention_days: Days = 7
    """How long the content of a done event is kept, which is personal data; at the longest as long as the event."""
    dead_letter_retention_days: Days = 90
    """How long dead letters are kept, their content included; not shorter than the inbox."""
    reservation_retention_days: Days = 365
    """How long an order is known after its last change, unless it has a running hold; longer than the inbox."""
    idempotency_key_retention_days: Days = 7
    """How long a request under the same `Idempotency-Key` is a replay."""
    ledger_retention_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    """How long movements are kept before their sum becomes an opening balance; 0 for ever, else at least 90. A `reference` that is
    older may take effect again."""

    kafka_config: Annotated[dict[str, str], Field(repr=False)] = {}
    """More librdkafka properties for every Kafka client, as a JSON object: `{"security.protocol": "SASL_SSL"}`. What the
    guarantees rest on can't be set."""
    schema_registry_url: Annotated[str, AfterValidator(_registry), Field(repr=False)] = ""
    """The REST API of the schema registry that producers use, if they do: `https://user:password@host:8081`."""
    topic_products: str = "catalog.products"
    """Topic of ProductCreated and ProductUpdated."""
    topic_orders: str = "orders"
    """Topic of OrderCreated, OrderCancelled and OrderFailed."""
    topic_payments: str = "payments"
    """Topic of PaymentSucceeded and PaymentFailed."""
    topic_events: str = "inventory.events"
    """Topic of our outcomes."""
    topic_partitions: Annotated[int, Field(ge=1, le=1_000)] = 6
    """Partitions of a topic that `python -m bridge topics` makes."""
    topic_replication: Annotated[int, Field(ge=1, le=10)] = 1
    """Replicas of a topic that `python -m bridge topics` makes."""
    topic_retention_days: Days = 7
    """Retention of a topic that `python -m bridge topics` makes; must be shorter than the inbox's."""
    consumer_group: str = "inventory"
    """The bridge's consumer group."""
    sources: dict[str, list[str]] = {}
    """Whose events each topic takes, as a JSON object: `{"orders": ["/orders"], "payments": ["/payments/*"]}`; `*` at the end
    stands for any end. A topic that is not named takes those of every source."""
    ignored_types: str = ""
    """Types of other people's events that look like ours (`com.example.OrderCreatedEvent`), whole and separated by commas: they
    are skipped, where they would be dead letters."""
    dead_letter_cap: Annotated[int, Field(ge=1)] = 100
    """With more dead letters than this among its last `INVENTORY_DEAD_LETTER_WINDOW` events in a partition, what can't be used of
    a source is left in Kafka until `inventory events resume`. As many as the window: never."""
    dead_letter_window: Annotated[int, Field(ge=1, le=10_000)] = 200
    """How many of a source's last events in a partition, as one bridge heard them, `INVENTORY_DEAD_LETTER_CAP` looks at."""
    poll_batch: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    """The most messages that the bridge takes in one transaction."""
    relay_batch: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    """The most outcomes that the relay publishes before it removes them."""
    bridge_metrics_port: Port = 0
    """Port of the bridge's `/metrics`; 0 keeps it closed."""
    relay_metrics_port: Port = 0
    """Port of the relay's `/metrics`; 0 keeps it closed."""
    metrics_host: str = "127.0.0.1"
    """Address that the metrics ports listen on."""

    api_host: str = "127.0.0.1"
    """Address that the API listens on."""
    api_port: Port = 8000
    """Port that the API listens on."""
    api_processes: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes of the API; requests of one process share transactions, so few are better than many."""
    api_threads: Annotated[int, Field(ge=1, le=512)] = 64
    """Requests that one API process works on at a time."""
    api_connections: Annotated[int, Field(ge=2, le=100_000)] = 1_000
    """Connections that one API process keeps open at a time; for one more, who keeps it waiting longest gives way."""
    api_head_seconds: Seconds = 10
    """How long the head of a request may take, from its first byte; then it is answered 408."""
    api_request_seconds: Seconds = 30
    """How long a request may take to arrive, head and body together, from its first byte; then it is answered 408. And how long
    a caller may take to read the answer."""
    api_keepalive_seconds: Annotated[int, Field(ge=1, le=86_400)] = 75
    """How long a connection stays open between requests. Longer than a balancer before it keeps one: who closes second may
    have its request lost."""
    api_queue: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """Commands that may wait for the next transaction; one more is answered 503."""
    api_batch: Annotated[int, Field(ge=1, le=1_000)] = 200
    """The most commands that share a transaction of the API."""
    api_deadline_seconds: Seconds = 5
    """How long a command may wait for its turn; then it is answered 503."""

    authentication: Literal["required", "open"] = "required"
    """Who may call the API: `required` asks for a token, `open` takes everybody, and only on a loopback `INVENTORY_API_HOST`."""
    api_hosts: Annotated[str, AfterValidator(_host_names)] = ""
    """With `open`, names beside `localhost` and loopback addresses under which browsers and programs may call the API, separated
    by commas: `inventory.test,shop.test:8443`. Pages may as well that a proxy serves under them together with the API."""
    jwks_url: Annotated[str, AfterValidator(_safe_from_eavesdroppers)] = ""
    """The public keys of your identity provider; its JWTs are taken then, beside the tokens of `inventory token`."""
    jwt_issuer: str = ""
    """What a JWT must have as `iss`; required with `INVENTORY_JWKS_URL`."""
    jwt_audience: str = ""
    """What a JWT must have in `aud`; required with `INVENTORY_JWKS_URL`."""
    jwt_algorithms: Annotated[str, AfterValidator(_asymmetric)] = "RS256,ES256,EdDSA"
    """How a JWT may be signed; with keys that only the identity provider has."""
    jwt_type: Literal["any", "at+jwt"] = "any"
    """What a JWT must say that it is: `at+jwt` takes only what its header calls an access token (RFC 9068), `any` also those that
    call themselves `JWT` or nothing. ID tokens are refused where they can be told."""

    flower_url: Annotated[str, AfterValidator(_web_address)] = ""
    """Where people find Flower, for the link on the API's first page; without it there is none."""

    progress_file: str = ""
    """Where the process leaves the mark that `python -m inventory.progress` reads: a file of its own, best in memory."""
    stuck_seconds: Annotated[float, Field(ge=3, le=3_600)] = STUCK_SECONDS
    """A process that makes no progress for so long is stuck. A task that takes longer is killed, a relay that Kafka answers
    nothing gives way; one and a half times as long, and the health checks call the process dead."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much is logged."""

    @property
    def topics_heard(self) -> dict[Stream, str]:
        """Return the topic of each stream. Several may have the same one."""
        return {stream: getattr(self, f"topic_{stream}") for stream in Stream}

    @model_validator(mode="after")
    def _waits_end(self) -> Self:
        if self.sku_wait_seconds > self.sku_wait_seconds_max:
            raise ValueError(
                f"INVENTORY_SKU_WAIT_SECONDS ({self.sku_wait_seconds:g}) must not exceed INVENTORY_SKU_WAIT_SECONDS_MAX "
                f"({self.sku_wait_seconds_max:g}): the one is how long orders wait at the least, the other at the most"
            )
        return self

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
    def _safe_together(self) -> Self:
        if self.inbox_retention_days <= self.topic_retention_days:
            raise ValueError(
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}) must exceed INVENTORY_TOPIC_RETENTION_DAYS "
                f"({self.topic_retention_days}): Kafka could deliver an event again after the inbox has forgotten it"
            )
        if self.dead_letter_retention_days < self.inbox_retention_days:
            raise ValueError(
                f"INVENTORY_DEAD_LETTER_RETENTION_DAYS ({self.dead_letter_retention_days}) must not be less than "
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}): an event that was given up could take effect "
                "when Kafka delivers it again"
            )
        if self.reservation_retention_days <= self.inbox_retention_days:
            raise ValueError(
                f"INVENTORY_RESERVATION_RETENTION_DAYS ({self.reservation_retention_days}) must exceed "
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}): an event of an order that is over could be taken "
                "for one of a new order"
            )
        if 0 < self.ledger_retention_days < LEDGER_DAYS_MIN:
            raise ValueError(
                f"INVENTORY_LEDGER_RETENTION_DAYS must be 0 (for ever) or at least {LEDGER_DAYS_MIN}: PostgreSQL refuses to "
                "remove younger movements"
            )
        if self.hold_seconds > self.hold_seconds_max:
            raise ValueError(
                f"INVENTORY_HOLD_SECONDS ({self.hold_seconds}) must not exceed INVENTORY_HOLD_SECONDS_MAX "
                f"({self.hold_seconds_max})"
            )
        if self.retry_seconds > self.retry_seconds_max:
            raise ValueError("INVENTORY_RETRY_SECONDS must not exceed INVENTORY_RETRY_SECONDS_MAX")
        if self.short_queue > self.long_queue:
            raise ValueError("INVENTORY_SHORT_QUEUE must not exceed INVENTORY_LONG_QUEUE")
        if self.api_head_seconds > self.api_request_seconds:
            raise ValueError(
                "INVENTORY_API_HEAD_SECONDS must not exceed INVENTORY_API_REQUEST_SECONDS, which counts head and body"
            )
        if self.dead_letter_cap > self.dead_letter_window:
            raise ValueError("INVENTORY_DEAD_LETTER_CAP must not exceed INVENTORY_DEAD_LETTER_WINDOW")
        return self

    @property
    def broker_kind(self) -> BrokerKind:
        """What `CELERY_BROKER_URL` leads to."""
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

    @model_validator(mode="after")
    def _safe_to_call(self) -> Self:
        if self.authentication == "open" and not is_loopback(self.api_host):
            raise ValueError(
                f"INVENTORY_AUTHENTICATION=open would let anybody who reaches INVENTORY_API_HOST ({self.api_host}) change "
                "stock: leave it out, and make tokens with `inventory token create`"
            )
        if self.jwks_url and not (self.jwt_issuer and self.jwt_audience):
            raise ValueError(
                "INVENTORY_JWKS_URL needs INVENTORY_JWT_ISSUER and INVENTORY_JWT_AUDIENCE: without them a token that was "
                "made for another service would be taken here"
            )
        return self


@cache
def settings() -> Settings:
    """The settings of this process. Raises `InvalidSettings` naming each variable that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidSettings(
            problems=[
                (_variable(problem["loc"]), problem["msg"].removeprefix("Value error, ")) for problem in error.errors()
            ]
        ) from error
    except SettingsError as error:  # the text itself is left out: it may hold a password
        field = re.search(r'"(\w+)"', str(error))
        name = _variable((field[1],)) if field else ""
        example = '{"orders": ["/orders"]}' if name == "INVENTORY_SOURCES" else '{"name": "value"}'
        raise InvalidSettings(problems=[(name, f"must be a JSON object such as {example}")]) from None


class Documented(NamedTuple):
    """One setting as a person reads of it; `default` is None when it must be set."""

    variable: str
    default: str | None
    meaning: str
    may_be_secret: bool = False
    """Whether `VARIABLE_FILE` may name a file with it."""


def documented() -> list[Documented]:
    """Every setting, in the order of this module."""
    return [
        _documented(str(field.validation_alias) if field.validation_alias else _variable((name,)), field)
        for name, field in Settings.model_fields.items()
    ]


def _documented(variable: str, field: FieldInfo) -> Documented:
    meaning = " ".join((field.description or "").split())
    if may_be_secret := not field.repr:
        meaning = f"{meaning} Or `{variable}{SUFFIX}`, a file with it."
    default = None if field.is_required() else str(field.default)
    return Documented(variable, default, meaning, may_be_secret)


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else ""
    return name if name.isupper() or not name else f"INVENTORY_{name.upper()}"
