"""Holds that are over are given back by the sweeper, while callers go on reserving."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

import psycopg

from bench.http import Answers, load
from bench.orders import CAUSE, Pattern, lives
from bench.requests import reserves
from bench.suite import Suite, percentile
from bench.warehouse import HOLDS, SKUS, Warehouse, conninfo_of, sku
from devstack.process_table import API, BEAT, SWEEPER
from devstack.stack import Stack
from inventory.commands import Reserve
from inventory.database import Database, now
from inventory.operations import apply

ROUNDS = 3
EXPIRED = 100_000
QUICK_EXPIRED = 20_000
BATCH = 500
CONNECTIONS = 8
PACE = 300
"""Reserves a second: what callers wait is asked here, not how much the API can do."""
BEFORE_SECONDS = 5.0
PATIENCE_SECONDS = 120.0
LOOK_SECONDS = 0.1


def run(suite: Suite) -> None:
    """Give back a hundred thousand holds, and measure reserves before and meanwhile."""
    with Stack(suite.directory / "sweep", processes=(API, SWEEPER, BEAT)) as stack:
        opened = Warehouse(stack.endpoints.database_url, conninfo_of(stack.endpoints.database_url))
        opened.supply(list(map(sku, range(SKUS))))
        for _ in suite.rounds(ROUNDS):
            stack.stop_process("sweeper")
            opened.clear_orders()
            holds = QUICK_EXPIRED if suite.quick else EXPIRED
            _hold(opened, holds)
            before = _reserve(stack, BEFORE_SECONDS)
            done = Flag()
            with ThreadPoolExecutor(1) as pool:
                meanwhile = pool.submit(_reserve, stack, PATIENCE_SECONDS, done)
                stack.start_process("sweeper")
                suite.sample("sweep", holds / _seconds_of_sweeping(opened, done))
            suite.sample("sweep.reserve_p99_ms_before", 1_000 * percentile(before.latencies, 0.99))
            suite.sample("sweep.reserve_p99_ms", 1_000 * percentile(meanwhile.result().latencies, 0.99))
            stack.wait_ready("sweeper")
    suite.enter("sweep", "holds/s")
    suite.enter_all(["sweep.reserve_p99_ms_before", "sweep.reserve_p99_ms"], "ms")


def _hold(opened: Warehouse, holds: int) -> None:
    """Holds that are over a second later."""
    database = Database(opened.url, pool_size=1, name="bench-hold")
    orders = lives(Pattern.UNIFORM, batch=BATCH, lines=1, prefix="expired")
    for _ in range(holds // BATCH):
        ids, lines = next(orders)
        with database.transaction() as session:
            at = now(session)
            reserves_ = [Reserve(id_, wanted, CAUSE, at, ttl_seconds=1) for id_, wanted in zip(ids, lines, strict=True)]
            apply(session, reserves_, now=at, holds=HOLDS)
    database.dispose()
    time.sleep(1)  # the last of them is over then


def _reserve(stack: Stack, seconds: float, done: Flag | None = None) -> Answers:
    port = stack.endpoints.api_port
    answers = load(port, reserves(Pattern.UNIFORM), connections=CONNECTIONS, seconds=seconds, pace=PACE, until=done)
    return answers.require(201)


def _seconds_of_sweeping(opened: Warehouse, done: Flag) -> float:
    """From the first hold that was given back to the last; sets `done` then."""
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
