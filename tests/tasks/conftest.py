"""Real workers on real servers: PostgreSQL and Redis of the devstack, and pytest-celery's fixtures on local processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from celery import Celery
from pytest_celery import CeleryTestWorker, RedisTestBroker
from redis import Redis

from devstack.postgresql import PostgreSQL
from devstack.valkey import Valkey
from inventory.database import Database
from inventory.migrate import migrate
from inventory.settings import settings
from tests.tasks.line import Line
from tests.tasks.local_nodes import LocalProcess, LocalRedis, RedisNode, WorkerNode

# The Celery application reads the settings when it is imported, which is before any server runs; `environment` corrects it.
os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")

SHORT_TIMES = {
    "INVENTORY_RETRY_SECONDS": "0.1",
    "INVENTORY_RETRY_SECONDS_MAX": "0.2",
    "INVENTORY_MAX_ATTEMPTS": "4",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
}


@dataclass(frozen=True)
class Servers:
    postgresql: PostgreSQL
    redis: Valkey


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    directory = tmp_path_factory.mktemp("tasks")
    servers = Servers(PostgreSQL(directory), Valkey(directory))
    try:
        servers.postgresql.start()
        servers.redis.start()
        servers.postgresql.wait_ready()
        servers.redis.wait_ready()
        migrate(servers.postgresql.url)
        yield servers
    finally:
        servers.redis.stop()
        servers.postgresql.stop()


@pytest.fixture(scope="session")
def environment(servers: Servers) -> Iterator[dict[str, str]]:
    """The variables of every process in these tests, this one included."""
    from tasks.app import app  # noqa: PLC0415 - reads the settings, which are made here

    ours = {"DATABASE_URL": servers.postgresql.url, "CELERY_BROKER_URL": servers.redis.url, **SHORT_TIMES}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ours.items():
            patch.setenv(name, value)
        settings.cache_clear()
        app.conf.broker_url = servers.redis.url
        yield dict(os.environ)
    settings.cache_clear()


@pytest.fixture
def broker(servers: Servers, environment: dict[str, str]) -> Iterator[Redis]:
    """An empty Redis, which runs (again) when the test ends."""
    del environment
    if not servers.redis.is_ready():
        servers.redis.restart()
    with Redis.from_url(servers.redis.url) as client:
        client.flushall()
        yield client


@pytest.fixture
def line(servers: Servers, environment: dict[str, str]) -> Iterator[Line]:
    """An empty inbox and no stock."""
    del environment
    if not servers.postgresql.is_ready():
        servers.postgresql.restart()
    database = Database(servers.postgresql.url, name="tests")
    line = Line(database)
    line.clear()
    yield line
    database.dispose()


StartProcess = Callable[..., LocalProcess]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[StartProcess]:
    """Start `python -m celery -A tasks.app …` as a process; it is gone when the test ends."""
    started: list[LocalProcess] = []

    def start(name: str, *arguments: str, **variables: str) -> LocalProcess:
        command = [sys.executable, "-m", "celery", "-A", "tasks.app", *arguments]
        process = LocalProcess(name, command, environment=environment | variables, log=tmp_path / f"{name}.log")
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()


# What pytest-celery asks for, answered without Docker.


@pytest.fixture
def default_redis_broker(servers: Servers, broker: Redis) -> RedisNode:
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
    from tasks.app import app  # noqa: PLC0415 - as above

    del celery_broker_cluster
    return app


@pytest.fixture
def default_worker_container(start: StartProcess, line: Line, celery_broker_cluster: object) -> WorkerNode:
    """A worker of stock operations with two processes."""
    del line, celery_broker_cluster
    options = ["--queues", "stock", "--concurrency", "2", "--hostname", "stock@%h"]
    options += ["--loglevel", "INFO", "--without-mingle", "--without-gossip"]
    return WorkerNode(start("worker", "worker", *options))


@pytest.fixture
def worker(celery_worker: CeleryTestWorker) -> WorkerNode:
    """The worker, when it takes tasks."""
    assert celery_worker.ready()
    node: WorkerNode = celery_worker.container
    return node
