"""A transaction knows if it was committed, and its receipt is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from inventory.database import commits
from inventory.database.commits import Commits, was_committed
from inventory.database.engine import receipt_of
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.database.migrate import migrate
from inventory.database.transactions import Database, Limits, now
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.replication import ask, pair

SECONDS = 20


@pytest.fixture
def impatient(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, limits=Limits(lock_timeout=50), pool_size=2, name="tests")
    yield opened
    opened.dispose()


def receipts(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("SELECT count(*) FROM commit_receipt")).scalar_one())


def terminate(database: Database, session: Session) -> None:
    """End the session from outside, as a server that goes away: its commit is lost."""
    backend = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.transaction() as other:
        other.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})


def add_location(session: Session, name: str) -> None:
    session.execute(text("INSERT INTO location (name) VALUES (:name)"), {"name": name})


def test_a_lost_commit_that_changed_nothing_is_told_so(impatient: Database, database: Database) -> None:
    changing = Commits(impatient)
    with pytest.raises(NothingCommitted), changing.transaction(patience_seconds=SECONDS) as session:  # noqa: PT012 - it is raised at the end
        add_location(session, "attic")
        terminate(database, session)
    with database.transaction() as session:
        assert session.execute(text("SELECT count(*) FROM location")).scalar_one() == 0


def test_what_fails_before_its_commit_is_raised_as_ever(impatient: Database, database: Database) -> None:
    changing = Commits(impatient)
    with pytest.raises(OperationalError), changing.transaction(patience_seconds=SECONDS) as session:  # noqa: PT012 - before the end
        terminate(database, session)
        add_location(session, "attic")
    with pytest.raises(ZeroDivisionError), changing.transaction(patience_seconds=SECONDS):
        raise ZeroDivisionError


def test_one_of_two_with_the_same_receipt_is_committed(impatient: Database, database: Database) -> None:
    """A question for a receipt has to wait for its transaction, and keeps it from being committed
    later.
    """
    with impatient.transaction(receipt=True) as session:
        receipt = receipt_of(session.connection())
        with pytest.raises(DBAPIError) as refused:
            was_committed(impatient, receipt)
        assert refused.value.orig is not None
        assert refused.value.orig.sqlstate == "55P03"  # type: ignore[attr-defined] # lock_not_available
    assert was_committed(database, receipt)
    assert was_committed(database, receipt)

    never = UUID(int=1)
    assert not was_committed(database, never)
    assert not was_committed(database, never)
    with pytest.raises(DBAPIError), database.transaction() as session:
        session.execute(text("INSERT INTO commit_receipt VALUES (:id, true, now())"), {"id": never})


def test_a_commit_that_is_still_under_way_is_unknown(
    impatient: Database, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its session lives on without us, and holds the receipt."""
    with database.transaction(receipt=True) as standing:
        receipt = receipt_of(standing.connection())
        monkeypatch.setattr(commits, "receipt_of", lambda _: receipt)
        with (
            pytest.raises(CommitUnknown),
            Commits(impatient).transaction(patience_seconds=0.2) as session,
        ):
            terminate(database, session)


def test_a_commit_that_no_standby_has_heard_of_is_not_certain(tmp_path: Path) -> None:
    """The primary ends a session that waits for its standby: its commit is seen there, and lost by
    a failover.
    """
    hasty = Limits(lock_timeout=100, statement_timeout=500)
    with pair(tmp_path, synchronous=True) as servers, ThreadPoolExecutor(1) as pool:
        migrate(servers.primary.url)
        database = Database(servers.primary.url, limits=hasty, pool_size=1, name="lost")
        servers.disconnect_standby()
        changed = pool.submit(_add_attic, database)
        waiting = "FROM pg_stat_activity WHERE application_name = 'lost' AND wait_event = 'SyncRep'"
        assert wait_until(lambda: ask(servers.primary, f"SELECT count(*) {waiting}") == 1, seconds=SECONDS)
        ask(servers.primary, f"SELECT pg_terminate_backend(pid) {waiting}")
        assert wait_until(lambda: ask(servers.primary, "SELECT count(*) FROM location") == 1, seconds=SECONDS)
        assert isinstance(changed.exception(), CommitUnknown)
        database.dispose()


def _add_attic(database: Database) -> None:
    with Commits(database).transaction(patience_seconds=0) as session:
        add_location(session, "attic")


def test_receipts_that_nobody_asks_for_are_removed(database: Database) -> None:
    changing = Commits(database)
    most = 0
    for _ in range(2 * commits.FORGOTTEN_TOGETHER + 10):
        with changing.transaction(patience_seconds=SECONDS):
            pass
        most = max(most, receipts(database))
    assert 0 < most <= commits.FORGOTTEN_TOGETHER + 1


def test_receipts_of_transactions_that_were_undone_are_removed_later(database: Database) -> None:
    changing = Commits(database)
    for number in range(3 * commits.FORGOTTEN_TOGETHER):
        with suppress(ZeroDivisionError), changing.transaction(patience_seconds=SECONDS):
            1 / int(not commits.FORGOTTEN_TOGETHER <= number < commits.FORGOTTEN_TOGETHER + 5)
    assert receipts(database) <= commits.FORGOTTEN_TOGETHER + 1
    with database.transaction() as session:
        pruned = commits.prune(session, before=now(session) + timedelta(days=1), pages=range(64))
    assert pruned
    assert receipts(database) == 0
