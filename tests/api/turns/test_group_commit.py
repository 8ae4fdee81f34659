"""Concurrent commands share transactions, and nobody waits forever or suffers for a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from threading import Semaphore

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.contract.errors import Busy, DatabaseUnavailable, DeadlineExceeded, OutcomeUnknown, Overloaded, ShuttingDown
from api.turns.group_commit import Apply, GroupCommit
from inventory.database.transactions import API_LIMITS, Database
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock, Cause, Confirm, Line, OrderCommand, Reserve
from inventory.errors import InsufficientStock
from inventory.write_path import locks
from inventory.write_path.apply import HoldTimes, Outcome
from inventory.write_path.idempotency import CallerRequest, apply_once
from tests.api.shop import Counters, counters, put_on_shelf
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.commit_cutter import CommitCutter, Lost
from tools.devstack.servers.postgresql import PostgreSQL

SECONDS = 60


def reserve(order_id: str, sku: str = "shirt", quantity: int = 1) -> CallerRequest:
    return CallerRequest((Reserve(order_id, (Line(sku, quantity),), Cause(actor="tests")),))


def confirm(order_id: str) -> CallerRequest:
    return CallerRequest((Confirm(order_id, Cause(actor="tests")),))


def order_ids(requests: Sequence[CallerRequest]) -> list[str]:
    commands = [command for request in requests for command in request.commands]
    return [command.order_id for command in commands if isinstance(command, OrderCommand)]


class One:
    """A group commit whose requests have one command each."""

    def __init__(self, group_commit: GroupCommit) -> None:
        self.group_commit = group_commit

    def submit(self, request: CallerRequest) -> Outcome:
        (outcome,) = self.group_commit.submit(request)
        return outcome


class Gate:
    """The write path with a gate in front: batches wait at it until it is opened for each, and are
    noted.
    """

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self._open = Semaphore(0)

    def __call__(
        self, session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
    ) -> list[list[Outcome]]:
        self.batches.append(order_ids(requests))
        assert self._open.acquire(timeout=SECONDS)
        return apply_once(session, requests, now=now, holds=holds)

    def let_pass(self, batches: int = 100) -> None:
        self._open.release(batches)

    def wait_for_batch(self, number: int) -> None:
        assert wait_until(lambda: len(self.batches) >= number, seconds=SECONDS, interval=0.002)


@pytest.fixture
def writes(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, limits=API_LIMITS, pool_size=1, name="group-commit")
    yield opened
    opened.dispose()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(64) as threads:
        yield threads


Make = Callable[..., One]


@pytest.fixture
def make(writes: Database, database: Database) -> Iterator[Make]:
    """Make a group commit over a shop with 100 shirts. Closed at the end."""
    put_on_shelf(database, {"shirt": 100})
    made: list[GroupCommit] = []

    def _make(
        apply: Apply = apply_once, *, batch: int = 100, queue: int = 100, deadline_seconds: float = SECONDS
    ) -> One:
        one = GroupCommit(writes, HoldTimes(), batch=batch, queue=queue, deadline_seconds=deadline_seconds, apply=apply)
        made.append(one)
        return One(one)

    yield _make
    for one in made:
        one.close()


def _send(group_commit: One, pool: ThreadPoolExecutor, requests: Sequence[CallerRequest]) -> list[Future[Outcome]]:
    """Submit the requests from threads of their own, queued in this order."""
    sent = []
    for request in requests:
        waiting = len(group_commit.group_commit._waiting)
        sent.append(pool.submit(group_commit.submit, request))
        assert wait_until(lambda: len(group_commit.group_commit._waiting) > waiting, seconds=SECONDS, interval=0.001)  # noqa: B023
    return sent


def test_what_arrives_during_a_transaction_shares_the_next(make: Make, pool: ThreadPoolExecutor) -> None:
    gate = Gate()
    group_commit = make(gate, batch=3)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    others = _send(group_commit, pool, [reserve(f"o-{number}") for number in range(1, 6)])
    gate.let_pass()

    assert all(one.result(SECONDS).created for one in (first, *others))
    assert gate.batches == [["o-0"], ["o-1", "o-2", "o-3"], ["o-4", "o-5"]]


def test_those_that_are_too_much_for_a_transaction_together_are_done_one_by_one(
    make: Make, pool: ThreadPoolExecutor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are about three rows of stock."""
    put_on_shelf(database, {"mug": 5, "cap": 5})
    monkeypatch.setattr(locks, "MAX_ROWS", 2)
    gate = Gate()
    group_commit = make(gate)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    others = _send(group_commit, pool, [reserve(f"o-{sku}", sku) for sku in ("shirt", "mug", "cap")])
    gate.let_pass()

    assert all(one.result(SECONDS).created for one in (first, *others))
    assert gate.batches == [["o-0"], ["o-shirt", "o-mug", "o-cap"], ["o-shirt"], ["o-mug"], ["o-cap"]]


