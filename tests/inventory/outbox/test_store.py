"""The outbox gives the lowest ids first, under names that never change, until it is told that they
were taken.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from inventory.domain.announcing.announcements import Announcement
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox import store as outbox
from inventory.write_path.writing import Changes, write
from tests.inventory.making import NOON


def announcement(key: str, sequence: int = 1) -> Announcement:
    payload = {"order_id": key, "text": "ü \U0001f6d2 %s"}
    return Announcement(OutcomeType.STOCK_RESERVED, key, sequence, payload, NOON, "trace")


def test_what_is_added_comes_out_in_order_and_as_it_was(session: Session) -> None:
    write(session, Changes(announcements=[announcement("b"), announcement("a"), announcement("b", 2)]), now=NOON)
    rows = outbox.fetch(session, 10)
    assert [(row.key, row.sequence) for row in rows] == [("b", 1), ("a", 1), ("b", 2)]
    assert [row.id for row in rows] == sorted(row.id for row in rows)
    first = rows[0]
    assert (first.type, first.occurred_at, first.traceparent) == ("StockReserved", NOON, "trace")
    assert first.data == {"order_id": "b", "text": "ü \U0001f6d2 %s"}


def test_fetching_again_gives_the_same_rows_under_the_same_ids(session: Session) -> None:
    write(session, Changes(announcements=[announcement("a"), announcement("b")]), now=NOON)
    rows = outbox.fetch(session, 10)
    assert outbox.fetch(session, 10) == rows
    assert outbox.fetch(session, 1) == rows[:1]
    assert len({row.event_id for row in rows}) == 2


def test_only_what_was_acknowledged_goes(session: Session) -> None:
    write(session, Changes(announcements=[announcement(key) for key in "abc"]), now=NOON)
    assert outbox.remove(session, [row for row in outbox.fetch(session, 10) if row.key != "b"]) == 2
    assert [row.key for row in outbox.fetch(session, 10)] == ["b"]
    assert outbox.remove(session, []) == 0
    assert [row.key for row in outbox.fetch(session, 10)] == ["b"]


def test_another_outcome_under_the_same_number_stays(session: Session) -> None:
    """A database that was set back gives the numbers again that it had given to what is gone."""
    write(session, Changes(announcements=[announcement("a")]), now=NOON)
    (row,) = outbox.fetch(session, 10)
    assert outbox.remove(session, [row._replace(event_id=uuid4())]) == 0
    assert outbox.fetch(session, 10) == [row]


def test_a_lower_id_that_is_committed_later_is_not_passed_over(database: Database, session: Session) -> None:
    write(session, Changes(announcements=[announcement("slow")]), now=NOON)
    with database.transaction() as other:
        write(other, Changes(announcements=[announcement("fast")]), now=NOON)
    with database.transaction() as relay:
        first = outbox.fetch(relay, 10)
        outbox.remove(relay, first)
    session.commit()
    with database.transaction() as relay:
        then = outbox.fetch(relay, 10)
    assert ([row.key for row in first], [row.key for row in then]) == (["fast"], ["slow"])
    assert then[0].id < first[0].id


def test_large_outcomes_are_fetched_in_bounded_bytes(session: Session) -> None:
    large = {"order_id": "a", "text": "x" * 1_000_000}
    told = [announcement("a", number)._replace(payload=large) for number in range(1, 13)]
    write(session, Changes(announcements=told), now=NOON)
    rows = outbox.fetch(session, 1_000)
    assert [row.sequence for row in rows] == list(range(1, 10))
    outbox.remove(session, rows)
    assert [row.sequence for row in outbox.fetch(session, 1_000)] == [10, 11, 12]


def test_nothing_added_is_nothing_sent(session: Session) -> None:
    write(session, Changes(announcements=[]), now=NOON)
    assert outbox.fetch(session, 10) == []
