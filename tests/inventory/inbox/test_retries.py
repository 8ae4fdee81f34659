"""The inbox is the only retry: attempts counted before they are made, back-off doubled, dead in the
end (G2).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.database.transactions import Database
from inventory.inbox import claiming, retries
from inventory.inbox.events import Operation
from inventory.inbox.retries import Backoff, Due
from tests.inventory.making import NOON
from tests.inventory.post import BACKOFF, dead, payment, pending, poll

AT_ONCE = timedelta(0)


def take(
    session: Session, seconds: float, *, limit: int = 100, counted: bool = True, older_than: timedelta = AT_ONCE
) -> list[Due]:
    now = NOON + timedelta(seconds=seconds)
    return retries.take_due(session, now=now, backoff=BACKOFF, limit=limit, counted=counted, older_than=older_than)


def begin(session: Session, seconds: float) -> None:
    """A worker begins with events that it was sent again."""
    now = NOON + timedelta(seconds=seconds)
    ((attempts, _),) = pending(session).values()
    assert retries.begin(session, [id_of(session)], attempts + 1, now=now, backoff=BACKOFF) == [id_of(session)]


def id_of(session: Session) -> int:
    (found,) = session.scalars(select(InboxPending.id))
    return found


def test_what_is_silent_is_taken_when_its_time_has_come_and_not_twice(session: Session) -> None:
    poll(session, payment("e1", "o1"))
    assert take(session, 9) == []
    assert take(session, 10) == [Due(id_of(session), "o1", Operation.CONFIRM_STOCK, attempts=2, counted=False)]
    assert take(session, 10) == []


def test_the_back_off_doubles_up_to_the_longest(session: Session) -> None:
    poll(session, payment("e1"))
    moments = [10]
    for _ in range(4):
        assert len(take(session, moments[-1])) == 1
        begin(session, moments[-1])
        ((_, not_before),) = pending(session).values()
        moments.append(int(not_before.total_seconds()))
    assert [later - earlier for earlier, later in pairwise(moments)] == [20, 40, 60, 60]


def test_what_no_worker_begins_with_was_lost_and_is_sent_again_soon_and_for_as_long_as_it_takes(
    session: Session,
) -> None:
    poll(session, payment("e1"))
    for second in range(10, 10 * 2 * BACKOFF.max_attempts, 10):
        assert retries.bury_exhausted(session, now=NOON + timedelta(seconds=second), backoff=BACKOFF) == 0
        assert [due.attempts for due in take(session, second)] == [2]
        assert pending(session) == {"e1": (1, timedelta(seconds=second + 10))}


def test_what_a_worker_begins_with_is_counted_and_left_to_it(session: Session) -> None:
    poll(session, payment("e1"))
    take(session, 10)
    begin(session, 11)
    assert pending(session) == {"e1": (2, timedelta(seconds=31))}
    assert take(session, 30) == []
    assert [due.attempts for due in take(session, 31)] == [3]


def test_what_is_done_or_in_hand_is_not_counted_again(database: Database, session: Session) -> None:
    with database.transaction() as opened:
        poll(opened, payment("e1"))
        claimed = id_of(opened)
    assert claiming.claim(session, [claimed])
    with database.transaction() as opened:
        assert retries.begin(opened, [claimed, claimed + 1], 2, now=NOON, backoff=BACKOFF) == []
        assert pending(opened)["e1"][0] == 1


def test_an_attempt_that_is_delivered_twice_is_begun_once(session: Session) -> None:
    poll(session, payment("e1"))
    for begun in ([id_of(session)], []):
        assert retries.begin(session, [id_of(session)], 2, now=NOON, backoff=BACKOFF) == begun
    assert pending(session)["e1"][0] == 2


def test_a_failure_waits_as_long_as_a_silence_of_the_same_attempt(session: Session) -> None:
    poll(session, payment("e1"))
    for attempts, seconds in ((1, 10), (2, 20), (3, 40), (4, 60)):
        retries.record_failure(session, id_of(session), "it broke", now=NOON, backoff=BACKOFF)
        assert pending(session) == {"e1": (attempts, timedelta(seconds=seconds))}
        assert len(take(session, seconds)) == 1
        begin(session, 0)
    assert session.scalar(select(InboxPending.last_error)) == "it broke"


def test_a_send_that_does_not_count_only_spaces_the_next(session: Session) -> None:
    poll(session, payment("e1"))
    (due,) = take(session, 10, counted=False)
    assert (due.attempts, due.counted) == (2, False)
    assert pending(session)["e1"][0] == 1
    assert take(session, 10, counted=False) == []


def test_a_send_that_is_uncounted_is_no_attempt_but_its_back_off_stays(session: Session) -> None:
    poll(session, payment("e1"), payment("e2"))
    (first, _) = take(session, 10)
    retries.uncount(session, [first.id])
    assert pending(session) == {"e1": (0, timedelta(seconds=20)), "e2": (1, timedelta(seconds=20))}


def test_there_are_never_fewer_than_no_attempts(session: Session) -> None:
    poll(session, payment("e1"))
    for _ in range(2):
        retries.uncount(session, [id_of(session)])
    assert pending(session)["e1"][0] == 0
    (due,) = take(session, 10)
    assert (due.attempts, due.counted) == (1, True), "it is a first send again"
    assert pending(session)["e1"] == (1, timedelta(seconds=20))


def test_what_a_worker_has_in_hand_is_not_uncounted(database: Database, session: Session) -> None:
    with database.transaction() as opened:
        poll(opened, payment("e1"))
        claimed = id_of(opened)
    assert claiming.claim(session, [claimed])
    with database.transaction() as opened:
        retries.uncount(opened, [claimed])
        assert pending(opened)["e1"][0] == 1


def test_only_what_is_older_is_taken_when_asked(session: Session) -> None:
    poll(session, payment("e1"))
    assert take(session, 69, older_than=timedelta(minutes=1)) == []
    assert len(take(session, 70, older_than=timedelta(minutes=1))) == 1


def test_the_limit_takes_those_that_wait_longest(session: Session) -> None:
    poll(session, *(payment(f"e{n}", f"o{n}") for n in range(5)))
    for n, row in enumerate(session.scalars(select(InboxPending).order_by(InboxPending.id.desc()))):
        row.not_before = NOON + timedelta(seconds=n)
    session.flush()
    assert sorted(due.key for due in take(session, 9, limit=2)) == ["o3", "o4"]
    assert sorted(due.key for due in take(session, 9, limit=9)) == ["o0", "o1", "o2"]


def test_two_that_take_at_once_never_take_the_same(database: Database) -> None:
    with database.transaction() as session:
        poll(session, *(payment(f"e{n}") for n in range(400)))

    def take_all(_: int) -> list[int]:
        taken = []
        for _ in range(10):
            with database.transaction() as session:
                taken += [due.id for due in take(session, 10, limit=50)]
        return taken

    with ThreadPoolExecutor(2) as pool:
        taken = [id_ for both in pool.map(take_all, (1, 2)) for id_ in both]
    assert len(taken) == len(set(taken)) == 400


def test_what_another_worker_has_in_hand_is_skipped(database: Database, session: Session) -> None:
    with database.transaction() as opened:
        poll(opened, payment("e1"))
        claimed = id_of(opened)
    assert claiming.claim(session, [claimed])
    with database.transaction() as opened:
        assert take(opened, 10) == []


@pytest.mark.parametrize("error", ["it broke", None])
def test_an_event_whose_attempts_are_used_up_is_buried_with_its_last_error(session: Session, error: str | None) -> None:
    poll(session, payment("e1"), payment("e2"))
    for row in session.scalars(select(InboxPending).order_by(InboxPending.id).limit(1)):
        row.attempts, row.last_error = BACKOFF.max_attempts, error
    session.flush()
    early = retries.bury_exhausted(session, now=NOON + timedelta(seconds=9), backoff=BACKOFF)
    assert (early, retries.bury_exhausted(session, now=NOON + timedelta(seconds=10), backoff=BACKOFF)) == (0, 1)
    assert dead(session) == {"e1": "attempts_exhausted"}
    assert list(pending(session)) == ["e2"]
    detail = session.scalar(select(DeadLetter.detail))
    assert detail == (error or retries.SILENT.format(BACKOFF.max_attempts))


def test_the_last_failure_buries_at_once(session: Session) -> None:
    poll(session, payment("e1"))
    session.scalars(select(InboxPending)).one().attempts = BACKOFF.max_attempts
    session.flush()
    retries.record_failure(session, id_of(session), "it broke again", now=NOON, backoff=BACKOFF)
    assert dead(session) == {"e1": "attempts_exhausted"}
    assert pending(session) == {}


def test_a_failure_of_what_is_done_meanwhile_is_forgotten(session: Session) -> None:
    poll(session, payment("e1"))
    done = id_of(session)
    claiming.complete(session, [done])
    retries.record_failure(session, done, "too late", now=NOON, backoff=BACKOFF)
    assert (pending(session), dead(session)) == ({}, {})


def test_every_silent_event_is_dead_after_its_attempts_and_not_before(session: Session) -> None:
    poll(session, payment("e1"))
    attempts, second = 1, 0
    while pending(session):
        second += 10
        retries.bury_exhausted(session, now=NOON + timedelta(seconds=second), backoff=BACKOFF)
        if take(session, second):
            begin(session, second)
            attempts += 1
    assert attempts == BACKOFF.max_attempts
    assert dead(session) == {"e1": "attempts_exhausted"}


@pytest.mark.parametrize("attempts", [1, BACKOFF.max_attempts])
def test_a_row_whose_event_is_gone_stands_in_nobodys_way(session: Session, attempts: int) -> None:
    poll(session, payment("e1", "o1"))
    session.scalars(select(InboxPending)).one().attempts = attempts
    session.flush()
    poll(session, payment("e2", "o2"))
    session.execute(delete(InboxEvent).where(InboxEvent.event_id == "e1"))
    assert retries.bury_exhausted(session, now=NOON + timedelta(days=1), backoff=BACKOFF) == 0
    assert [due.key for due in take(session, 1_000, limit=1)] == ["o2"]


LONG: list[Callable[[Session, int, Backoff], object]] = [
    lambda session, id_, backoff: retries.begin(session, [id_], backoff.max_attempts, now=NOON, backoff=backoff),
    lambda session, id_, backoff: retries.record_failure(session, id_, "it broke", now=NOON, backoff=backoff),
]


@pytest.mark.parametrize("again", LONG, ids=["silent", "failed"])
def test_the_most_attempts_that_the_settings_allow_do_not_overflow(
    session: Session, again: Callable[[Session, int, Backoff], object]
) -> None:
    from inventory.settings import Settings

    bounds = {type(bound).__name__: bound for bound in Settings.model_fields["max_attempts"].metadata}
    most = bounds["Le"].le
    poll(session, payment("e1"))
    session.scalars(select(InboxPending)).one().attempts = most - 1
    session.flush()
    day = timedelta(days=1)
    again(session, id_of(session), Backoff(first=day, longest=day, max_attempts=most))