def test_one_of_two_equal_calls_in_a_batch_is_a_replay(
    make: Make, pool: ThreadPoolExecutor, database: Database
) -> None:
    gate = Gate()
    group_commit = make(gate)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    twice = _send(group_commit, pool, [reserve("o-1", quantity=5), reserve("o-1", quantity=5)])
    gate.let_pass()

    assert first.result(SECONDS).created
    assert [one.result(SECONDS).created for one in twice] == [True, False]
    assert [one.result(SECONDS).error for one in twice] == [None, None]
    assert counters(database, "shirt") == Counters(100, 6)


def test_a_full_queue_refuses_at_once(make: Make, pool: ThreadPoolExecutor) -> None:
    gate = Gate()
    group_commit = make(gate, queue=2)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    waiting = _send(group_commit, pool, [reserve("o-1"), reserve("o-2")])

    with pytest.raises(Overloaded):
        group_commit.submit(reserve("o-3"))
    gate.let_pass()
    assert all(one.result(SECONDS).created for one in (first, *waiting))


def test_a_command_that_waited_too_long_is_never_applied(
    make: Make, pool: ThreadPoolExecutor, database: Database
) -> None:
    gate = Gate()
    group_commit = make(gate, deadline_seconds=1.0)
    stuck = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)

    with pytest.raises(DeadlineExceeded):
        group_commit.submit(reserve("o-1"))
    with pytest.raises(OutcomeUnknown):  # it was taken, and its transaction has no end
        stuck.result(SECONDS)
    gate.let_pass()
    assert wait_until(lambda: counters(database, "shirt") == Counters(100, 1), seconds=SECONDS)
    assert group_commit.submit(reserve("o-2")).created
    assert gate.batches == [["o-0"], ["o-2"]]


def test_only_the_culprit_fails(make: Make, pool: ThreadPoolExecutor, database: Database) -> None:
    gate = Gate()

    def fails_for_one(
        session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
    ) -> list[list[Outcome]]:
        outcomes = gate(session, requests, now=now, holds=holds)
        if "culprit" in order_ids(requests):
            raise ZeroDivisionError
        return outcomes

    group_commit = make(fails_for_one)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    others = _send(group_commit, pool, [reserve("o-1"), reserve("culprit"), reserve("o-2")])
    gate.let_pass()

    assert first.result(SECONDS).created
    assert isinstance(others[1].exception(SECONDS), ZeroDivisionError)
    assert [others[place].result(SECONDS).created for place in (0, 2)] == [True, True]
    assert counters(database, "shirt") == Counters(100, 3)


