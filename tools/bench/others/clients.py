"""Clients that repeat one life, each in a thread of its own.

Imports the standard library alone, because the environment of another shop system runs it too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import NamedTuple

WARM_UP = 10
"""Lives of each client before the clock starts. They connect, and prepare every statement."""
START_SECONDS = 60.0

Life = Callable[[], None]


class Lived(NamedTuple):
    """The lives a second of all clients together. The number of all lives, and the processor time
    that this process took for them, include those of the warm-up.
    """

    rate: float
    done: int
    processor_seconds: float


def live(begin: Callable[[], Life], end: Callable[[], object], *, clients: int, seconds: float) -> Lived:
    """Have each client call `begin`, repeat the life that this returns for `seconds`, and call
    `end`.

    Raises the error of a client that has one. Its life may be unfinished then, so nothing is
    counted.
    """
    ready = Barrier(clients)

    def client() -> tuple[int, float]:
        try:
            return _repeat(begin(), ready, seconds)
        except BaseException:
            ready.abort()
            raise
        finally:
            end()

    before = time.process_time()
    with ThreadPoolExecutor(clients) as pool:
        running = [pool.submit(client) for _ in range(clients)]
    errors = [error for error in (each.exception() for each in running) if error is not None]
    if errors:
        # A broken barrier is the consequence of another client's error.
        raise min(errors, key=lambda error: isinstance(error, BrokenBarrierError))
    results = [each.result() for each in running]
    rate, done = sum(done / took for done, took in results), sum(done + WARM_UP for done, _ in results)
    return Lived(rate, done, time.process_time() - before)


def _repeat(life: Life, ready: Barrier, seconds: float) -> tuple[int, float]:
    for _ in range(WARM_UP):
        life()
    ready.wait(START_SECONDS)
    began, done = time.monotonic(), 0
    while time.monotonic() < began + seconds:
        life()
        done += 1
    return done, time.monotonic() - began
