"""No process begins to work on a schema where every event would fail until it is dead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from api.app import create_app
from api.services import EXTENSION
from inventory.database.migrate import migrate
from inventory.database.revisions import newest_revision
from inventory.settings import Settings
from tests.api.client import Client
from tests.tasks.local_nodes import LocalProcess
from tools.devstack.servers.postgresql import PostgreSQL

PROCESSES = {
    "consumer": ["-m", "bridge", "consume"],
    "relay": ["-m", "bridge", "relay"],
    "worker": ["-m", "celery", "-A", "tasks.app", "worker", "--queues", "stock", "--concurrency", "1"],
}


@pytest.fixture
def unfit_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A database that says that it is at the newest schema, and lacks a column."""
    name = f"unfit_{uuid4().hex}"
    admin = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        url = postgresql.database_url(name)
        migrate(url)
        engine = create_engine(url)
        with engine.begin() as inside:
            inside.execute(text("ALTER TABLE product_inventory DROP COLUMN threshold_at"))
        engine.dispose()
        yield url
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_bridge_relay_and_worker_end_and_say_why(unfit_url: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": unfit_url, "CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}
    started = {
        name: LocalProcess(name, [sys.executable, *words], environment=environment, log=tmp_path / f"{name}.log")
        for name, words in PROCESSES.items()
    }
    for process in started.values():
        process.start()
    try:
        ends = {name: process.wait(30) for name, process in started.items()}
    finally:
        for process in started.values():
            process.stop()
    assert ends == {"consumer": 3, "relay": 3, "worker": 1}
    for process in started.values():
        log = process.logs().decode()
        assert "product_inventory.threshold_at is missing, expected timestamp with time zone" in log
        assert "run `inventory migrate` again" in log
        assert "Traceback" not in log


def test_the_api_is_not_ready(unfit_url: str) -> None:
    app = create_app(Settings(database_url=unfit_url, authentication="open"))
    try:
        reply = Client(app).get("/readyz")
    finally:
        app.extensions[EXTENSION].close()
    assert reply.status_code == 503
    assert reply.json == {
        "ready": False,
        "database": "ok",
        "schema": newest_revision(),
        "differences": ["product_inventory.threshold_at is missing, expected timestamp with time zone"],
    }
