"""The epoch: it rises wherever the row is found elsewhere than it was written, to a number that was
never used before.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database import lineage
from inventory.database.epochs import VersionsOf, sequence
from inventory.database.lineage import Announced
from inventory.database.migrate import migrate
from inventory.database.transactions import Database
from inventory.domain.announcing.announcements import Announcement
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox import store as outbox
from inventory.write_path.writing import Changes, write
from tests.inventory.making import NOON
from tools.devstack.servers.postgresql import PostgreSQL, Replica


def epoch(database: Database) -> int:
    with database.transaction() as session:
        return lineage.epoch(session)


def opened(server: PostgreSQL, name: str = "postgres") -> Database:
    return Database(server.database_url(name), pool_size=10, name="tests")


@pytest.fixture
def elsewhere(database: Database) -> Database:
    with database.transaction() as session:
        session.execute(text("UPDATE lineage SET fingerprint = 'another cluster'"))
    return database


def test_it_stays_while_the_database_is_where_it_was(database: Database) -> None:
    assert epoch(database) == epoch(database) == 0


def test_of_several_that_notice_at_once_one_has_it_rise(elsewhere: Database) -> None:
    barrier = Barrier(8, timeout=30)

    def look(_: int) -> int:
        with elsewhere.transaction() as session:
            barrier.wait()
            return lineage.epoch(session)

    with ThreadPoolExecutor(8) as pool:
        epochs = set(pool.map(look, range(8)))
    assert len(epochs) == 1
    assert epochs == {epoch(elsewhere)}
    assert epochs > {0} or min(epochs) > 0


def test_it_rises_above_what_it_was_by_the_clock_and_above_what_was_seen(database: Database) -> None:
    with database.transaction() as session:
        first = lineage.rise(session, why="a test")
        assert first > 20_000_000, "seconds since 2026"
        assert lineage.rise(session, why="a test") in {first + 1, first + 2}, "also within the same second"
        assert lineage.rise(session, why="a test", above=first + 1_000_000) == first + 1_000_001
        session.execute(text("UPDATE lineage SET epoch = 9000000000"))
        assert lineage.rise(session, why="a clock that is behind") == 9_000_000_001


def test_a_restored_dump_a_promotion_and_a_server_that_comes_back(tmp_path: Path) -> None:
    """Each is another history. The old primary has the old epoch, and that of the new one is only
    in Kafka: see `unknown`.
    """
    primary = PostgreSQL(tmp_path / "a")
    standby = Replica(tmp_path / "b", primary)
    try:
        primary.start()
        primary.wait_ready()
        migrate(primary.url)
        first = opened(primary)
        assert epoch(first) == 0
        with psycopg.connect(primary.conninfo, autocommit=True) as connection:
            first.dispose()
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()"
            )
            connection.execute("CREATE DATABASE copied TEMPLATE postgres")
        copied = opened(primary, "copied")
        assert epoch(copied) > 0, "the same cluster and timeline, but another database"
        copied.dispose()

        standby.start()
        standby.wait_ready()
        reader = Database(standby.url, name="tests", replica=True)
        assert epoch(reader) == 0, "a replica tells what the primary has"
        reader.dispose()
        with psycopg.connect(standby.conninfo, autocommit=True) as connection:
            connection.execute("SELECT pg_promote()")
        promoted = opened(standby)
        risen = epoch(promoted)
        assert risen > 0
        assert epoch(promoted) == risen
        with promoted.transaction() as session:
            session.execute(text("UPDATE lineage SET published_id = 7"))
        promoted.dispose()

        back = opened(primary)
        assert epoch(back) == 0
        with back.transaction() as session:
            gone = [Announced(7, risen, "e-7"), Announced(3, 0, "e-3")]
            assert lineage.unknown(session, gone) == gone
            assert lineage.rise(session, why="a test", above=risen) > risen
        back.dispose()
    finally:
        standby.stop()
        primary.stop()


class TestWhatIsUnknown:
    def test_what_was_removed_or_still_waits_is_known(self, session: Session) -> None:
        rows = _outcomes(session, 4)
        outbox.remove(session, rows[:2])
        told = [_announced(row) for row in rows]
        assert lineage.unknown(session, told) == []
        assert lineage.unknown(session, []) == []

    def test_what_comes_after_all_that_is_known_is_unknown(self, session: Session) -> None:
        rows = _outcomes(session, 2)
        outbox.remove(session, rows[:1])
        gone = Announced(rows[1].id + 1, 0, "e-1")
        assert lineage.unknown(session, [_announced(rows[0]), gone]) == [gone]

    def test_another_outcome_that_waits_under_the_same_number_is_unknown(self, session: Session) -> None:
        """Set back, the database has given the lost numbers again before any relay looked."""
        rows = _outcomes(session, 3)
        outbox.remove(session, rows[:1])
        gone = [_announced(row)._replace(event_id=str(uuid4())) for row in rows[1:]]
        assert lineage.unknown(session, [_announced(rows[0]), *gone]) == gone

    def test_ids_of_an_epoch_that_is_over_say_nothing(self, session: Session) -> None:
        risen = lineage.rise(session, why="a test")
        assert lineage.unknown(session, [Announced(1_000, 0, "e-1")]) == []
        for gone in (Announced(1_000, risen, "e-1"), Announced(0, risen + 1, "e-1")):
            assert lineage.unknown(session, [gone]) == [gone]


def _announced(row: outbox.OutboxRow) -> Announced:
    return Announced.of(row.id, sequence(0, row.sequence), str(row.event_id))


def _outcomes(session: Session, count: int) -> list[outbox.OutboxRow]:
    told = [Announcement(OutcomeType.STOCK_RESERVED, f"o-{number}", 1, {}, NOON) for number in range(count)]
    write(session, Changes(announcements=told), now=NOON)
    return outbox.fetch(session, count)


def test_versions_count_anew_in_each_epoch() -> None:
    assert sequence(0, 5) == 5
    assert f"{sequence(28_000_000, 5):020d}" == "00280000000000000005"
    assert sequence(1, 1) > sequence(0, 9_999_999_999)
    assert 5 in VersionsOf(0, {5})
    assert 5 not in VersionsOf(1, {5})
    assert 5 in VersionsOf(1, {sequence(1, 5)})
    everything = range(1, 10**20)
    assert 5 in VersionsOf(1, everything)
    assert 0 not in VersionsOf(1, everything), "there is nothing"
    assert 0 in VersionsOf(1, {0})
