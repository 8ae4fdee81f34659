"""A PostgreSQL of its own for the API's tests, because some of them kill it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from api.app import create_app
from api.services import EXTENSION
from inventory.settings import Settings
from tests.api.client import Client
from tests.api.logged import logged  # noqa: F401 - a fixture
from tests.compiled import share_routes
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures
from tests.traced import collector, traced  # noqa: F401 - fixtures

share_routes()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    made = create_app(Settings(database_url=database_url, authentication="open"))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app)
