"""Processes that do one part of a benchmark side by side, as workers of the service do. Each has a
connection of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from inventory.database.transactions import Database
from inventory.process.garbage import spare_all_that_is_loaded

START_SECONDS = 0.1
"""Enough time for every process to have its task in hand."""

Step = Callable[[Database, int], Callable[[], int]]
"""A function that takes a database and the number of the process, and returns the function to
repeat. That one returns the number of things it did.
"""

_database: Database


class Labour:
    """Processes that are ready, connected and warm."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def rate(self, step: Step, *, processes: int, seconds: float) -> tuple[float, int]:
        """Have this many processes repeat `step` for `seconds`. Returns the number of things done
        in a second by all, and in all.
        """
        begin = time.monotonic() + START_SECONDS
        each = partial(_repeat, step, begin=begin, seconds=seconds)
        results = list(self._pool.map(each, range(processes)))
        return sum(done / took for done, took in results), sum(done for done, _ in results)


@contextmanager
def labour(url: str, count: int) -> Iterator[Labour]:
    """Start `count` processes, and begin the block when all of them are connected."""
    context = get_context("spawn")
    barrier = context.Barrier(count)
    with ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(url, barrier)) as pool:
        # One task for each process: the pool starts a process for each task that comes while none
        # is idle.
        for each in [pool.submit(_nothing) for _ in range(count)]:
            each.result()
        yield Labour(pool)


def _start(url: str, barrier: Barrier) -> None:
    global _database  # noqa: PLW0603 - one for each process, made after its start
    _database = Database(url, pool_size=1, name="bench")
    with _database.transaction():
        pass
    # As the workers do.
    spare_all_that_is_loaded()
    barrier.wait()


def _nothing() -> None:
    """Do nothing. The task is done when the processes exist."""


def _repeat(step: Step, number: int, *, begin: float, seconds: float) -> tuple[int, float]:
    repeat = step(_database, number)
    repeat()  # prepares every statement and makes every plan
    time.sleep(max(begin - time.monotonic(), 0))
    began, done = time.monotonic(), 0
    while time.monotonic() < began + seconds:
        done += repeat()
    return done, time.monotonic() - began
