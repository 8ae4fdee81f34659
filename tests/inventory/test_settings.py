"""Settings are refused with a sentence when they are missing, wrong, or unsafe together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from inventory.errors import InvalidSettings
from inventory.settings import Settings, settings

URL = "postgresql://user:secret@db/inventory"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Nothing but the database's address, and no settings read before."""
    import os

    for name in list(os.environ):
        if name.startswith("INVENTORY_") or name in {"DATABASE_URL", "CELERY_BROKER_URL", "KAFKA_BOOTSTRAP_SERVERS"}:
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
            {"INVENTORY_RETRY_SECONDS": "60", "INVENTORY_RETRY_SECONDS_MAX": "59"},
            "INVENTORY_RETRY_SECONDS must not exceed INVENTORY_RETRY_SECONDS_MAX",
        ),
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
