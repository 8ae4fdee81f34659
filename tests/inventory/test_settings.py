"""Settings are refused with a sentence when they are missing, wrong, or unsafe together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.errors import InvalidSettings
from inventory.settings import Settings, documented, settings

URL = "postgresql://user:secret@db/inventory"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Nothing but the database's address, and no settings read before."""
    import os

    for name in list(os.environ):
        if name.startswith(("INVENTORY_", "OTEL_")) or name in {
            "DATABASE_URL",
            "CELERY_BROKER_URL",
            "KAFKA_BOOTSTRAP_SERVERS",
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATABASE_URL", URL)
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


def refusal(environment: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        environment.setenv(name, value)
    with pytest.raises(InvalidSettings) as caught:
        settings()
    return str(caught.value)


def test_everything_but_the_database_has_a_default() -> None:
    assert settings().database_url == "postgresql+psycopg://user:secret@db/inventory"
    assert (settings().hold_seconds, settings().max_attempts) == (900, 8)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_a_postgresql_url_is_taken(environment: pytest.MonkeyPatch, scheme: str) -> None:
    environment.setenv("DATABASE_URL", f"{scheme}://db/x")
    assert settings().database_url == "postgresql+psycopg://db/x"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"INVENTORY_INBOX_RETENTION_DAYS": "7", "INVENTORY_TOPIC_RETENTION_DAYS": "7"},
            "INVENTORY_INBOX_RETENTION_DAYS (7) must exceed INVENTORY_TOPIC_RETENTION_DAYS (7)",
        ),
        (
            {"INVENTORY_DEAD_LETTER_RETENTION_DAYS": "29"},
            "INVENTORY_DEAD_LETTER_RETENTION_DAYS (29) must not be less than INVENTORY_INBOX_RETENTION_DAYS (30)",
        ),
        (
            {"INVENTORY_RESERVATION_RETENTION_DAYS": "30"},
            "INVENTORY_RESERVATION_RETENTION_DAYS (30) must exceed INVENTORY_INBOX_RETENTION_DAYS (30)",
        ),
        (
            {"INVENTORY_LEDGER_RETENTION_DAYS": "89"},
            "INVENTORY_LEDGER_RETENTION_DAYS must be 0 (for ever) or at least 90",
        ),
        (
            {"INVENTORY_HOLD_SECONDS": "60", "INVENTORY_HOLD_SECONDS_MAX": "59"},
            "INVENTORY_HOLD_SECONDS (60) must not exceed INVENTORY_HOLD_SECONDS_MAX (59)",
        ),
        (
            {"INVENTORY_DISPATCHED_AFTER_SECONDS": "59"},
            "INVENTORY_DISPATCHED_AFTER_SECONDS must be 0 (units are gone when they are paid for) or at least 60, not 59",
        ),
        ({"INVENTORY_DISPATCHED_AFTER_SECONDS": "31536001"}, "INVENTORY_DISPATCHED_AFTER_SECONDS: "),
        (
            {"INVENTORY_RETRY_SECONDS": "60", "INVENTORY_RETRY_SECONDS_MAX": "59"},
            "INVENTORY_RETRY_SECONDS must not exceed INVENTORY_RETRY_SECONDS_MAX",
        ),
        (
            {"INVENTORY_COMPRESSION_TYPE": "zstd", "INVENTORY_KAFKA_CONFIG": '{"compression.type": "lz4"}'},
            "INVENTORY_COMPRESSION_TYPE is 'zstd', and INVENTORY_KAFKA_CONFIG has compression.type 'lz4': take one",
        ),
        (
            {"INVENTORY_COMPRESSION_TYPE": "brotli"},
            "INVENTORY_COMPRESSION_TYPE: Input should be 'none', 'gzip', 'snappy', 'lz4' or 'zstd'",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318"},
            "OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https URL such as http://collector:4318",
        ),
        (
            {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://me:secret@collector:4318/v1/traces"},
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: must have no user or password. Set OTEL_EXPORTER_OTLP_HEADERS",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_EXPORTER_OTLP_HEADERS": "x-key=secret"},
            "OTEL_EXPORTER_OTLP_HEADERS would go to collector in the clear: use an https URL",
        ),
        (
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "x-key=secret",
            },
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS would go to collector in the clear: use an https URL",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4317", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "grpc"},
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL must be http/protobuf, not grpc: collectors take it on port 4318",
        ),
        ({"OTEL_EXPORTER_OTLP_HEADERS": "Bearer secret"}, "OTEL_EXPORTER_OTLP_HEADERS: must be names with values"),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
            "OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, not grpc: collectors take it on port 4318",
        ),
        ({"OTEL_RESOURCE_ATTRIBUTES": "production"}, "OTEL_RESOURCE_ATTRIBUTES: must be names with values"),
        ({"OTEL_TRACES_SAMPLER": "sometimes"}, "OTEL_TRACES_SAMPLER: "),
        ({"OTEL_TRACES_SAMPLER_ARG": "1.5"}, "OTEL_TRACES_SAMPLER_ARG: "),
        ({"OTEL_SDK_DISABLED": "perhaps"}, "OTEL_SDK_DISABLED: "),
        ({"DATABASE_URL": "mysql://db/x"}, "DATABASE_URL: must be a PostgreSQL URL"),
        ({"INVENTORY_MAX_ATTEMPTS": "0"}, "INVENTORY_MAX_ATTEMPTS: "),
        ({"INVENTORY_HOLD_SECONDS": "soon"}, "INVENTORY_HOLD_SECONDS: "),
    ],
)
def test_what_is_unsafe_or_wrong_is_refused_with_a_sentence(
    environment: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    told = refusal(environment, **variables)
    assert sentence in told
    assert "secret" not in told


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/"}, "http://c:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "https://c/otlp"}, "https://c/otlp/v1/traces"),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://t/x"},
            "http://t/x",
        ),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_SDK_DISABLED": "true"}, ""),
        ({"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, ""),
        (
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT": "http://[::1]:4318",
                "OTEL_EXPORTER_OTLP_HEADERS": "x-key=secret,b=Bearer x",
            },
            "http://[::1]:4318/v1/traces",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "https://c", "OTEL_EXPORTER_OTLP_HEADERS": "x-key=secret"},
            "https://c/v1/traces",
        ),
    ],
)
def test_traces_go_where_open_telemetrys_variables_say(
    environment: pytest.MonkeyPatch, variables: dict[str, str], url: str
) -> None:
    for name, value in variables.items():
        environment.setenv(name, value)
    assert settings().traces_url == url
    assert "secret" not in repr(settings())


