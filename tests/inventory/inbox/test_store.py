"""The inbox records every event once, and gives it to one worker at a time (G2, G3)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent
from inventory.database.transactions import Database
from inventory.inbox import claiming
from inventory.inbox.events import EventType, Operation
from inventory.inbox.insertion import RecordingResult
from tests.inventory.making import NOON
from tests.inventory.post import RETRY_AFTER, dead, garbage, known, payment, pending, poll


@pytest.fixture
def other(database: Database) -> Iterator[Session]:
    """A second worker's transaction."""
    with Session(database.engine) as opened:
        yield opened


def ids(recorded: RecordingResult) -> list[int]:
    return [sendable.id for sent in recorded.dispatch.values() for sendable in sent]


def test_a_poll_is_recorded_and_sorted_by_operation(session: Session) -> None:
    recorded = poll(
        session,
        payment("e2", "o2"),
        payment("e1", "o1"),
        payment("e3", "o3", type_=EventType.PAYMENT_FAILED),
        garbage(7),
    )
    assert {operation: [one.key for one in sent] for operation, sent in recorded.dispatch.items()} == {
        Operation.CONFIRM_STOCK: ["o2", "o1"],
        Operation.RELEASE_STOCK: ["o3"],
    }
    assert (recorded.redelivered, len(recorded.dead)) == (0, 1)
    assert pending(session) == dict.fromkeys(("e1", "e2", "e3"), (1, RETRY_AFTER))
    assert dead(session) == {"payments-3-7": "malformed_json"}
    assert session.scalar(select(DeadLetter.raw)) == b"\x00{"


def test_a_redelivery_is_counted_and_changes_nothing(session: Session) -> None:
    poll(session, payment("e1"), garbage(7))
    recorded = poll(session, payment("e1"), garbage(7))
    assert (recorded.dispatch, recorded.redelivered, len(recorded.dead)) == ({}, 2, 0)
    assert known(session) == ["e1", "payments-3-7"]


def test_a_redelivery_of_what_is_done_is_not_sent_again(session: Session) -> None:
    claiming.complete(session, ids(poll(session, payment("e1"))))
    assert poll(session, payment("e1")).dispatch == {}
    assert pending(session) == {}


def test_the_same_id_with_another_payload_is_dead_under_a_name_of_its_own(session: Session) -> None:
    poll(session, payment("e1", "o1"))
    other = payment("e1", "o2")
    recorded = poll(session, other, payment("e9"))
    name = f"e1#{other.digest.hex()[:12]}"
    assert (recorded.redelivered, len(recorded.dead)) == (0, 1)
    assert dead(session) == {name: "conflicting_payload"}
    assert list(pending(session)) == ["e1", "e9"]
    again = poll(session, payment("e1", "o2"), payment("e1", "o1"))
    assert (again.redelivered, len(again.dead)) == (2, 0)
    assert known(session) == ["e1", name, "e9"]


def test_duplicates_within_one_poll(session: Session) -> None:
    first, conflicting = payment("e1", "o1"), payment("e1", "o2")
    recorded = poll(session, first, replace(first), conflicting, replace(conflicting), payment("e2"))
    assert (recorded.redelivered, len(recorded.dead)) == (2, 1)
    assert len(ids(recorded)) == 2
    assert list(dead(session).values()) == ["conflicting_payload"]


def test_the_same_id_from_another_source_is_another_event(session: Session) -> None:
    recorded = poll(session, payment("e1"), replace(payment("e1"), source="other shop"))
    assert len(ids(recorded)) == 2


def test_an_empty_poll(session: Session) -> None:
    assert poll(session) == RecordingResult()


def test_two_pollers_with_the_same_events_at_once(database: Database) -> None:
    """As after a rebalance: each event is sent by one of them, in any order, and nobody
    deadlocks.
    """
    rounds, size = 8, 400
    barrier = Barrier(2, timeout=120)

    def consume(seed: int) -> list[RecordingResult]:
        polls = []
        for number in range(rounds):
            heard = [payment(f"e{number}-{n}", f"o{n}") for n in range(size)]
            heard += [payment(f"e{number}-{n}", "another") for n in range(0, size, 4)]
            Random(seed).shuffle(heard)
            barrier.wait()
            with database.transaction() as session:
                polls.append(poll(session, *heard))
        return polls

    with ThreadPoolExecutor(2) as pool:
        polls = [recorded for both in pool.map(consume, (1, 2)) for recorded in both]
    sent = [id_ for recorded in polls for id_ in ids(recorded)]
    assert len(sent) == len(set(sent)) == rounds * size
    assert sum(len(recorded.dead) for recorded in polls) == rounds * size // 4
    assert sum(recorded.redelivered for recorded in polls) == rounds * size + rounds * size // 4


def test_a_claimed_event_is_as_it_was_heard(session: Session) -> None:
    (claimed,) = claiming.claim(session, ids(poll(session, payment("e1"))))
    assert (claimed.operation, claimed.attempts) == (Operation.CONFIRM_STOCK, 1)
    event = claimed.event
    assert (event.source, event.event_id, event.type) == ("shop", "e1", EventType.PAYMENT_SUCCEEDED)
    assert (event.at, event.traceparent) == (NOON, "00-trace-span-01")
    assert event.payload == {"order_id": "o1"}


@pytest.mark.parametrize("order_id", [".", ".."])
def test_an_event_from_before_such_ids_were_refused_is_claimed_all_the_same(session: Session, order_id: str) -> None:
    [claimed] = claiming.claim(session, ids(poll(session, payment("e1", order_id))))

    assert claimed.event.payload == {"order_id": order_id}


def test_what_is_claimed_elsewhere_done_or_dead_is_left_out(
    database: Database, session: Session, other: Session
) -> None:
    with database.transaction() as opened:
        one, two, three = ids(poll(opened, payment("e1"), payment("e2"), payment("e3")))
        claiming.complete(opened, [three])
        poll(opened, garbage(7))
        unusable = opened.scalar(select(InboxEvent.id).where(InboxEvent.event_id == "payments-3-7"))
        assert unusable is not None
    assert [claimed.id for claimed in claiming.claim(session, [one])] == [one]
    assert [claimed.id for claimed in claiming.claim(other, [three, two, one, unusable, 10**12])] == [two]
    session.rollback()
    assert [claimed.id for claimed in claiming.claim(other, [one])] == [one]


def test_what_is_completed_in_a_transaction_that_fails_is_still_to_be_done(database: Database) -> None:
    with database.transaction() as session:
        sent = ids(poll(session, payment("e1")))
    with database.transaction() as session:
        claiming.complete(session, sent)
        session.rollback()
    with database.transaction() as session:
        assert len(claiming.claim(session, sent)) == 1
        assert pending(session) == {"e1": (1, timedelta(seconds=10))}


def test_large_events_are_divided_in_their_order(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = ids(poll(session, *(payment(f"e{number}", f"o{number}" + "x" * 100) for number in range(7))))
    assert claiming.portions(session, taken) == [taken]
    monkeypatch.setattr("inventory.inbox.claiming.MAX_CLAIMED_BYTES", 300)
    assert claiming.portions(session, taken) == [taken[:2], taken[2:4], taken[4:6], taken[6:]]
    monkeypatch.setattr("inventory.inbox.claiming.MAX_CLAIMED_BYTES", 1)
    assert claiming.portions(session, taken) == [[one] for one in taken]
    assert claiming.portions(session, []) == []
