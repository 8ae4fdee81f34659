"""A PostgreSQL of its own, an API that asks for tokens, and an identity provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from api.app import create_app
from api.services import EXTENSION
from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.tokens import Scope
from tests.api.client import Client
from tests.compiled import share_routes
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures
from tests.security.identity_provider import IdentityProvider

share_routes()


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
