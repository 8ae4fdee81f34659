"""Unsafe settings do not start, and secrets are told nobody."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.app import create_app
from api.services import EXTENSION
from inventory.errors import InvalidSettings
from inventory.settings import Settings, settings
from inventory.tokens import PREFIX
from tests.api.client import Client
from tests.api.gunicorn_process import api_server

NOWHERE = "postgresql://127.0.0.1:1/nowhere"
JWKS = {"jwks_url": "https://login.example/keys", "jwt_issuer": "https://login.example", "jwt_audience": "inventory"}


def test_a_token_is_required_unless_something_else_is_said() -> None:
    assert Settings(database_url=NOWHERE).authentication == "required"


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "[::]", "", "10.0.0.7", "inventory.example", "127.0.0.1.evil.example"]
)
def test_open_is_for_loopback_addresses(host: str) -> None:
    with pytest.raises(ValidationError, match="inventory token create"):
        Settings(database_url=NOWHERE, authentication="open", api_host=host)
    with pytest.raises(ValidationError, match=r"INVENTORY_CONSOLE_HOST.*inventory token create"):
        Settings(database_url=NOWHERE, authentication="open", console_host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_open_on_a_loopback_address_says_so_loudly(host: str, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings(database_url=NOWHERE, authentication="open", api_host=host))
    app.extensions[EXTENSION].close()

    [warning] = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "AUTHENTICATION IS OFF" in warning.message


def test_required_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    create_app(Settings(database_url=NOWHERE)).extensions[EXTENSION].close()

    assert caplog.records == []


def test_gunicorn_does_not_start_open_to_the_world(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://inventory:hunter2@127.0.0.1:1/nowhere",
        "INVENTORY_AUTHENTICATION": "open",
        "INVENTORY_API_HOST": "0.0.0.0",
        "INVENTORY_API_PORT": "0",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_config", "api.wsgi:app"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode != 0
    assert "INVENTORY_AUTHENTICATION=open would let anybody" in ran.stderr
    assert "hunter2" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "changed",
    [
        {"jwt_issuer": ""},
        {"jwt_audience": ""},
        {"jwks_url": "http://login.example/keys"},
        {"jwks_url": "file:///etc/keys.json"},
        {"jwks_url": "login.example/keys"},
        {"jwt_algorithms": "HS256"},
        {"jwt_algorithms": "RS256,HS256"},
        {"jwt_algorithms": "RS256,none"},
        {"jwt_algorithms": "none"},
        {"jwt_algorithms": ""},
        {"jwt_algorithms": "RS256, ES256"},
    ],
    ids=str,
)
def test_jwts_are_checked_in_full_or_not_at_all(changed: dict[str, str]) -> None:
    Settings.model_validate({"database_url": NOWHERE, **JWKS})
    with pytest.raises(ValidationError):
        Settings.model_validate({"database_url": NOWHERE, **JWKS, **changed})


# Secrets.

SECRETS = {
    "DATABASE_URL": "postgresql://inventory:hunter2@127.0.0.1/shop",
    "CELERY_BROKER_URL": "rediss://:hunter2@127.0.0.1/0",
    "INVENTORY_KAFKA_CONFIG": '{"sasl.password": "hunter2"}',
}


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)

    assert "hunter2" in Settings().database_url
    assert "hunter2" not in repr(Settings()) + str(Settings())


def test_a_wrong_setting_does_not_show_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        **SECRETS,
        "INVENTORY_RETRY_SECONDS": "900",
        "INVENTORY_API_PORT": "hunter2 is no port",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with pytest.raises(InvalidSettings) as caught:
        settings()
    settings.cache_clear()

    assert "INVENTORY_API_PORT" in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_tokens_are_neither_logged_nor_answered(database_url: str, tmp_path: Path) -> None:
    bad = f"{PREFIX}{'S3cr3t' * 7}A"
    forged = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTM2NyM3QifQ.S3cr3tS3cr3t"
    required = {"INVENTORY_AUTHENTICATION": "required", "INVENTORY_LOG_LEVEL": "DEBUG"}
    with api_server(database_url, tmp_path, **required) as server:
        answers = [
            server.caller.call("GET", "/v1/stock", headers={"Authorization": f"Bearer {token}"})
            for token in (bad, forged, f"{bad} {bad}")
        ]
    said = server.log.read_text() + repr(answers)

    assert [answer.status for answer in answers] == [401, 401, 401]
    assert "401" in said
    assert answers[0].headers["X-Request-ID"] in server.log.read_text()
    for secret in ("S3cr3t", forged.split(".")[1]):
        assert secret not in said


def test_a_database_that_refuses_its_password_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings(database_url="postgresql://inventory:hunter2@127.0.0.1:1/shop", authentication="open"))
    client = Client(app)
    answers = [client.get("/v1/stock"), client.post("/v1/reservations/o/confirm"), client.get("/readyz")]
    app.extensions[EXTENSION].close()

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert "hunter2" not in caplog.text + repr(answers)
