"""Under compose's memory limits, as the kernel enforces them: by a control group, which needs root,
or else for each process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from bridge.topics import ensure_topics
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.dense import foreign, publish_batch, publish_dense
from tests.bridge.line import Inbox, Kafka
from tests.bridge.messages import event
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.servers.together import EmbeddedServers

MIB = 1_048_576
VERSIONS = {
    Path("/sys/fs/cgroup/memory"): "memory.limit_in_bytes",
    Path("/sys/fs/cgroup"): "memory.max",
}
COMPOSE = 512 * MIB
SECONDS = 60
RESTARTS = 12


class Container:
    """A place where a process has so much memory and no more."""

    def __init__(self, enter: str) -> None:
        self._enter = enter

    def command(self, *arguments: str) -> list[str]:
        return ["/bin/sh", "-c", f'{self._enter} && exec "$0" "$@"', sys.executable, *arguments]


@contextmanager
def container(limit: int) -> Iterator[Container]:
    """A process in a control group is killed beyond its limit. Where there can be none, allocation
    fails beyond it.
    """
    directory = _control_group(limit)
    if directory is None:
        yield Container(f"ulimit -d {limit // 1_024}")
        return
    try:
        yield Container(f"echo $$ > {directory}/cgroup.procs")
    finally:
        wait_until(lambda: not (directory / "cgroup.procs").read_text(), seconds=SECONDS)
        directory.rmdir()


def _control_group(limit: int) -> Path | None:
    for root, file in VERSIONS.items():
        directory = root / f"inventory-{uuid4().hex[:8]}"
        try:
            directory.mkdir()
        except OSError:
            continue
        if (directory / file).exists():
            (directory / file).write_text(str(limit))
            return directory
        directory.rmdir()
    return None


@pytest.fixture
def environment(servers: EmbeddedServers, database_url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    name = uuid4().hex[:8]
    topics = {topic: f"{topic}-{name}" for topic in ("products", "orders", "payments", "events")}
    environment = servers.environment | {
        "DATABASE_URL": database_url,
        **{f"INVENTORY_TOPIC_{topic.upper()}": named for topic, named in topics.items()},
        "INVENTORY_TOPIC_PARTITIONS": "3",
        "INVENTORY_CONSUMER_GROUP": f"group-{name}",
    }
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    ensure_topics(Settings())
    return dict(os.environ)


@contextmanager
def bridge(within: Container, log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = spawn(within.command("-m", "bridge", "consume"), log=log, environment=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_records_that_are_small_on_the_wire_alone(
    environment: dict[str, str], database: Database, tmp_path: Path
) -> None:
    options, inbox = Settings(), Inbox(database)
    publish_dense(options)
    for partition in range(3):
        Kafka(options).publish(options.topic_orders, event(id=f"behind-{partition}"), partition=partition)

    with container(COMPOSE) as within, bridge(within, tmp_path / "bridge.log", environment) as process:
        assert wait_until(lambda: inbox.count() == 3 or process.poll() is not None, seconds=SECONDS)
        assert process.poll() is None, "it was killed"


def test_a_batch_that_kills_its_reader_is_put_aside_by_those_that_come_after(
    environment: dict[str, str], database: Database, tmp_path: Path
) -> None:
    """Each bridge is killed by the kernel, as in a container, and another is started, until one
    lives.
    """
    options, inbox = Settings(), Inbox(database)
    publish_batch(options, "gzip", foreign(450 * MIB))
    Kafka(options).publish(options.topic_orders, event(id="behind"))

    killed = 0
    with container(COMPOSE) as within:
        for _ in range(RESTARTS):
            with bridge(within, tmp_path / "bridge.log", environment) as process:
                assert wait_until(lambda: inbox.count() == 2 or process.poll() is not None, seconds=SECONDS)
                if process.poll() is None:
                    break
                killed += 1

    assert inbox.ids() == ["0/0", "behind"], (tmp_path / "bridge.log").read_text()
    assert killed >= 3, "it takes several to be suspected"
    (aside,) = (row for row in inbox.rows() if row["event_id"] == "0/0")
    assert aside["reason"] == "undecodable"


def test_an_import_of_as_many_rows_as_there_may_be(database_url: str, tmp_path: Path) -> None:
    """The last one is wrong, so that all are checked and none is imported."""
    file = tmp_path / "in.csv"
    with file.open("w", encoding="utf-8") as rows:
        rows.write("sku,quantity_on_hand,location\n")
        rows.writelines(f"sku-{number:07},{number % 97},main\n" for number in range(999_999))
        rows.write("tea,many,main\n")

    with container(COMPOSE // 2) as within:
        code = "from inventory.cli import main; main()"
        done = subprocess.run(
            within.command("-c", code, "stock", "import", str(file)),
            env=os.environ | {"DATABASE_URL": database_url},
            capture_output=True,
            text=True,
            check=False,
        )

    assert (done.returncode, "Nothing was imported" in done.stderr) == (1, True), done.stderr
