"""The session of a closed connection serves the next one, and is like new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

PID = text("SELECT pg_backend_pid()")


@contextmanager
def used(url: str) -> Iterator[Session]:
    """Open a connection as no other test does, and close it."""
    database = Database(url, pool_size=1, name="kept")
    try:
        with database.transaction() as session:
            yield session
    finally:
        database.dispose()


def test_it_serves_the_next_one_and_knows_nothing_of_the_last_one(database_url: str) -> None:
    with used(database_url) as session:
        first = session.scalar(PID)
        session.execute(text("SELECT pg_advisory_lock(7), set_config('inventory.said', 'by the first', false)"))
        session.execute(text("CREATE TEMPORARY TABLE mine ()"))
    with used(database_url) as session:
        assert session.scalar(PID) == first
        left = "SELECT current_setting('inventory.said', true), to_regclass('mine'), count(*) FROM pg_locks"
        assert session.execute(text(f"{left} WHERE locktype = 'advisory'")).one() in [(None, None, 0), ("", None, 0)]
        assert session.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 0


def test_one_that_the_server_has_ended_serves_nobody(database_url: str, engine: Engine) -> None:
    with used(database_url) as session:
        first = session.scalar(PID)
    with engine.begin() as owner:
        assert owner.scalar(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": first})
    with used(database_url) as session:
        assert session.scalar(PID) != first


@pytest.mark.usefixtures("sessions_end")
def test_it_ends_where_a_test_looks_for_its_end(database_url: str) -> None:
    with used(database_url) as session:
        first = session.scalar(PID)
    with used(database_url) as session:
        assert session.scalar(PID) != first
