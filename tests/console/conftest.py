"""The console in this process, on a real PostgreSQL, and somebody who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from console.app import create_app
from console.services import EXTENSION
from inventory import tokens
from inventory.database.transactions import Database, now
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.settings import Settings
from inventory.tokens import Scope
from tests.api.logged import logged  # noqa: F401 - a fixture
from tests.compiled import share_routes
from tests.console import example
from tests.console.client import Visitor
from tests.console.templates import share_templates
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

share_routes()
share_templates()

SignIn = Callable[..., Visitor]


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The console, which asks for a token."""
    made = create_app(Settings(database_url=database_url))
    made.register_blueprint(example.pages)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def open_app(database_url: str) -> Iterator[Flask]:
    """The console while nobody signs in."""
    made = create_app(Settings(database_url=database_url, authentication="open"))
    made.register_blueprint(example.pages)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture
def signed_in(app: Flask, database: Database) -> SignIn:
    """A function that returns somebody who is signed in with these scopes: `signed_in(Scope.OPS)`.

    The ledger has them as `token:NAME`, `token:clerk` by default.
    """

    def sign_in(*scopes: Scope, name: str = "clerk", allowance: Allowance = UNLIMITED) -> Visitor:
        with database.transaction() as session:
            _, secret = tokens.create(session, name, scopes, now=now(session), allowance=allowance)
        visitor = Visitor(app)
        # Behind the sign-in page stands one that somebody without a scope may see, too.
        visitor.sign_in(secret, back="/sign-in")
        return visitor

    return sign_in
