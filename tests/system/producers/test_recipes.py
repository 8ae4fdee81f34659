"""Debezium's outbox router, Kafka Connect and Spring Kafka: the recipes of docs/events/producers.md
are followed. The usual first attempt is a dead letter that tells how it was read and is found by
its key.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from inventory.settings import Settings
from tests.bridge.conftest import environment, inbox, running, settings  # noqa: F401 - fixtures
from tests.bridge.line import Inbox, eventually
from tests.bridge.murmur2 import partition
from tests.system.needs import need
from tests.system.producers.test_sdks import HERE, TOOLS, need_sdks

pytestmark = pytest.mark.timeout(600)

GOOD = ("debezium", "connect", "spring")
FIRST = {
    "debezium-bare": "missing_type",
    "debezium-twice": "not_an_event",
    "connect-schemas": "invalid_data",
    "connect-bare": "missing_type",
    "spring-bare": "missing_type",
}
"""Their messages without the recipes, and the reasons of the dead letters."""


def told(*command: str | Path) -> str:
    words = [str(word) for word in command]
    ran = subprocess.run(words, env=os.environ, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, f"{ran.stdout[-3_000:]}\n{ran.stderr[-6_000:]}"
    return ran.stdout


def test_the_recipes(
    settings: Settings,  # noqa: F811 - a fixture
    inbox: Inbox,  # noqa: F811
    running: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    need("java", "javac")
    need_sdks()
    jars = f"{TOOLS}/jars/*"
    told("javac", "-nowarn", "-cp", jars, "-d", tmp_path, HERE / "Recipes.java")
    places = told(
        "java", "-cp", f"{tmp_path}:{jars}", "Recipes", settings.kafka_bootstrap_servers, settings.topic_orders
    )

    # Java's own client places keys where the relay does (tests/bridge/relay/test_relay.py).
    found = [int(line) for line in places.splitlines() if line.isdigit()]
    assert found == [partition(b"o-%d" % number, 12) for number in range(500)]

    running()
    eventually(lambda: inbox.count() == len(GOOD) + len(FIRST), "all of them")
    rows = inbox.rows()
    died = {row["event_id"]: row["detail"] for row in rows if row["reason"] is not None}
    assert len(died) == len(FIRST), died
    assert {row["event_id"]: (row["source"], row["key"]) for row in rows if row["reason"] is None} == {
        f"id-{name}": ("/orders", name) for name in GOOD
    }
    dead = {row["record_key"].decode(): row for row in rows if row["reason"] is not None}
    assert {name: row["reason"] for name, row in dead.items()} == FIRST
    assert all(row["detail"] and row["headers"] is not None for row in dead.values())
    assert "value.converter.schemas.enable=false" in dead["connect-schemas"]["detail"]
