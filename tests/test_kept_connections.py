"""The session of a closed connection serves the next one, and is like new."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.kept_connections import MOST, KeptConnection
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

PID = text("SELECT pg_backend_pid()")


@contextmanager
def used(url: str, name: str = "kept") -> Iterator[Session]:
    """Open a connection as no other test does, and close it."""
    database = Database(url, pool_size=1, name=name)
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


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child ends at once
def test_a_fork_leaves_the_sessions_to_the_process_that_opened_them(database_url: str) -> None:
    with used(database_url) as session:
        first = session.scalar(PID)
    kept = KeptConnection.kept
    child = os.fork()
    if child == 0:
        os._exit(0 if KeptConnection.kept is not kept else 1)
    assert os.waitpid(child, 0)[1] == 0
    with used(database_url) as session:
        assert session.scalar(PID) == first


def test_the_longest_idle_ends_where_others_are_kept(database_url: str) -> None:
    with used(database_url) as session:
        first = session.scalar(PID)
    for number in range(MOST):
        with used(database_url, name=f"kept {number}"):
            pass
    with used(database_url) as session:
        assert session.scalar(PID) != first


def test_each_session_serves_one_of_those_who_want_it_at_once(database_url: str) -> None:
    with used(database_url):
        pass
    together = Barrier(8, timeout=30)

    def use(_: int) -> object:
        with used(database_url) as session:
            together.wait()
            return session.scalar(PID)

    with ThreadPoolExecutor(8) as pool:
        assert len({*pool.map(use, range(8))}) == 8
