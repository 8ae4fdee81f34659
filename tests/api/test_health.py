"""Alive, and ready only when the work could be done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from api.app import create_app
from api.services import EXTENSION
from devstack.ports import free_ports
from devstack.postgresql import PostgreSQL
from inventory.settings import Settings
from tests.api.client import Client


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
