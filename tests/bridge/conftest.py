"""The bridge on real servers: topics of its own for every test, processes as they run in
production.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from redis import Redis

from bridge.consume.consumer import Bridge
from bridge.topics import ensure_topics
from inventory.database.migrate import migrate
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.backups import Backups
from tests.bridge.line import Inbox, Kafka, Outbox, Processes
from tests.traced import collector, traced  # noqa: F401 - fixtures
from tools.devstack.servers.together import EmbeddedServers


@pytest.fixture
def environment(servers: EmbeddedServers, database_url: str) -> dict[str, str]:
    """Return the environment of every process. Topics and group are new, so that no test hears of
    another.
    """
    name = uuid4().hex[:8]
    return servers.environment | {
        "DATABASE_URL": database_url,
        "INVENTORY_TOPIC_PRODUCTS": f"products-{name}",
        "INVENTORY_TOPIC_ORDERS": f"orders-{name}",
        "INVENTORY_TOPIC_PAYMENTS": f"payments-{name}",
        "INVENTORY_TOPIC_EVENTS": f"events-{name}",
        "INVENTORY_TOPIC_PARTITIONS": "3",
        "INVENTORY_CONSUMER_GROUP": f"group-{name}",
        # A bridge that is killed is out of its group soon, and the next one need not wait for that.
        "INVENTORY_KAFKA_CONFIG": '{"session.timeout.ms": "3000", "heartbeat.interval.ms": "500"}',
    }


@pytest.fixture
def settings(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of `environment`, with the topics created."""
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    settings = Settings()
    ensure_topics(settings)
    return settings


@pytest.fixture
def kafka(settings: Settings) -> Kafka:
    kafka = Kafka(settings)
    kafka.wait_until_led(*settings.topics_heard.values(), settings.topic_events)
    return kafka


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def redis(servers: EmbeddedServers) -> Iterator[Redis]:
    with Redis.from_url(servers.redis.administration_url) as client:
        client.flushall()
        yield client


@pytest.fixture
def processes(settings: Settings, environment: dict[str, str], tmp_path: Path) -> Iterator[Processes]:
    """Starts processes of the bridge. Those that still run when the test ends are killed."""
    del settings
    processes = Processes(tmp_path, os.environ | environment, python=sys.executable)
    yield processes
    processes.kill()


@pytest.fixture
def running(settings: Settings, database: Database) -> Iterator[Any]:
    """Run a bridge in a thread of this process, with `dispatch` as given, until the returned flag
    is set.
    """
    stopped: list[tuple[Flag, Thread]] = []

    def run(dispatch: Any = lambda _: ([], 0)) -> Flag:
        stopping = Flag()
        bridge = Bridge(settings, database=database, dispatch=dispatch, stopping=stopping)
        thread = Thread(target=bridge.run)
        thread.start()
        stopped.append((stopping, thread))
        return stopping

    yield run
    for stopping, thread in stopped:
        stopping.set()
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def backups(servers: EmbeddedServers, tmp_path: Path) -> Iterator[Backups]:
    """A database of the test's own."""
    backups = Backups(servers.postgresql, f"set_back_{uuid4().hex}", tmp_path)
    backups.create()
    migrate(backups.url)
    yield backups
    backups.drop()
