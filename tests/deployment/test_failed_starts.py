"""A process that can't start says why in one line of its log, and ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import preloaded
from tests.postgresql import empty_database_url, postgresql  # noqa: F401 - fixtures

CELERY = "from celery.__main__ import main\nmain()"
GUNICORN = "from gunicorn.app.wsgiapp import run\nrun()"
PROCESSES = {
    "consumer": ("-m", "bridge", "consume"),
    "relay": ("-m", "bridge", "relay"),
    "worker": ("-c", CELERY, "-A", "tasks.app", "worker", "--queues", "stock"),
    "beat": ("-c", CELERY, "--quiet", "-A", "tasks.app", "beat"),
    "console": ("-c", GUNICORN, "--config", "python:console.gunicorn_config", "console.wsgi:app"),
    "flower": ("-c", CELERY, "-A", "tasks.app", "flower", "--logging=none"),
    "api": ("-c", GUNICORN, "--config", "python:api.gunicorn_config", "api.wsgi:app"),
}
WRONG = {"DATABASE_URL": "postgresql://postgres@127.0.0.1/none", "INVENTORY_CHUNK_SIZE": "many"}


def ended(name: str, log: Path, environment: dict[str, str]) -> tuple[int, list[dict[str, Any]]]:
    """Run a process that can't start. Returns its exit status and the lines of its log."""
    process = preloaded.start([sys.executable, *PROCESSES[name]], log=log, environment=environment)
    status = process.wait(60)
    return status, [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", PROCESSES)
def test_wrong_settings_are_one_line(name: str, tmp_path: Path) -> None:
    status, lines = ended(name, tmp_path / "log", WRONG)
    assert status == 2
    (line,) = lines
    assert line["level"] == "CRITICAL"
    assert line["message"].startswith("The settings are not usable:\n  INVENTORY_CHUNK_SIZE: ")


@pytest.mark.parametrize(("name", "expected"), {"consumer": 3, "relay": 3, "worker": 1}.items())
def test_a_schema_that_is_behind_is_one_line(
    name: str,
    expected: int,
    empty_database_url: str,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    status, lines = ended(name, tmp_path / "log", {"DATABASE_URL": empty_database_url})
    assert status == expected
    (line,) = [each for each in lines if each["level"] == "CRITICAL"]
    assert "Run `inventory migrate`" in line["message"]