def test_empty_variables_of_open_telemetry_are_none(environment: pytest.MonkeyPatch) -> None:
    for name in ("PROTOCOL", "HEADERS"):
        environment.setenv(f"OTEL_EXPORTER_OTLP_{name}", "")
    for name in ("TRACES_SAMPLER", "TRACES_SAMPLER_ARG", "SDK_DISABLED", "SERVICE_NAME", "RESOURCE_ATTRIBUTES"):
        environment.setenv(f"OTEL_{name}", "")
    assert (settings().otel_traces_sampler, settings().otel_traces_sampler_arg) == ("parentbased_always_on", 1.0)


def test_dispatch_is_not_tracked_by_default(environment: pytest.MonkeyPatch) -> None:
    assert settings().dispatched_after_seconds == 0
    environment.setenv("INVENTORY_DISPATCHED_AFTER_SECONDS", "60")
    settings.cache_clear()
    assert settings().dispatched_after_seconds == 60


def test_every_problem_is_named_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("DATABASE_URL")
    told = refusal(environment, INVENTORY_CHUNK_SIZE="0", INVENTORY_API_PORT="-1")
    assert all(name in told for name in ("DATABASE_URL: ", "INVENTORY_CHUNK_SIZE: ", "INVENTORY_API_PORT: "))


def test_settings_are_read_once_and_frozen(environment: pytest.MonkeyPatch) -> None:
    first = settings()
    environment.setenv("INVENTORY_CHUNK_SIZE", "7")
    assert settings() is first
    with pytest.raises(ValidationError):
        first.chunk_size = 7  # type: ignore[misc]


def test_each_variable_may_be_set_by_its_name(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CELERY_BROKER_URL", "redis://elsewhere/1")
    environment.setenv("INVENTORY_CHUNK_SIZE", "7")
    read = Settings()
    assert (read.broker_url, read.chunk_size) == ("redis://elsewhere/1", 7)


# Secrets from files.


def test_a_secret_may_be_in_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://user:from-a-file@db/inventory\n", encoding="utf-8")
    (tmp_path / "config").write_text('{"sasl.password": "from-a-file"}', encoding="utf-8")
    environment.setenv("DATABASE_URL", "")  # as Compose leaves it out
    environment.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    environment.setenv("INVENTORY_KAFKA_CONFIG_FILE", str(tmp_path / "config"))
    environment.setenv("INVENTORY_SCHEMA_REGISTRY_URL_FILE", "")
    assert settings().database_url == "postgresql+psycopg://user:from-a-file@db/inventory"
    assert settings().kafka_config == {"sasl.password": "from-a-file"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "can't be read by user"),
        (b"\n", "is empty"),
        (b"\xff\xfe", "is no text in UTF-8"),
        (b"x" * 70_000, "has more than 65536 bytes"),
    ],
    ids=["missing", "empty", "binary", "endless"],
)
def test_a_file_without_a_secret_is_refused(
    environment: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "url").write_bytes(content)
    said = refusal(environment, CELERY_BROKER_URL_FILE=str(tmp_path / "url"))
    assert f"CELERY_BROKER_URL_FILE: {tmp_path / 'url'} {sentence}" in said


