"""Flower with all the tasks that it keeps, each with as much as a task may tell, under
compose's limit with room.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import psutil
import pytest
from celery import Celery

from inventory.settings import Settings
from tasks.broker import transport_options
from tests.system.test_memory_limits import COMPOSE, MIB, container
from tests.tasks.flower import AUTH, ask
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.processes.process_table import FLOWER
from tools.devstack.servers.together import EmbeddedServers

pytestmark = pytest.mark.timeout(300)

log = logging.getLogger(__name__)

KEPT = int(next(word for word in FLOWER.command if word.startswith("--max-tasks=")).partition("=")[2])
TOLD = KEPT + 500
PIECE = 100
"""Tasks that Flower is told of at once: Redis throws out a reader that is too slow."""
MOST = COMPOSE * 3 // 5
SECONDS = 120


class Flower:
    """A Flower that runs, with some of the memory that it has in Compose."""

    def __init__(self, url: str, pid: int) -> None:
        self._url = url
        self._process = psutil.Process(pid)

    def heard(self) -> int:
        """Return the number of tasks that it has heard the end of."""
        with urlopen(f"{self._url}/metrics", timeout=SECONDS) as response:
            told = re.findall(r'flower_events_total{[^}]*type="task-succeeded"[^}]*} (\S+)', response.read().decode())
        return int(sum(map(float, told)))

    def mebibytes(self) -> int:
        return int(self._process.memory_info().rss / MIB)

    def tasks(self) -> int:
        """List all tasks that it keeps. Returns their number."""
        return len(ask(f"{self._url}/api/tasks", auth=AUTH))


@pytest.fixture
def flower(servers: EmbeddedServers, tmp_path: Path) -> Iterator[Flower]:
    (port,) = free_ports(1)
    words = [word.replace("{flower_port}", str(port)) for word in FLOWER.command[1:]]
    with container(COMPOSE) as within:
        process = spawn(
            within.command(*words),
            log=tmp_path / "flower.log",
            environment=servers.environment | {"FLOWER_BASIC_AUTH": AUTH, "PATH": "/usr/bin:/bin"},
        )
        try:
            answers = wait_until(lambda: ask(f"http://127.0.0.1:{port}/healthcheck") is not None, seconds=SECONDS)
            assert answers, (tmp_path / "flower.log").read_text()
            yield Flower(f"http://127.0.0.1:{port}", process.pid)
            assert process.poll() is None, "it was killed"
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def tell(servers: EmbeddedServers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Tell of so many tasks as a worker does: each was received, was started and has succeeded."""
    monkeypatch.setenv("DATABASE_URL", servers.database_url)
    from tasks.dispatch import ARGUMENTS_SHOWN  # which reads the settings

    settings = Settings(database_url=servers.database_url, broker_url=servers.broker_url)
    app = Celery(broker=settings.broker_url)
    app.conf.broker_transport_options = transport_options(settings)
    with app.connection() as connection, app.events.Dispatcher(connection, hostname="stock@shop") as worker:

        def tell(count: int) -> None:
            for _ in range(count):
                task = {"uuid": str(uuid4()), "name": "reserve_stock"}
                keys = " ".join(f"{uuid4()}" for _ in range(ARGUMENTS_SHOWN // 37 + 1))[:ARGUMENTS_SHOWN]
                worker.send("task-received", **task, args=keys, kwargs="{}")
                worker.send("task-started", **task)
                worker.send("task-succeeded", **task, runtime=0.1, result="None")

        yield tell


def heard_first(flower: Flower, tell: Callable[[int], None]) -> int:
    """Tell until Flower hears. It answers before it listens to Redis, which keeps nothing for those
    who don't. Returns the number of tasks that it has heard of then.
    """

    def hears() -> bool:
        tell(1)
        return wait_until(lambda: flower.heard() > 0, seconds=1)

    assert wait_until(hears, seconds=SECONDS)
    return flower.heard()


def test_it_forgets_old_tasks_and_has_room(flower: Flower, tell: Callable[[int], None]) -> None:
    empty = flower.mebibytes()
    first = heard_first(flower, tell)
    for heard in range(first + PIECE, first + TOLD + 1, PIECE):
        tell(PIECE)
        assert wait_until(lambda: flower.heard() >= heard, seconds=SECONDS), f"{flower.heard()} of {heard}"  # noqa: B023
    full = flower.mebibytes()
    assert flower.tasks() == KEPT
    listed = flower.mebibytes()
    log.info("Flower: %d MiB empty, %d with %d tasks, %d when all were listed", empty, full, KEPT, listed)
    assert listed * MIB < MOST