def test_who_meets_locks_that_are_gone_a_moment_later_stays_together(make: Make, pool: ThreadPoolExecutor) -> None:
    gate, met = Gate(), [Busy()]

    def meets_locks_once(
        session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
    ) -> list[list[Outcome]]:
        outcomes = gate(session, requests, now=now, holds=holds)
        if len(requests) > 1 and met:
            raise met.pop()
        return outcomes

    group_commit = make(meets_locks_once)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    others = _send(group_commit, pool, [reserve("o-1"), reserve("o-2"), reserve("o-3")])
    gate.let_pass()
    assert [one.result(SECONDS).created for one in [first, *others]] == [True] * 4
    assert gate.batches == [["o-0"], ["o-1", "o-2", "o-3"], ["o-1", "o-2", "o-3"]]


def test_a_row_that_somebody_keeps_locked_makes_busy_and_no_neighbour_suffers(
    make: Make, pool: ThreadPoolExecutor, database: Database
) -> None:
    put_on_shelf(database, {"cap": 1})
    gate = Gate()
    group_commit = make(gate)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    both = _send(group_commit, pool, [reserve("o-1", "cap"), reserve("o-2")])
    with database.transaction() as session:
        session.execute(text("SELECT 1 FROM product_inventory WHERE sku = 'cap' FOR UPDATE"))
        gate.let_pass()
        assert first.result(SECONDS).created
        assert isinstance(both[0].exception(SECONDS), Busy)
        assert both[1].result(SECONDS).created
    assert group_commit.submit(reserve("o-1", "cap")).created


def test_one_lock_timeout_answers_for_all_of_a_batch_that_name_the_same(
    make: Make, pool: ThreadPoolExecutor, database: Database
) -> None:
    put_on_shelf(database, {"cap": 100})
    gate = Gate()
    group_commit = make(gate)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    count = CallerRequest((AdjustStock("cap", Change(1), AdjustmentReason.FOUND, "count-1", Cause(actor="tests")),))
    hot = [reserve("o-1", "cap"), reserve("o-2", "cap"), count, confirm("o-1"), reserve("o-1", "shirt")]
    cold = [reserve("o-3"), confirm("o-0"), reserve("o-4")]
    sent = _send(group_commit, pool, [hot[0], cold[0], *hot[1:], *cold[1:]])
    with database.transaction() as session:
        session.execute(text("SELECT 1 FROM product_inventory WHERE sku = 'cap' FOR UPDATE"))
        gate.let_pass()
        assert first.result(SECONDS).created
        errors = [one.exception(SECONDS) for one in sent]
    assert [isinstance(error, Busy) for error in errors] == [True, False, True, True, True, True, False, False]
    assert [error for error in errors if not isinstance(error, Busy)] == [None, None, None]
    everything = [order_id for request in (hot[0], cold[0], *hot[1:], *cold[1:]) for order_id in order_ids([request])]
    # Alone, `o-1` waits for its locks with the beginning of its transaction, and is not applied.
    assert gate.batches == [["o-0"], everything, everything, ["o-3"], ["o-0"], ["o-4"]]


@pytest.fixture
def cutter(postgresql: PostgreSQL) -> Iterator[CommitCutter]:
    with CommitCutter(postgresql.port) as opened:
        yield opened


@pytest.fixture
def deadline_seconds() -> float:
    return SECONDS


@pytest.fixture
def cut(cutter: CommitCutter, postgresql: PostgreSQL, database: Database, deadline_seconds: float) -> Iterator[One]:
    """A group commit whose commits may be held and cut, over a shop with 100 shirts."""
    put_on_shelf(database, {"shirt": 100})
    url = postgresql.url.replace(str(postgresql.port), str(cutter.port))
    writes = Database(url, limits=API_LIMITS, pool_size=1, name="group-commit")
    group_commit = GroupCommit(writes, HoldTimes(), batch=10, queue=10, deadline_seconds=deadline_seconds)
    yield One(group_commit)
    group_commit.close()
    writes.dispose()


