"""A batch is settled together or one by one, and nobody suffers for a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import psycopg
import pytest
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy.exc import DBAPIError, OperationalError

from tasks.one_by_one import settle

Transact = Callable[[Sequence[int]], None]


class Recorder:
    """Remembers each call, and raises for batches that hold a culprit."""

    def __init__(self, culprits: Sequence[int] = (), error: Callable[[], Exception] = lambda: ValueError("no")) -> None:
        self.calls: list[list[int]] = []
        self.culprits = set(culprits)
        self.error = error

    def __call__(self, batch: Sequence[int]) -> None:
        self.calls.append(list(batch))
        if self.culprits & set(batch):
            raise self.error()


def lock_timeout() -> Exception:
    return OperationalError("SELECT 1", {}, LockNotAvailable())


def test_a_good_batch_is_one_transaction() -> None:
    transact = Recorder()
    assert settle([1, 2, 3], transact) == {}
    assert transact.calls == [[1, 2, 3]]


def test_an_empty_batch_is_no_transaction() -> None:
    transact = Recorder()
    assert settle([], transact) == {}
    assert transact.calls == []


def test_only_the_culprit_fails() -> None:
    transact = Recorder(culprits=[2])
    failures = settle([1, 2, 3], transact)
    assert list(failures) == [2]
    assert transact.calls == [[1, 2, 3], [1], [2], [3]]


def test_a_batch_of_one_is_not_tried_again() -> None:
    transact = Recorder(culprits=[1])
    assert list(settle([1], transact)) == [1]
    assert transact.calls == [[1]]


@pytest.mark.parametrize("conflict", [DeadlockDetected, LockNotAvailable])
def test_a_conflict_of_locks_is_tried_again_at_once(conflict: type[psycopg.Error]) -> None:
    calls: list[list[int]] = []

    def transact(batch: Sequence[int]) -> None:
        calls.append(list(batch))
        if len(calls) == 1:
            raise DBAPIError("SELECT 1", {}, conflict())

    assert settle([1, 2], transact) == {}
    assert calls == [[1, 2], [1, 2]]


def test_a_lock_that_stays_fails_only_those_who_need_it() -> None:
    transact = Recorder(culprits=[2], error=lock_timeout)
    assert list(settle([1, 2, 3], transact)) == [2]
    assert transact.calls == [[1, 2, 3], [1, 2, 3], [1], [2], [2], [3]]


def test_without_postgresql_nothing_else_is_tried() -> None:
    transact = Recorder(
        culprits=[1], error=lambda: OperationalError("SELECT 1", {}, psycopg.OperationalError("refused"))
    )
    with pytest.raises(OperationalError):
        settle([1, 2, 3], transact)
    assert transact.calls == [[1, 2, 3]]
