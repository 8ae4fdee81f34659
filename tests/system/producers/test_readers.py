"""Clients of other languages read outcomes as the relay compresses them, without a plugin."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import orjson
import pytest

from inventory.settings import Settings
from tests.bridge.conftest import environment, kafka, outbox, settings  # noqa: F401 - fixtures
from tests.bridge.line import Kafka, Outbox, eventually
from tests.bridge.relay.log_segments import batches
from tests.bridge.relay.test_compression import relaying
from tests.system.needs import need
from tests.system.producers.test_sdks import HERE, TOOLS, need_sdks
from tools.devstack.servers.together import EmbeddedServers

pytestmark = pytest.mark.timeout(600)

KEYS = [f"o-{number}" for number in range(20)]


def told(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=os.environ, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def kafkajs(tmp_path: Path) -> Path:
    """A directory with `listen.mjs` and kafkajs as npm installs it."""
    need("node", "kcat")
    need_sdks()
    (tmp_path / "node_modules").symlink_to(TOOLS / "node_modules")
    (tmp_path / "listen.mjs").write_bytes((HERE / "listen.mjs").read_bytes())
    (tmp_path / "package.json").write_bytes((TOOLS / "package.json").read_bytes())
    return tmp_path


def test_kafkajs_and_kcat_read_outcomes_as_the_relay_compresses_them(
    settings: Settings,  # noqa: F811 - a fixture
    kafka: Kafka,  # noqa: F811
    outbox: Outbox,  # noqa: F811
    servers: EmbeddedServers,
    kafkajs: Path,
) -> None:
    del kafka
    outbox.add(KEYS, rounds=5)
    expected = outbox.event_ids()
    with relaying(settings, {}):
        eventually(lambda: outbox.count() == 0, "published")
    assert {batch.codec for batch in batches(servers.kafka.directory, settings.topic_events)} == {"gzip"}
    where = (settings.kafka_bootstrap_servers, settings.topic_events)
    heard = told("node", "listen.mjs", *where, str(len(expected)), cwd=kafkajs)
    assert set(heard.stdout.split()) == expected, heard.stderr
    shown = told("kcat", "-C", "-e", "-q", "-b", where[0], "-t", where[1], cwd=kafkajs)
    assert {orjson.loads(line)["id"] for line in shown.stdout.splitlines()} == expected, shown.stderr


def test_kafkajs_reads_nothing_of_zstd(
    settings: Settings,  # noqa: F811 - a fixture
    kafka: Kafka,  # noqa: F811
    outbox: Outbox,  # noqa: F811
    kafkajs: Path,
) -> None:
    """The reason for gzip as the default (ADR 49). Where this fails, there is a choice again."""
    del kafka
    outbox.add(KEYS, rounds=5)
    with relaying(settings, {"compression.type": "zstd"}):
        eventually(lambda: outbox.count() == 0, "published")
    heard = told("node", "listen.mjs", settings.kafka_bootstrap_servers, settings.topic_events, "1", cwd=kafkajs)
    assert (heard.returncode, heard.stdout) == (1, ""), heard
    assert "ZSTD compression not implemented" in heard.stderr
