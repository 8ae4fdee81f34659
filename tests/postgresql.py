"""Fixtures for tests that need PostgreSQL alone: a conftest.py that imports both has its tests run
without Redis and Kafka.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import xdist
from sqlalchemy import create_engine, text

from inventory.database.migrate import migrate
from tests.hostile import make_hostile
from tools.devstack.machine.private_files import private_directory
from tools.devstack.servers.postgresql import PostgreSQL

MADE_ONCE = "TESTS_MADE_ONCE"
"""Environment variable with the directory where runs share data. Who sets it answers for it that
all of them make the same.
"""


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A server of their own with the newest schema, which they may kill and start again."""
    server = PostgreSQL(tmp_path_factory.mktemp("postgresql"))
    copy_data(server, request, tmp_path_factory)
    with running(server):
        yield server


@contextmanager
def running(server: PostgreSQL) -> Iterator[None]:
    try:
        server.start()
        server.wait_ready()
        make_new(server)
        yield
    finally:
        server.stop()


def make_new(server: PostgreSQL) -> None:
    """Bring its database to the newest schema, and its settings to what its owner may have set."""
    make_hostile(server)
    migrate(server.url)


def copy_data(server: PostgreSQL, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have a server begin with the data that one of all processes of a run has made: a tenth of the
    cost of making it.

    A run that a test starts has the environment of the process that runs the test, xdist's
    variables too, and is a run of its own all the same: of other migrations, it may be.
    """
    if xdist.is_xdist_worker(request):
        shared = tmp_path_factory.getbasetemp().parent / "made-once"
    elif MADE_ONCE in os.environ:
        shared = Path(os.environ[MADE_ONCE])
    else:
        return
    made = PostgreSQL(shared)
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            with running(made):
                pass
    private_directory(server.directory)
    # The rest of its directory is each server's own, like its name.
    kept = [str(made.directory / name) for name in ("data", "passwords")]
    subprocess.run(["cp", "-a", *kept, str(server.directory)], check=True)


@pytest.fixture(scope="session")
def migrated_database_url(postgresql: PostgreSQL) -> str:
    return postgresql.url


@pytest.fixture
def empty_database_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A database of the test's own without any tables."""
    name = f"migrations_{uuid4().hex}"
    engine = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield postgresql.database_url(name)
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()
