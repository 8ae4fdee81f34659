"""One line for all crash points: its processes run on from case to case, but for the one that is to
die.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from inventory.database.transactions import Database
from tests.faults.books import Books
from tests.faults.site import Site, settings_of
from tests.faults.site import site as opened_site
from tests.faults.world import World
from tools.devstack.servers.together import EmbeddedServers

# The Celery application, with some of the points, reads the settings when it is imported.
os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")


@pytest.fixture(scope="module")
def site(servers: EmbeddedServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with opened_site(servers, tmp_path_factory.mktemp("crash-points")) as opened:
        yield opened


@pytest.fixture(scope="module")
def own_database(site: Site) -> Iterator[Database]:
    database = Database(site.endpoints.database_url, name="tests")
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def world(site: Site, own_database: Database) -> Iterator[World]:
    opened = World(own_database, settings_of(site))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def books(site: Site, own_database: Database, world: World) -> Books:
    books = Books(own_database, settings_of(site), world.kafka)
    books.open()
    return books