def test_a_secret_that_is_given_twice_is_refused(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same one, too: nobody could tell the right one when they differ."""
    (tmp_path / "url").write_text(URL, encoding="utf-8")
    said = refusal(environment, DATABASE_URL_FILE=str(tmp_path / "url"))
    assert "DATABASE_URL: is set, and so is DATABASE_URL_FILE: leave one of them out" in said
    assert "secret" not in said


def test_every_setting_that_may_be_secret_says_how_a_file_is_named() -> None:
    secret = {setting.variable: setting.meaning for setting in documented() if setting.may_be_secret}
    assert {"DATABASE_URL", "CELERY_BROKER_URL", "INVENTORY_KAFKA_CONFIG"} <= secret.keys()
    assert all(f"`{variable}_FILE`" in meaning for variable, meaning in secret.items())


def test_what_is_no_json_is_named_without_its_content(environment: pytest.MonkeyPatch) -> None:
    said = refusal(environment, INVENTORY_KAFKA_CONFIG='{"sasl.password": hunter2}')
    assert "INVENTORY_KAFKA_CONFIG: must be a JSON object" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            '{"order": ["/orders"]}',
            "names the topic 'order', and events are heard on catalog.products, orders, payments",
        ),
        ('{"orders": []}', "topic 'orders': lists no source, so none of its events would be taken"),
        ('{"orders": ["*", "/orders"]}', '"*" takes every source, whatever else is listed'),
        ('{"orders": ["/*/orders"]}', "'/*/orders' has a * that is not at its end"),
        ('{"orders": ["/orders", ""]}', "no event has the source ''"),
        ('{"orders": ["' + "x" * 201 + '"]}', "no event has the source 'xxx"),
        ('{"orders": ["a\\u0000"]}', "no event has the source 'a\\x00'"),
        ('{"orders": "/orders"}', "INVENTORY_SOURCES: Input should be a valid list"),
        ("/orders", 'INVENTORY_SOURCES: must be a JSON object such as {"orders": ["/orders"]}'),
    ],
)
def test_sources_that_nothing_could_come_of_are_refused(
    environment: pytest.MonkeyPatch, value: str, sentence: str
) -> None:
    assert sentence in refusal(environment, INVENTORY_SOURCES=value)


def test_sources_are_of_the_topics_that_are_heard(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("INVENTORY_TOPIC_ORDERS", "shop.orders")
    environment.setenv("INVENTORY_SOURCES", '{"shop.orders": ["/orders", "//pods/*"], "payments": ["*"]}')
    assert settings().sources == {"shop.orders": ["/orders", "//pods/*"], "payments": ["*"]}


@pytest.mark.parametrize(
    ("value", "source", "choice"),
    [
        ("", "/erp", "supplied"),
        ("first", "/erp", "first"),
        ('{"/erp": "first"}', "/erp", "first"),
        ('{"/erp": "first"}', "/erp/pod-7", "supplied"),
        ('{"/erp*": "first", "/erp/pod*": "ignored", "*": "supplied"}', "/erp/pod-7", "ignored"),
        ('{"/erp*": "first", "/erp/pod*": "ignored", "*": "supplied"}', "/erp/7", "first"),
        ('{"*": "ignored", "/erp": "supplied"}', "/other", "ignored"),
    ],
)
def test_the_meaning_of_the_catalogues_number_is_that_of_the_longest_fit(
    environment: pytest.MonkeyPatch, value: str, source: str, choice: str
) -> None:
    if value:
        environment.setenv("INVENTORY_CATALOGUE_QUANTITY", value)
    assert settings().catalogue_quantity_of(source) is CatalogueQuantity(choice)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("last", "INVENTORY_CATALOGUE_QUANTITY: must be one of supplied, first, ignored, or a JSON object"),
        ("{", "must be one of supplied, first, ignored, or a JSON object"),
        ("{}", "must be one of supplied, first, ignored, or a JSON object"),
        ("[1]", "must be one of supplied, first, ignored, or a JSON object"),
        ('{"/erp": "last"}', "source '/erp' must have one of supplied, first, ignored, not 'last'"),
        ('{"/erp": ["first"]}', "source '/erp' must have one of supplied, first, ignored, not ['first']"),
        ('{"/e*p": "first"}', "'/e*p' has a * that is not at its end"),
        ('{"": "first"}', "no event has the source ''"),
    ],
)
def test_a_meaning_that_nobody_knows_is_refused(environment: pytest.MonkeyPatch, value: str, sentence: str) -> None:
    assert sentence in refusal(environment, INVENTORY_CATALOGUE_QUANTITY=value)
