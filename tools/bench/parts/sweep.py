"""The sweeper gives overdue holds back, while callers go on reserving."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

import psycopg

from inventory.database.transactions import Database, now
from inventory.write_path.apply import apply
from tools.bench.load.http import Answers, load
from tools.bench.load.orders import Pattern, lives, reserve_all
from tools.bench.load.requests import reserves
from tools.bench.load.warehouse import HOLDS, SKUS, Warehouse, conninfo_of, sku
from tools.bench.suite import Suite, percentile
from tools.devstack.processes.process_table import API, BEAT, SWEEPER
from tools.devstack.stack import Stack

ROUNDS = 3
EXPIRED = 100_000
QUICK_EXPIRED = 20_000
BATCH = 500
CONNECTIONS = 8
PACE = 300
"""Reserves a second. The wait of callers is measured here, not the maximum of the API."""
BEFORE_SECONDS = 5.0
PATIENCE_SECONDS = 120.0
LOOK_SECONDS = 0.1


def run(suite: Suite) -> None:
    """Give back a hundred thousand holds, and measure reserves before and meanwhile."""
    with Stack(suite.directory / "sweep", processes=(API, SWEEPER, BEAT)) as stack:
        opened = Warehouse(stack.administration_url, conninfo_of(stack.administration_url))
        opened.supply(list(map(sku, range(SKUS))))
        for _ in suite.rounds(ROUNDS):
            opened.clear_orders()
            holds = QUICK_EXPIRED if suite.quick else EXPIRED
            _hold(opened, holds)
            before = _reserve(stack, BEFORE_SECONDS)
            done = Flag()
            with ThreadPoolExecutor(1) as pool:
                meanwhile = pool.submit(_reserve, stack, PATIENCE_SECONDS, done)
                opened.execute("UPDATE reservation SET expires_at = now() WHERE order_id LIKE 'expired-%'")
                suite.sample("sweep", holds / _seconds_of_sweeping(opened, done))
            suite.sample("sweep.reserve_p99_ms_before", 1_000 * percentile(before.latencies, 0.99))
            suite.sample("sweep.reserve_p99_ms", 1_000 * percentile(meanwhile.result().latencies, 0.99))
    suite.enter("sweep", "holds/s")
    suite.enter_all(["sweep.reserve_p99_ms_before", "sweep.reserve_p99_ms"], "ms")


def _hold(opened: Warehouse, holds: int) -> None:
    """Make this number of orders, each with a hold."""
    database = Database(opened.url, pool_size=1, name="bench-hold")
    orders = lives(Pattern.UNIFORM, batch=BATCH, lines=1, prefix="expired")
    for _ in range(holds // BATCH):
        ids, lines = next(orders)
        with database.transaction() as session:
            apply(session, reserve_all(ids, lines, now(session)), now=now(session), holds=HOLDS)
    database.dispose()


def _reserve(stack: Stack, seconds: float, done: Flag | None = None) -> Answers:
    port = stack.endpoints.api_port
    answers = load(port, reserves(Pattern.UNIFORM), connections=CONNECTIONS, seconds=seconds, pace=PACE, until=done)
    return answers.require(201)


def _seconds_of_sweeping(opened: Warehouse, done: Flag) -> float:
    """Return the seconds from the first hold given back to the last. Sets `done` at the end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    overdue = "SELECT EXISTS (SELECT FROM reservation WHERE status = 'pending' AND expires_at <= now())"
    given_back = (
        "SELECT extract(epoch FROM max(updated_at) - min(updated_at)) FROM reservation WHERE status = 'expired'"
    )
    try:
        with psycopg.connect(opened.conninfo, autocommit=True) as connection:
            while connection.execute(overdue).fetchone() == (True,):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"holds are still overdue after {PATIENCE_SECONDS:.0f} s")
                time.sleep(LOOK_SECONDS)
    finally:
        done.set()
    return float(opened.value(given_back))
