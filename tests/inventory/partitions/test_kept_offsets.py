"""Keep the offset up to which each partition is read into this database: raised by its next reader
alone.
"""

from __future__ import annotations

from threading import Thread

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from inventory.database.migrate import migrate
from inventory.database.transactions import Database
from inventory.partitions.kept_offsets import Advance, ReadPosition, begin, check, count_begun, keep, kept

FIRST, SECOND = ("orders", 0), ("orders", 1)


def advance(partition: int, since: int, next_offset: int, topic_id: str = "id") -> Advance:
    return Advance("orders", partition, topic_id, since, next_offset)


def test_it_is_raised_from_where_it_was(session: Session) -> None:
    begin(session, [advance(1, 0, 5), advance(0, 0, 0)])
    assert kept(session, [FIRST, SECOND, ("orders", 2)]) == {
        FIRST: ReadPosition("id", 0),
        SECOND: ReadPosition("id", 5),
    }
    assert keep(session, [advance(1, 5, 8), advance(0, 0, 3)]) == set()
    assert kept(session, [FIRST, SECOND]) == {FIRST: ReadPosition("id", 3), SECOND: ReadPosition("id", 8)}


def test_a_gap_is_told_and_not_written(session: Session) -> None:
    begin(session, [advance(0, 0, 5), advance(1, 0, 5)])
    assert check(session, [advance(0, 6, 6), advance(1, 5, 5)]) == {FIRST}
    assert keep(session, [advance(0, 6, 9), advance(1, 5, 9), advance(2, 0, 9)]) == {FIRST, ("orders", 2)}
    assert kept(session, [FIRST, ("orders", 2)]) == {FIRST: ReadPosition("id", 5)}


def test_whoever_is_behind_lowers_nothing(session: Session) -> None:
    """A zombie stores again the events of its successor. The row keeps the successor's offset."""
    begin(session, [advance(0, 0, 50)])
    assert keep(session, [advance(0, 10, 20)]) == set()
    assert kept(session, [FIRST]) == {FIRST: ReadPosition("id", 50)}


def test_another_topic_of_the_name_begins_anew(session: Session) -> None:
    begin(session, [advance(0, 0, 50)])
    assert keep(session, [advance(0, 50, 60, topic_id="another")]) == {FIRST}
    begin(session, [advance(0, 0, 0, topic_id="another")])
    assert kept(session, [FIRST]) == {FIRST: ReadPosition("another", 0)}
    begin(session, [advance(0, 0, 7, topic_id="another")])
    assert kept(session, [FIRST]) == {FIRST: ReadPosition("another", 0)}, "it was begun already"


def test_whoever_looks_where_to_read_on_has_others_wait(database: Database) -> None:
    """One of them has to find the events that were missed before."""
    with database.transaction() as session:
        begin(session, [advance(0, 0, 5)])
    statement = text("SELECT 1 FROM kept_offset FOR UPDATE SKIP LOCKED")
    with database.transaction() as session:
        assert kept(session, [FIRST]) == {FIRST: ReadPosition("id", 5)}
        with database.engine.connect() as other:
            assert other.execute(statement).all() == []


def test_two_that_keep_the_same_partitions_wait_for_each_other_in_one_order(database: Database) -> None:
    places = [advance(partition, 0, 0) for partition in range(20)]
    with database.transaction() as session:
        begin(session, places)
    failures: list[Exception] = []

    def read_on(*, backwards: bool) -> None:
        for offset in range(1, 100):
            mine = [advance(each.partition, offset - 1, offset) for each in places]
            try:
                with database.transaction() as session:
                    assert keep(session, mine[::-1] if backwards else mine) == set()
            except Exception as error:  # noqa: BLE001 - a deadlock, for instance
                failures.append(error)

    both = [Thread(target=read_on, kwargs={"backwards": backwards}) for backwards in (False, True)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failures == []
    with database.transaction() as session:
        assert set(kept(session, [each.place for each in places]).values()) == {ReadPosition("id", 99)}


def test_the_migration_fills_it_from_the_inbox(empty_database_url: str) -> None:
    migrate(empty_database_url, revision="0009")
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                """
                INSERT INTO inbox_event (source, event_id, digest, occurred_at, received_at, topic, partition, record_offset)
                SELECT '/shop', n::text, ''::bytea, now(), now(), 'orders', n % 2, n FROM generate_series(10, 21) n
                """
            )
        )
    migrate(empty_database_url)
    with Session(engine) as session:
        assert kept(session, [FIRST, SECOND, ("payments", 0)]) == {
            FIRST: ReadPosition(None, 21),
            SECOND: ReadPosition(None, 22),
        }
        begin(session, [advance(0, 0, 15)])
        assert kept(session, [FIRST]) == {FIRST: ReadPosition("id", 15)}, (
            "how far the bridge of before had come, by Kafka's word"
        )
    engine.dispose()


def test_beginnings_are_counted_until_reading_gets_further(session: Session) -> None:
    begin(session, [advance(0, 0, 5), advance(1, 0, 5)])
    assert count_begun(session, [FIRST, SECOND, ("orders", 2)]) == {FIRST: 1, SECOND: 1}
    assert keep(session, [advance(0, 5, 5), advance(1, 5, 6)]) == set()
    assert count_begun(session, [FIRST, SECOND]) == {FIRST: 2, SECOND: 1}
    assert count_begun(session, []) == {}
