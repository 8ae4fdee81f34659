"""A PostgreSQL of its own for the API's tests, because some of them kill it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from api.app import create_app
from api.services import EXTENSION
from devstack.postgresql import PostgreSQL
from inventory.database import Database
from inventory.migrate import migrate
from inventory.settings import Settings
from tests.api.client import Client
from tests.conftest import TABLES


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path_factory.mktemp("api"))
    server.start()
    try:
        server.wait_ready()
        migrate(server.url)
        yield server
    finally:
        server.stop()


@pytest.fixture
def database_url(postgresql: PostgreSQL) -> str:
    """A database at the newest schema, with nothing in it."""
    if not postgresql.is_ready():
        postgresql.restart()
    engine = create_engine(postgresql.url)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        connection.execute(text(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return postgresql.url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, name="tests")
    yield opened
    opened.dispose()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    made = create_app(Settings(database_url=database_url, authentication="open"))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app)
