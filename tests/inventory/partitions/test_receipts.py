"""Each message is received later than the ones before it in its partition, with any clock and any
reader (ADR 0036).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from inventory.inbox.decoded import Origin
from inventory.partitions import receipts
from inventory.partitions.kept_offsets import Advance, begin, count_begun, kept
from inventory.partitions.receipts import MAX_STEP, TICK, receive
from tests.inventory.making import NOON

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def at(*offsets: int, partition: int = 0) -> list[Origin]:
    return [Origin("orders", partition, offset) for offset in offsets]


@pytest.fixture
def read(session: Session) -> Session:
    """Two partitions are read."""
    begin(session, [Advance("orders", partition, "id", 0, 0) for partition in (0, 1)])
    return session


def received(session: Session, now: datetime, *offsets: int, partition: int = 0) -> list[datetime]:
    found = receive(session, at(*offsets, partition=partition), now=now)
    return [found.times[one] for one in at(*offsets, partition=partition)]


def test_the_first_is_received_now_and_the_others_right_after_it(read: Session) -> None:
    assert received(read, NOON, 3, 1, 2) == [NOON + 2 * TICK, NOON, NOON + TICK]
    assert received(read, NOON + SECOND, 4) == [NOON + SECOND]


def test_partitions_do_not_wait_for_each_other(read: Session) -> None:
    found = receive(read, [*at(1, 2), *at(7, partition=1)], now=NOON)
    assert list(found.times.values()) == [NOON, NOON + TICK, NOON]


@pytest.mark.parametrize("back", [TICK, SECOND, HOUR, MAX_STEP])
def test_a_clock_that_is_set_back_turns_nothing_around(read: Session, back: timedelta) -> None:
    """By NTP, or because a standby with another clock was promoted."""
    assert received(read, NOON, 1, 2) == [NOON, NOON + TICK]
    assert received(read, NOON + TICK - back, 3, 4) == [NOON + 2 * TICK, NOON + 3 * TICK]
    assert received(read, NOON + SECOND, 5) == [NOON + SECOND]


def test_a_clock_that_was_more_than_a_day_ahead_is_not_followed(read: Session) -> None:
    assert received(read, NOON + MAX_STEP + SECOND, 1) == [NOON + MAX_STEP + SECOND]
    assert received(read, NOON, 2) == [NOON]


def test_a_partition_that_nobody_has_begun_is_in_order_all_the_same(session: Session) -> None:
    assert received(session, NOON, 2, 1) == [NOON + TICK, NOON]
    assert receive(session, [], now=NOON) == ({}, set())


def test_of_two_bridges_that_both_read_a_partition_the_second_goes_on_behind_the_first(database: Database) -> None:
    """One was taken for dead. Its transaction began later, and is in front all the same."""
    with database.transaction() as session:
        begin(session, [Advance("orders", 0, "id", 0, 0)])
    found: list[datetime] = []
    waiting = Event()

    def other() -> None:
        with database.transaction() as session:
            waiting.set()
            found.extend(received(session, NOON, 3, 4))

    thread = Thread(target=other)
    with database.transaction() as session:
        first = received(session, NOON + SECOND, 1, 2)
        thread.start()
        assert waiting.wait(60)
        assert thread.is_alive()
    thread.join(60)
    assert [*first, *found] == [NOON + SECOND + number * TICK for number in range(4)]


POLLS = st.lists(
    st.tuples(st.integers(-5, 50), st.lists(st.integers(-20, 100), min_size=1, max_size=6)), min_size=1, max_size=5
)
"""By how many ticks the clock goes on, also backwards, and how far ahead of noon the events of a
poll say that they are.
"""


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(0, [50, 50])])
@example([(10, [50]), (-5, [60])])
@example([(0, [1, 2, 3, 4, 5])])
@given(POLLS)
def test_what_is_newer_by_its_time_and_arrives_later_counts_as_newer(
    read: Session, polls: Sequence[tuple[int, Sequence[int]]]
) -> None:
    """One producer whose clock is ahead, or is not. And nothing that is not ahead is moved."""
    with read.begin_nested() as savepoint:
        clock, offset, arrived = NOON, 0, []
        for step, stated in polls:
            clock += step * TICK
            offsets = range(offset, offset + len(stated))
            offset += len(stated)
            arrived += list(
                zip([NOON + ticks * TICK for ticks in stated], received(read, clock, *offsets), strict=True)
            )
            assert all(receipt >= clock for _, receipt in arrived[-len(stated) :])
        savepoint.rollback()
    counted = [(said, min(said, receipt)) for said, receipt in arrived]
    assert all(receipt < later for (_, receipt), (_, later) in itertools.pairwise(arrived))
    for number, (said, counts) in enumerate(counted):
        assert counts <= said
        for said_later, counts_later in counted[number + 1 :]:
            assert counts_later > counts or said_later <= said


def positions(session: Session) -> dict[int, int]:
    found = kept(session, [("orders", partition) for partition in (0, 1)])
    return {partition: position.next_offset for (_, partition), position in found.items()}


def test_a_receipt_writes_the_position_along(read: Session) -> None:
    """Each poll writes each row once, and a row alone is not locked before."""
    count_begun(read, [("orders", 0)])
    written = text("SELECT pg_stat_get_xact_tuples_updated('kept_offset'::regclass)")
    before = read.scalar(written)
    found = receive(read, at(1, 2), now=NOON, advances=[Advance("orders", 0, "id", 0, 3)])
    assert found == ({origin: NOON + TICK * number for number, origin in enumerate(at(1, 2))}, set())
    assert read.scalar(written) == before + 1
    assert b"FOR UPDATE" not in receipts._RECEIVE_ONE._text
    steps = [Advance("orders", 0, "id", 3, 4), Advance("orders", 1, "id", 0, 9)]
    assert receive(read, [*at(3), *at(8, partition=1)], now=NOON, advances=steps).differing == set()
    assert positions(read) == {0: 4, 1: 9}
    assert count_begun(read, [("orders", 0)]) == {("orders", 0): 1}, "counted anew from where reading has got to"


@pytest.mark.parametrize("others", [[], [Origin("orders", 1, 0)]])
def test_a_reader_elsewhere_is_told_and_moves_nothing(read: Session, others: list[Origin]) -> None:
    elsewhere = [Advance("orders", 0, "id", 5, 7), Advance("orders", 0, "another id", 0, 7)]
    for step in elsewhere:
        assert receive(read, [*at(6), *others], now=NOON, advances=[step]).differing == {("orders", 0)}
        assert positions(read) == {0: 0, 1: 0}
    receive(read, at(6), now=NOON, advances=[Advance("orders", 0, "id", 0, 7)])
    assert receive(read, [*at(3), *others], now=NOON, advances=[Advance("orders", 0, "id", 0, 4)]).differing == set()
    assert positions(read) == {0: 7, 1: 0}, "who is behind lowers nothing"
    unknown = Advance("payments", 0, "id", 0, 1)
    assert receive(read, [Origin("payments", 0, 0)], now=NOON, advances=[unknown]).differing == {("payments", 0)}
