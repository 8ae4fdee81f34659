"""Leave in Kafka the unusable events of a source with too many, a poll at a time (ADR 0042)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.intake import Intake
from bridge.consume.offsets.positions import Positions, Start
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions import kept_offsets, set_aside
from inventory.partitions.errors import NothingSetAside
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.set_aside import ANYBODY, MAX_SOURCES, SetAsideRange, Word
from tests.bridge.messages import event, message
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

WEEK = timedelta(days=7)
PLACE = ("orders", 0)
CAP = 3


class Reader:
    """A bridge that reads one partition, from `start` on."""

    def __init__(self, database: Database, *, start: int = 0, words: Sequence[Word] = ()) -> None:
        self._database = database
        self._positions = Positions()
        self._positions.begin({PLACE: Start("id", start, set_back=False, words=frozenset(words))})
        with database.transaction() as session:
            kept_offsets.begin(session, [Advance(*PLACE, "id", 0, 0)])
        self._intake = Intake(database, DeadLetterCap(most=CAP, window=10), self._positions, retry_after=WEEK)
        self._next = start

    def hear(self, *bodies: dict[str, Any] | InboundMessage) -> None:
        messages = [
            (body if isinstance(body, InboundMessage) else message(body))._replace(
                origin=Origin(*PLACE, self._next + number)
            )
            for number, body in enumerate(bodies)
        ]
        self._next += len(bodies)
        taken = self._intake.take([decode(one, now=datetime.now(UTC), retention=WEEK) for one in messages])
        assert taken.withheld == {}
        self._positions.keep(taken.kept)
        self._positions.reach(each.origin for each in taken.messages)

    def unheard(self, left: Sequence[SetAsideRange]) -> bool:
        return self._positions.unheard(left) == {PLACE}


@pytest.fixture
def reader(database: Database) -> Reader:
    return Reader(database)


def good(number: int, source: str = "/shop") -> dict[str, Any]:
    time = datetime.now(UTC).isoformat()
    return event(
        id=f"good-{number}",
        source=source,
        time=time,
        data={"order_id": f"o-{number}", "items": [{"sku": "mug", "quantity": 1}]},
    )


def bad(number: int, source: str = "/shop") -> dict[str, Any]:
    return event(id=f"bad-{number}", source=source, data={"order_id": f"o-{number}"})


def bads(first: int, last: int, source: str = "/shop") -> list[dict[str, Any]]:
    return [bad(number, source) for number in range(first, last)]


def left(database: Database) -> list[SetAsideRange]:
    with database.transaction() as session:
        return set_aside.left(session)


def ranges(database: Database) -> list[tuple[str, int, int, int]]:
    """Source, first and last offset, and how many."""
    return [(one.overrun.source, one.overrun.at.offset, one.last_offset, one.messages) for one in left(database)]


def ids(database: Database) -> list[str]:
    with database.transaction() as session:
        return list(session.scalars(text("SELECT event_id FROM inbox_event ORDER BY record_offset")))


def word(database: Database, *, source: str | None = None, through: int | None = None) -> list[Word]:
    """An operator has it read again."""
    with database.transaction() as session:
        found = set_aside.resume(session, PLACE, source, through=through, now=now(session))
    return [one.word for one in found if one.word is not None]


def test_what_can_not_be_used_is_left_and_all_else_is_read(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 5), good(1), bad(6), good(2, "/other"), bad(8, "/other"))
    assert ids(database) == ["bad-0", "bad-1", "bad-2", "good-1", "good-2", "bad-8"]
    assert ranges(database) == [("/shop", 3, 6, 3)]
    reader.hear(bad(9), good(3), *bads(11, 13, "/other"))
    assert ids(database)[-3:] == ["good-3", "bad-11", "bad-12"]
    assert ranges(database) == [("/shop", 3, 9, 4)]
    with database.transaction() as session:
        assert kept_offsets.kept(session, [PLACE])[PLACE].next_offset == 13


def test_whoever_reads_next_goes_on_leaving_it(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 5))
    Reader(database, start=5).hear(*bads(5, 8), good(1))
    assert ranges(database) == [("/shop", 3, 7, 5)]
    assert ids(database) == ["bad-0", "bad-1", "bad-2", "good-1"]


def test_what_is_delivered_again_counts_once(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 6))
    Reader(database, start=2).hear(*bads(2, 7))
    assert ranges(database) == [("/shop", 3, 6, 4)]
    assert ids(database) == ["bad-0", "bad-1", "bad-2"]


def test_a_source_for_each_message_is_no_way_round(database: Database, reader: Reader) -> None:
    made_up = [bad(number, f"/made-up/{number}") for number in range(MAX_SOURCES + 20)]
    reader.hear(*made_up, good(1))
    assert ranges(database) == [(ANYBODY, MAX_SOURCES + CAP, MAX_SOURCES + 19, 17)]
    reader.hear(bad(900), good(2))
    assert ids(database)[-2:] == ["good-1", "good-2"], "whoever it is of"


def test_sources_that_were_set_aside_one_after_the_other_are_bounded(database: Database) -> None:
    for number in range(MAX_SOURCES + 3):
        Reader(database, start=10 * number).hear(*bads(10 * number, 10 * number + 10, f"/{number:02}"))
    found = [source for source, *_ in ranges(database)]
    assert found == [ANYBODY, *(f"/{number:02}" for number in range(MAX_SOURCES))]


def test_messages_that_nobody_can_read_count_for_whoever_says_that_they_are_his(
    database: Database, reader: Reader
) -> None:
    claimed = [message(b"{", {"ce_source": b"/bad", "ce_type": b"OrderCreated"}) for _ in range(5)]
    reader.hear(*claimed, *(message(b"{") for _ in range(5)), good(1))
    assert ranges(database) == [("/bad", 3, 4, 2), ("orders", 8, 9, 2)]
    assert ids(database)[-1] == "good-1"


def test_an_id_that_is_used_again_is_left_as_well(database: Database, reader: Reader) -> None:
    """That it can't be used is known only when it is stored."""
    reader.hear(good(1), *(good(number) | {"id": "good-1"} for number in range(2, 9)), good(9))
    assert ranges(database) == [("/shop", 4, 7, 4)]
    reader.hear(good(10) | {"id": "good-1"}, good(11))
    assert ranges(database) == [("/shop", 4, 9, 5)]
    assert [one for one in ids(database) if "#" not in one] == ["good-1", "good-9", "good-11"]


