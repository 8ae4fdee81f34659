"""A PostgreSQL of its own, an API that asks for tokens, and an identity provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from api.app import create_app
from api.services import EXTENSION
from devstack.postgresql import PostgreSQL
from inventory import access
from inventory.access import Scope
from inventory.database import Database, now
from inventory.migrate import migrate
from inventory.settings import Settings
from tests.api.client import Client
from tests.conftest import TABLES
from tests.security.identity_provider import IdentityProvider


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path_factory.mktemp("security"))
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
def identity_provider() -> Iterator[IdentityProvider]:
    with IdentityProvider() as provider:
        yield provider


@pytest.fixture
def app(database_url: str, identity_provider: IdentityProvider) -> Iterator[Flask]:
    """The API as it is in production: it takes our tokens and the identity provider's."""
    made = create_app(
        Settings(
            database_url=database_url,
            jwks_url=identity_provider.url,
            jwt_issuer=identity_provider.issuer,
            jwt_audience="inventory",
        )
    )
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app)


MakeToken = Callable[..., str]


@pytest.fixture
def make_token(database: Database) -> MakeToken:
    """Makes a token with these scopes, and returns its secret."""

    def make(*scopes: Scope, name: str = "orders") -> str:
        with database.transaction() as session:
            return access.create(session, name, scopes, now=now(session))[1]

    return make


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
