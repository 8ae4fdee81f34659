"""The disk, log, memory and time that a million orders take: `python -m tools.bench million`.

Orders of one line come over Kafka to a whole stack, 50,000 at a time, as fast as it goes, and at
the end of each 50,000 every outcome is in Kafka. Of ten orders eight are paid, one is cancelled and
one only held until its time is over. Four of those paid are dispatched. Then all is removed that
pruning may remove. It is a report, not a measurement beside others: it adds no figures.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import orjson
from rich.table import Table

from inventory.upkeep.retention import Kind
from tools.bench.load.pruning import open_guards, prune_all
from tools.bench.load.shop import Event, cancelled, dispatched, ordered, paid, publish
from tools.bench.load.sizes import Work, relation_bytes, work
from tools.bench.load.usage import peak_megabytes, processor_seconds
from tools.bench.load.warehouse import SKUS, Warehouse, conninfo_of, sku
from tools.bench.suite import Suite
from tools.devstack.processes.children import wait_until
from tools.devstack.stack import Stack

ROUNDS = 20
ORDERS = 50_000
QUICK_ROUNDS = 2
QUICK_ORDERS = 2_000
PAID_TENTHS = 8
CANCELLED_TENTH = 8
DISPATCHED_TENTHS = 4
PATIENCE_SECONDS = 1_200.0
LOOK_SECONDS = 0.5
SMALLEST = 100_000
"""Bytes of a table or an index from which on it is told of."""
PRUNED = (Kind.PAYLOADS, Kind.EVENTS, Kind.OUTCOMES, Kind.RESERVATIONS)
_HEARD = "SELECT count(*) FROM inbox_event WHERE id >"
_LAST = "SELECT coalesce(max(id), 0) FROM inbox_event"
_AT_WORK = "SELECT EXISTS (SELECT FROM inbox_pending) OR EXISTS (SELECT FROM outbox_event)"


@dataclass(frozen=True, slots=True)
class Point:
    """All sizes once so many orders are done."""

    orders: int
    relations: dict[str, int]
    work: Work
    megabytes: dict[str, float]
    processor_seconds: dict[str, float]


def run(suite: Suite) -> None:
    """Make the orders, remove them, and print what they took."""
    rounds, orders = (QUICK_ROUNDS, QUICK_ORDERS) if suite.quick else (ROUNDS, ORDERS)
    with Stack(suite.directory / "million") as stack:
        opened = Warehouse(stack.administration_url, conninfo_of(stack.administration_url))
        opened.supply(list(map(sku, range(SKUS))))
        points = [_point(stack, opened, 0)]
        for number in range(1, rounds + 1):
            for wave in _waves(orders):
                _play(stack, opened, wave)
            points.append(_point(stack, opened, number * orders))
            _tell_round(suite, points[-2], points[-1])
        _tell_sizes(suite, points)
        _prune(suite, opened)


def _waves(orders: int) -> Iterator[list[Event]]:
    """Yield the events of new orders: all of them begin, then they go on, then some are
    dispatched.
    """
    skus = {rising_id(): sku(random.randrange(SKUS)) for _ in range(orders)}  # noqa: S311 - a load, not a secret
    tenths = {order_id: number % 10 for number, order_id in enumerate(skus)}
    yield [ordered(order_id, [skus[order_id]]) for order_id in skus]
    paid_ones = [paid(order_id) for order_id, tenth in tenths.items() if tenth < PAID_TENTHS]
    yield paid_ones + [cancelled(order_id) for order_id, tenth in tenths.items() if tenth == CANCELLED_TENTH]
    yield [dispatched(order_id, skus[order_id]) for order_id, tenth in tenths.items() if tenth < DISPATCHED_TENTHS]


def rising_id() -> str:
    """Return a UUID that begins with the time, as version 7 has it."""
    milliseconds = time.time_ns() // 1_000_000
    return str(UUID(int=milliseconds << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62)))


def _play(stack: Stack, opened: Warehouse, events: list[Event]) -> None:
    """Publish the events, and return when Kafka has all of their outcomes."""
    before = int(opened.value(_LAST))
    publish(stack.endpoints.kafka_bootstrap_servers, map(_with_rising_id, events))

    def is_done() -> bool:
        return not opened.value(_AT_WORK) and int(opened.value(f"{_HEARD} {before}")) == len(events)

    if not wait_until(is_done, seconds=PATIENCE_SECONDS, interval=LOOK_SECONDS):
        raise TimeoutError(f"{len(events)} events were not done within {PATIENCE_SECONDS:.0f} s")


def _with_rising_id(event: Event) -> Event:
    return event._replace(value=orjson.dumps(orjson.loads(event.value) | {"id": rising_id()}))


def _point(stack: Stack, opened: Warehouse, orders: int) -> Point:
    return Point(orders, relation_bytes(opened), work(opened), peak_megabytes(stack), processor_seconds(stack))


def _tell_round(suite: Suite, before: Point, after: Point) -> None:
    """Print the line of one round: its pace, its log, and the share of autovacuum."""
    orders = after.orders - before.orders
    seconds = after.work.moment - before.work.moment
    vacuum = after.work.vacuum_seconds - before.work.vacuum_seconds
    written = (after.work.log_bytes - before.work.log_bytes) / orders
    grown = (sum(after.relations.values()) - sum(before.relations.values())) / orders
    processor = sum(after.processor_seconds.values()) - sum(before.processor_seconds.values())
    suite.console.print(
        f"  {after.orders:>9,} orders  {seconds:5.0f} s  {grown:6,.0f} bytes and {written:6,.0f} of log an order  "
        f"processor {1e6 * processor / orders:5,.0f} us an order  autovacuum {vacuum:5.1f} s in "
        f"{after.work.vacuums - before.work.vacuums} runs",
        highlight=False,
        soft_wrap=True,
    )


def _tell_sizes(suite: Suite, points: list[Point]) -> None:
    """Print what all orders take, and what the first ones let expect of so many."""
    start, first, last = points[0], points[1], points[-1]
    part = last.orders / first.orders
    table = Table("of all orders", "MB", "expected MB", "times")
    for name in sorted(last.relations):
        begun = start.relations.get(name, 0)
        _add(table, name, last.relations[name] - begun, (first.relations.get(name, 0) - begun) * part)
    _add(table, "log", last.work.log_bytes - start.work.log_bytes, (first.work.log_bytes - start.work.log_bytes) * part)
    suite.console.print(table)
    memory = Table("memory, MB", "before", f"{first.orders:,} orders", f"{last.orders:,} orders")
    for name in sorted(last.megabytes):
        memory.add_row(name, *(f"{point.megabytes.get(name, 0):,.0f}" for point in (start, first, last)))
    suite.console.print(memory)


def _add(table: Table, name: str, size: float, expected: float) -> None:
    if size >= SMALLEST:
        times = f"{size / expected:.2f}" if expected > 0 else ""
        table.add_row(name, f"{size / 1e6:,.1f}", f"{expected / 1e6:,.1f}", times)


def _prune(suite: Suite, opened: Warehouse) -> None:
    """Remove what may go, and print how long that took and what is left."""
    open_guards(opened)
    sizes, before = relation_bytes(opened), work(opened)
    for each in prune_all(opened.url, PRUNED):
        after = work(opened)
        log = (after.log_bytes - before.log_bytes) / max(each.rows, 1)
        before = after
        suite.console.print(
            f"  pruned {each.rows:,} {each.kind} in {each.seconds:.0f} s, {log:,.0f} bytes of log a row"
        )
    for name in ("inbox_event", "announced_outcome", "reservation"):
        suite.console.print(f"  {name} had {sizes[name] / 1e6:,.0f} MB, has {relation_bytes(opened)[name] / 1e6:,.0f}")
