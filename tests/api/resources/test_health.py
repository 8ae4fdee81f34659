"""Alive, and ready only when the work could be done."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest
from sqlalchemy import create_engine, text

from api.app import create_app
from api.services import EXTENSION
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.api.client import Client
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL


def test_ready_when_postgresql_answers_with_the_newest_schema(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["ready"]) == (200, True)
    assert client.get("/healthz").json == {"status": "ok"}


@pytest.fixture
def empty_database_url(postgresql: PostgreSQL) -> Iterator[str]:
    engine = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE not_migrated"))
        yield postgresql.database_url("not_migrated")
        connection.execute(text("DROP DATABASE not_migrated WITH (FORCE)"))
    engine.dispose()


def test_not_ready_before_the_schema_is_there(empty_database_url: str) -> None:
    app = create_app(Settings(database_url=empty_database_url, authentication="open"))
    answer = Client(app).get("/readyz")
    app.extensions[EXTENSION].close()

    assert (answer.status_code, answer.json["ready"], answer.json["schema"]) == (503, False, "empty")
    assert answer.headers["Retry-After"]


def test_not_ready_but_alive_when_postgresql_is_away() -> None:
    nowhere = f"postgresql://postgres@127.0.0.1:{free_ports(1)[0]}/postgres"
    app = create_app(Settings(database_url=nowhere, authentication="open"))
    client = Client(app)
    answer = client.get("/readyz")
    alive = client.get("/healthz")
    app.extensions[EXTENSION].close()

    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "unreachable"})
    assert alive.status_code == 200


@pytest.mark.usefixtures("sessions_end")
def test_stuck_while_a_transaction_does_not_come_back(database_url: str, database: Database) -> None:
    app = create_app(
        Settings(database_url=database_url, authentication="open", stuck_seconds=3, api_deadline_seconds=1)
    )
    client = Client(app)
    delivery = {"delta": 1, "reason": "received", "reference": "first"}
    assert client.post("/v1/stock/mug/adjustments", json=delivery).status_code < 300
    with database.transaction() as session:
        backend = session.scalars(
            text("SELECT pid FROM pg_stat_activity WHERE application_name = 'inventory-api-commit'")
        ).one()
    psutil.Process(backend).suspend()
    try:
        refused = Client(app).post("/v1/stock/mug/adjustments", json={**delivery, "reference": "second"})
        assert wait_until(lambda: client.get("/healthz").status_code == 503, seconds=20)
        assert client.get("/healthz").json == {"status": "stuck"}
    finally:
        psutil.Process(backend).resume()
    assert refused.status_code == 503
    assert wait_until(lambda: client.get("/healthz").status_code == 200, seconds=20)
    app.extensions[EXTENSION].close()
