"""The user at the terminal, and the connection to the database while one command runs."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from inventory.database.commits import Commits
from inventory.database.transactions import Database, Limits
from inventory.domain.commands import Cause
from inventory.settings import settings
from inventory.write_path.apply import HoldTimes

PATIENT = Limits(lock_timeout=10_000, statement_timeout=60_000, idle_in_transaction_session_timeout=60_000)
"""A person can wait longer for a lock than a request, and one who pages through an export longer
than a worker.
"""
LOOKED_FOR_SECONDS = 15
"""Seconds to look for a commit whose answer was lost: a failover takes some seconds."""


@contextmanager
def connected(limits: Limits = PATIENT) -> Iterator[Database]:
    """Open a database with one connection, and close it at the end. Raises `InvalidSettings`."""
    database = Database(settings().database_url, limits=limits, pool_size=1, name="inventory-cli")
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def certain_transaction(database: Database) -> Iterator[Session]:
    """Open a transaction that changes something. The user is told if it was committed, even when
    the answer to the commit is lost. Raises the errors of `Commits.transaction`.
    """
    with Commits(database).transaction(patience_seconds=LOOKED_FOR_SECONDS) as session:
        yield session


def hold_times() -> HoldTimes:
    return HoldTimes(settings().hold_seconds, settings().hold_seconds_max, settings().dispatched_after_seconds)


def cause() -> Cause:
    """Return the logged-in user as the ledger names them, `cli:USER`: from the system, since a
    variable could be set to any name.
    """
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # containers run under ids that have no name
        user = str(os.getuid())
    return Cause(actor=f"cli:{user}")
