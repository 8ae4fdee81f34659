"""Real workers on real servers: pytest-celery's fixtures, answered by local processes instead of
Docker.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery
from kombu import pools
from pytest_celery import CeleryTestWorker, RedisTestBroker
from redis import Redis

from inventory.database.transactions import Database
from inventory.settings import settings
from tests.tasks.flower import AUTH, ask
from tests.tasks.line import Line
from tests.tasks.local_nodes import LocalProcess, LocalRedis, RedisNode, WorkerNode, wait_for
from tests.traced import collector, traced  # noqa: F401 - fixtures
from tools.devstack.machine.ports import free_ports
from tools.devstack.servers.together import EmbeddedServers

# The Celery application reads the settings at its import, before any server runs;
# `environment` corrects it.
os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")

SHORT_TIMES = {
    "INVENTORY_RETRY_SECONDS": "0.5",
    "INVENTORY_RETRY_SECONDS_MAX": "1",
    "INVENTORY_MAX_ATTEMPTS": "4",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_SKU_WAIT_SECONDS": "0",
}


@pytest.fixture(scope="package")
def environment(servers: EmbeddedServers) -> Iterator[dict[str, str]]:
    """The variables of every process in these tests, this one included."""
    from tasks.app import app

    with pytest.MonkeyPatch.context() as patch:
        for name, value in (servers.environment | SHORT_TIMES).items():
            patch.setenv(name, value)
        settings.cache_clear()
        app.conf.broker_url = servers.broker_url
        yield dict(os.environ)
    settings.cache_clear()


@pytest.fixture
def broker(servers: EmbeddedServers, environment: dict[str, str]) -> Iterator[Redis]:
    """An empty Redis. It runs (again) when the test ends."""
    del environment
    if not servers.redis.is_ready():
        servers.redis.restart()
    with Redis.from_url(servers.redis.administration_url) as client:
        client.flushall()
        yield client


@pytest.fixture
def line(database: Database, environment: dict[str, str]) -> Line:
    """An empty inbox and no stock."""
    del environment
    return Line(database)


@pytest.fixture(autouse=True)
def own_connection() -> Iterator[None]:
    """Tasks that a test calls in this process use its connection. The next test's tables wait for
    nobody, and nobody finds a connection that is open and forgotten.
    """
    from tasks.worker.process import database

    yield
    if database.cache_info().currsize:
        database().dispose()
        database.cache_clear()


@pytest.fixture
def patient(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What comes too early waits for the default time."""
    from tasks import stock

    del environment
    changed = settings().model_copy(update={"sku_wait_seconds": 30})
    monkeypatch.setattr(stock, "settings", lambda: changed)
    stock.patience.cache_clear()
    yield
    stock.patience.cache_clear()


StartProcess = Callable[..., LocalProcess]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[StartProcess]:
    """Start `python -m celery -A tasks.app …` as a process, after the statements of `patch`. It is
    gone when the test ends.
    """
    started: list[LocalProcess] = []

    def start(name: str, *arguments: str, patch: str = "", **variables: str) -> LocalProcess:
        program = f"{patch}\nfrom celery.__main__ import main\nmain()"
        command = [sys.executable, "-c", program, "-A", "tasks.app", *arguments]
        process = LocalProcess(name, command, environment=environment | variables, log=tmp_path / f"{name}.log")
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()


@pytest.fixture
def flower(start: StartProcess) -> str:
    """The URL of a Flower that answers."""
    port = free_ports(1)[0]
    url = f"http://127.0.0.1:{port}"
    start(
        *("flower", "flower", "--address=127.0.0.1", f"--port={port}", "--max-tasks=2000"),
        FLOWER_BASIC_AUTH=AUTH,
    )
    wait_for(lambda: ask(f"{url}/healthcheck") is not None, "Flower answers")
    return url


# Fixtures of pytest-celery, answered without Docker.


@pytest.fixture
def default_redis_broker(servers: EmbeddedServers, broker: Redis) -> RedisNode:
    del broker
    return RedisNode(LocalRedis(servers.redis))


@pytest.fixture
def celery_broker(celery_redis_broker: RedisTestBroker) -> RedisTestBroker:
    """Redis alone: the service supports no other broker."""
    return celery_redis_broker


@pytest.fixture
def celery_backend_cluster() -> None:
    """There is no result backend: outcomes live in PostgreSQL."""


@pytest.fixture
def celery_setup_app(celery_broker_cluster: object) -> Celery:
    """The service's own application instead of one made up for the test."""
    from tasks.app import app

    del celery_broker_cluster
    # A connection to a Redis that another test has killed would be found dead only when it is
    # used.
    pools.reset()  # type: ignore[no-untyped-call]  # kombu publishes types in part
    app._after_fork()
    return app


@pytest.fixture
def default_worker_container(start: StartProcess, line: Line, celery_broker_cluster: object) -> WorkerNode:
    """A worker of stock operations with two processes."""
    del line, celery_broker_cluster
    options = ["--queues", "stock", "--concurrency", "2", "--hostname", "stock@%h"]
    options += ["--without-mingle", "--without-gossip"]
    # At DEBUG it tells each task that it receives, and its end.
    return WorkerNode(start("worker", "worker", *options, INVENTORY_LOG_LEVEL="DEBUG"))


@pytest.fixture
def worker(celery_worker: CeleryTestWorker) -> WorkerNode:
    """The worker, when it takes tasks."""
    assert celery_worker.ready()
    node: WorkerNode = celery_worker.container
    return node