def test_each_of_a_batch_has_its_own_outcome_when_the_answer_to_their_commit_is_lost(
    cut: One, cutter: CommitCutter, pool: ThreadPoolExecutor, database: Database
) -> None:
    first = cutter.hold_next(containing=b"o-0")
    others = cutter.hold_next(containing=b"o-1")
    sent = [pool.submit(cut.submit, reserve("o-0"))]
    first.wait()
    sent += _send(cut, pool, [reserve("o-1"), reserve("o-2", quantity=1_000), reserve("o-1")])
    first.let_through()
    others.wait()
    others.cut()
    _, made, refused, replayed = (one.result(SECONDS) for one in sent)

    assert (made.created, made.error) == (True, None)
    assert isinstance(refused.error, InsufficientStock)
    assert (replayed.created, replayed.error) == (False, None)
    assert counters(database, "shirt") == Counters(100, 2)


@pytest.mark.parametrize("lost", Lost)
def test_a_lost_commit_takes_effect_once(
    cut: One, cutter: CommitCutter, pool: ThreadPoolExecutor, database: Database, lost: Lost
) -> None:
    twice = [cutter.hold_next(lost), cutter.hold_next(lost)]  # the second time that of asking whether it was one
    sent = pool.submit(cut.submit, reserve("o-1"))
    for held in twice:
        held.wait()
        held.cut()
    assert sent.result(SECONDS).error is None
    assert counters(database, "shirt") == Counters(100, 1)


@pytest.mark.parametrize("deadline_seconds", [2.0])
def test_a_commit_that_can_not_be_found_out_in_time_is_told_so(
    cut: One, cutter: CommitCutter, pool: ThreadPoolExecutor, database: Database
) -> None:
    """PostgreSQL has not heard that its client is gone, and may commit at any time as far as
    anybody knows.
    """
    held = cutter.hold_next(Lost.COMMIT)
    sent = pool.submit(cut.submit, reserve("o-1"))
    held.wait()
    held.cut(leave_server=True)
    assert isinstance(sent.exception(SECONDS), OutcomeUnknown)
    with database.transaction() as session:
        which = "application_name = 'group-commit' AND wait_event = 'ClientRead' AND backend_xid IS NOT NULL"
        session.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {which}"))
    assert cut.submit(reserve("o-1")).created


def test_a_database_that_is_away_is_told_at_once() -> None:
    away = Database(f"postgresql+psycopg://postgres@127.0.0.1:{free_ports(1)[0]}/postgres")
    group_commit = GroupCommit(away, HoldTimes(), batch=10, queue=10, deadline_seconds=SECONDS)
    with pytest.raises(DatabaseUnavailable):
        group_commit.submit(reserve("o-1"))
    group_commit.close()
    away.dispose()


def test_closing_finishes_what_waits_and_takes_no_more(make: Make, pool: ThreadPoolExecutor) -> None:
    gate = Gate()
    group_commit = make(gate)
    first = pool.submit(group_commit.submit, reserve("o-0"))
    gate.wait_for_batch(1)
    waiting = _send(group_commit, pool, [reserve("o-1"), reserve("o-2")])
    closing = pool.submit(group_commit.group_commit.close)
    assert wait_until(lambda: group_commit.group_commit._closed, seconds=SECONDS)

    with pytest.raises(ShuttingDown):
        group_commit.submit(reserve("o-3"))
    gate.let_pass()
    closing.result(SECONDS)
    assert all(one.result(SECONDS).created for one in (first, *waiting))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_when_the_thread_dies_the_next_command_has_a_new_one(make: Make, pool: ThreadPoolExecutor) -> None:
    def dies(*_: object, **__: object) -> list[list[Outcome]]:
        raise SystemExit

    group_commit = make(dies, deadline_seconds=1.0)
    with pytest.raises(OutcomeUnknown):
        pool.submit(group_commit.submit, reserve("o-1")).result(SECONDS)
    assert group_commit.group_commit._thread is not None
    assert wait_until(lambda: not group_commit.group_commit._thread.is_alive(), seconds=SECONDS)  # type: ignore[union-attr]
    group_commit.group_commit._apply = apply_once
    assert group_commit.submit(reserve("o-1")).created
