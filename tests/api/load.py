"""Callers who go on writing while a server is replaced, and remember their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from tests.api.shop import Caller
from tools.devstack.processes.children import wait_until

SECONDS = 60
CLIENTS = 4
PASSING = {"database_unavailable", "outcome_unknown", "deadline_exceeded", "busy"}
"""The refusals of a write while there is no server that takes it."""


@dataclass
class Load:
    """Clients that reserve one unit for an order each, and send it until it is answered. `held` has
    every order that was.
    """

    callers: tuple[Caller, ...]
    held: set[str] = field(default_factory=set)
    refusals: Counter[str] = field(default_factory=Counter)
    _stopping: Event = field(default_factory=Event)

    @contextmanager
    def running(self) -> Iterator[None]:
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients: list[Future[None]] = [pool.submit(self._shop, client) for client in range(CLIENTS)]
            try:
                yield
            finally:
                self._stopping.set()
            for each in clients:
                each.result()

    def goes_on(self) -> bool:
        """Return True if another fifty orders are taken within the time that anybody would wait."""
        before = len(self.held)
        return wait_until(lambda: len(self.held) >= before + 50, seconds=SECONDS)

    def _shop(self, client: int) -> None:
        number = 0
        while not self._stopping.is_set():
            number += 1
            order_id = f"load-{client}-{number}"
            while (answer := self.callers[client % 2].reserve(order_id, ("shirt", 1))).status not in {200, 201}:
                self.refusals[answer.body["code"]] += 1
                self._stopping.wait(0.02)
            self.held.add(order_id)