def test_near_misses_are_kept(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 5), *(bad(number) | {"type": "OrderCreatedEvent"} for number in range(5, 9)))
    assert ids(database)[3:] == [f"bad-{number}" for number in range(5, 9)]


def test_after_a_word_it_is_read_again_from_where_it_was_left(database: Database, reader: Reader) -> None:
    """Mended meanwhile, as when our own configuration was wrong."""
    reader.hear(*bads(0, 5), good(1), bad(6))
    assert not reader.unheard(left(database))
    words = word(database)
    assert reader.unheard(left(database))
    reader.hear(good(2))
    assert ranges(database) == [("/shop", 3, 6, 3)], "who has not heard the word gets no further with it"
    again = Reader(database, start=3, words=words)
    assert not again.unheard(left(database))
    again.hear(good(3), good(4))
    assert ranges(database) == [("/shop", 5, 6, 3)], "and if it dies now, the next goes on from here"
    again.hear(good(1), good(6))
    assert ranges(database) == []
    assert set(ids(database)) == {"bad-0", "bad-1", "bad-2", *(f"good-{number}" for number in (1, 2, 3, 4, 6))}


def test_what_still_can_not_be_used_is_left_again_and_nothing_is_lost(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 20), good(1))
    Reader(database, start=3, words=word(database)).hear(*bads(3, 10))
    assert ids(database) == [*(f"bad-{number}" for number in range(7)), "good-1"], "the first, and three more"
    ((source, first, last, _),) = ranges(database)
    assert (source, first, last) == ("/shop", 7, 19)
    assert left(database)[0].word is None


def test_what_is_too_much_before_a_word_is_heard_loses_nothing(database: Database, reader: Reader) -> None:
    """A bridge hears the word within a second. Meanwhile it reads on, where more may come than it
    may take.
    """
    reader.hear(*bads(0, 20))
    word(database)
    reader.hear(*bads(20, 30))
    assert ranges(database) == [("/shop", 3, 29, 27)]
    Reader(database, start=3, words=word(database, through=29)).hear(*(good(number) for number in range(3, 30)))
    assert ids(database)[3:6] == ["good-3", "good-4", "good-5"]
    assert ranges(database) == []


def test_what_is_known_to_be_broken_is_buried_by_the_word(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 20), good(1))
    Reader(database, start=3, words=word(database, through=19)).hear(*bads(3, 20), good(1))
    assert ids(database) == [*(f"bad-{number}" for number in range(20)), "good-1"]
    assert ranges(database) == []


def test_a_word_for_one_source_leaves_the_others(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 5), *bads(5, 10, "/other"))
    words = word(database, source="/other")
    Reader(database, start=8, words=words).hear(*(good(number, "/other") for number in (8, 9)), bad(10))
    assert ranges(database) == [("/shop", 3, 10, 3)]
    with database.transaction() as session, pytest.raises(NothingSetAside):
        set_aside.resume(session, PLACE, "/other", through=None, now=now(session))


def test_who_gives_it_up_waits_for_who_leaves_more_of_it(database: Database, reader: Reader) -> None:
    """Else messages would be left that no row knows of."""
    reader.hear(*bads(0, 5))
    with database.transaction() as session:
        (one,) = set_aside.locked(session, [PLACE])
        with database.engine.connect() as other:
            taken = text("SELECT 1 FROM set_aside FOR UPDATE SKIP LOCKED")
            assert other.execute(taken).all() == []
        set_aside.leave(session, [(Origin(*PLACE, 7), one)])
    assert ranges(database) == [("/shop", 3, 7, 3)]


def test_what_is_given_up_is_counted_afresh(database: Database, reader: Reader) -> None:
    reader.hear(*bads(0, 20))
    with database.transaction() as session:
        (gone,) = set_aside.discard(session, PLACE, None)
        assert gone.messages == 17
        with pytest.raises(NothingSetAside):
            set_aside.discard(session, PLACE, None)
    reader.hear(*bads(20, 23))
    assert ids(database)[-3:] == ["bad-20", "bad-21", "bad-22"]
