"""Transactions as the API makes them (`api.turns.group_commit.transact`): in batches, each in a
transaction of its own, by one or more processes.

A command is one step of an order's life. Each order is reserved and confirmed, so it makes two
commands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from uuid import uuid4

from sqlalchemy.exc import DBAPIError

from api.turns.group_commit import transact
from inventory.database.commits import Commits
from inventory.database.transactions import Database
from tools.bench.load.labour import Labour, labour
from tools.bench.load.orders import Pattern, confirm_requests, lives, reserve_requests
from tools.bench.load.warehouse import HOLDS, SKUS, Warehouse, warehouse
from tools.bench.parts.floor import lives_floor
from tools.bench.suite import Suite

ROUNDS = 3
SECONDS = 1.0
FLOOR_SECONDS = 2
PATIENCE_SECONDS = 10.0
"""A commit whose answer was lost is looked for this long, as in the API."""


@dataclass(frozen=True, slots=True)
class Case:
    """The number of commands in a transaction, the pattern of the orders, their number of lines,
    and the number of processes.
    """

    batch: int
    pattern: Pattern
    lines: int = 1
    processes: int = 1

    @property
    def name(self) -> str:
        lines = f".{self.lines}_lines" if self.lines > 1 else ""
        processes = f".{self.processes}_processes" if self.processes > 1 else ""
        return f"core.batch_{self.batch}.{self.pattern}{lines}{processes}"

    @property
    def floor(self) -> str:
        return f"floor.{self.pattern}.{self.processes}_clients"


ALL = [Case(*case) for case in product((1, 8, 64, 200, 500), Pattern, (1, 3), (1, 2, 4))]
QUICK = [Case(batch, pattern) for batch in (1, 200) for pattern in Pattern]


def run(suite: Suite) -> None:
    """Measure each case several times, beside pgbench with as many clients."""
    cases = [case for case in (QUICK if suite.quick else ALL) if suite.wanted(case.name)]
    if not cases:
        return
    processes = max(case.processes for case in cases)
    floors = {case.floor: case for case in cases}
    with warehouse(suite.directory / "core") as opened, labour(opened.url, processes) as workers:
        for _ in suite.rounds(ROUNDS):
            for name, case in floors.items():
                clients = case.processes
                floor = lives_floor(opened, suite.directory, case.pattern, clients=clients, seconds=FLOOR_SECONDS)
                suite.sample(name, floor)
            for case in cases:
                _measure(suite, opened, workers, case)
    for name in floors:
        suite.enter(name, "commands/s")
    for case in cases:
        suite.enter(case.name, "commands/s", floor=case.floor)
        if case.lines == case.processes == 1:
            suite.enter(f"{case.name}.wal", "bytes/command")


def _measure(suite: Suite, opened: Warehouse, workers: Labour, case: Case) -> None:
    opened.clear_orders()
    before = opened.wal_bytes()
    step = partial(reserve_and_confirm, case, SKUS)
    try:
        rate, done = workers.rate(step, processes=case.processes, seconds=SECONDS)
    except DBAPIError as error:  # a process waited too long for a lock; tasks would try again
        suite.console.print(f"  {case.name}: not counted, {error.orig}", style="red", soft_wrap=True)
        return
    written = opened.wal_bytes() - before
    suite.sample(case.name, rate)
    suite.sample(f"{case.name}.wal", written / done)


def reserve_and_confirm(case: Case, skus: int, database: Database, _number: int) -> Callable[[], int]:
    """Return the function that one process repeats. It reserves a batch of orders in one
    transaction and pays them in the next.
    """
    orders = lives(case.pattern, batch=case.batch, lines=case.lines, prefix=uuid4().hex[:8], skus=skus)

    commits = Commits(database)

    def repeat() -> int:
        ids, lines = next(orders)
        for requests in (reserve_requests(ids, lines), confirm_requests(ids)):
            transact(commits, requests, holds=HOLDS, until=time.monotonic() + PATIENCE_SECONDS)
        return 2 * case.batch

    return repeat
