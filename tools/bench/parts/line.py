"""The whole line, every process of the service beside its servers: from a backlog as fast as
possible, and at a steady pace.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread
from uuid import uuid4

import psycopg
from confluent_kafka import Producer

from tools.bench.load.orders import Pattern
from tools.bench.load.shop import FLUSH_SECONDS, HEADERS, Listener, created, paid, publish
from tools.bench.load.usage import peak_megabytes, processor_seconds
from tools.bench.load.warehouse import SKUS, Warehouse, conninfo_of, sku
from tools.bench.suite import Suite, percentile
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.process_table import CONSUMER, PROCESSES, RELAY, WORKER
from tools.devstack.stack import Stack

ROUNDS = 3
BACKLOG = 100_000
QUICK_BACKLOG = 10_000
QUICK_PROCESSES = (WORKER, RELAY, CONSUMER)
WARM_UP = 2_000
START_SECONDS = 60.0
PATIENCE_SECONDS = 180.0
LOOK_SECONDS = 0.1

PACE = 500
PACE_SECONDS = 10.0
QUICK_PACE_SECONDS = 3.0
PAID_AFTER_SECONDS = 0.5
HEARD_WITHIN_SECONDS = 30.0
OUTCOME = (
    '{"order_id": "order-1", "status": "pending", "expires_at": "2026-01-31T12:00:00.000000Z", "lines": '
    '[{"sku": "sku-1", "quantity": 1, "allocations": [{"location": "main", "held": 1, "taken": 0}]}]}'
)
RESERVED, CONFIRMED = "StockReserved", "StockConfirmed"


def run(suite: Suite) -> None:
    """Measure a backlog of orders and payments, and the time of a single event at a steady pace."""
    with Stack(suite.directory / "line", processes=QUICK_PROCESSES if suite.quick else PROCESSES) as stack:
        opened = Warehouse(stack.administration_url, conninfo_of(stack.administration_url))
        opened.supply(list(map(sku, range(SKUS))))
        backlog(stack, opened, WARM_UP)
        events = QUICK_BACKLOG if suite.quick else BACKLOG
        try:
            for _ in suite.rounds(ROUNDS):
                _measure(suite, stack, opened, events)
            for name, megabytes in peak_megabytes(stack).items():
                suite.sample(f"memory.{name}", megabytes)
        finally:
            _enter(suite)  # keeps the figures from before a failure


def _measure(suite: Suite, stack: Stack, opened: Warehouse, events: int) -> None:
    for name, value in backlog(stack, opened, events).items():
        suite.sample(f"line.{name}", value)
    suite.sample("line.relay", relay(opened, events))
    latencies = steady(stack, QUICK_PACE_SECONDS if suite.quick else PACE_SECONDS)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        suite.sample(f"line.{name}_ms_at_{PACE}", 1_000 * percentile(latencies, share))


def _enter(suite: Suite) -> None:
    suite.enter_all(["line.heard", "line.done", "line.announced"], "events/s")
    suite.enter_all(["line.outcomes", "line.relay"], "outcomes/s")
    suite.enter("line.wal", "bytes/order")
    suite.enter_all([f"line.p50_ms_at_{PACE}", f"line.p99_ms_at_{PACE}"], "ms")
    suite.enter_all([name for name in suite.samples if name.startswith("line.cpu.")], "us/event")
    suite.enter_all([name for name in suite.samples if name.startswith("memory.")], "MB")


def backlog(stack: Stack, opened: Warehouse, events: int) -> dict[str, float]:
    """Pile up `events` in Kafka, half of them orders and half their payments, and start the bridge.

    Returns events a second, from the first event on: `heard` (in the inbox), `done`, and
    `announced` (all their outcomes on Kafka). `outcomes` is the rate of outcomes a second.
    `cpu.NAME` is the processor time of a process for one event, in microseconds. `wal` is the
    growth of the write-ahead log by one order with its payment, in bytes.
    """
    stack.stop_process("consumer")
    prefix = uuid4().hex[:8]
    orders = [f"{prefix}-{number}" for number in range(events // 2)]
    servers = stack.endpoints.kafka_bootstrap_servers
    publish(servers, (event for order in orders for event in (created(order, Pattern.UNIFORM), paid(order))))
    with psycopg.connect(opened.conninfo, autocommit=True) as connection:
        before = _look(connection)
        stack.start_process("consumer")
        assert wait_until(lambda: _look(connection).heard > before.heard, seconds=START_SECONDS), "no event was heard"
        used, written = processor_seconds(stack), opened.wal_bytes()
        ends = _watch(connection, before, events)
        began = opened.value(f"SELECT extract(epoch FROM min(received_at)) FROM inbox_event WHERE id > {before.heard}")  # noqa: S608 - a number of ours
        outcomes = _look(connection).outcomes - before.outcomes
        wal = (opened.wal_bytes() - written) / (events // 2)
    stack.wait_ready("consumer")
    rates = {name: events / (end - float(began)) for name, end in ends.items()}
    cpu = {name: total - used[name] for name, total in processor_seconds(stack).items()}
    shares = {f"cpu.{name}": 1e6 * seconds / events for name, seconds in cpu.items()}
    return {**rates, **shares, "wal": wal, "outcomes": rates["announced"] * outcomes / events}


def relay(opened: Warehouse, outcomes: int) -> float:
    """Return the outcomes that the relay publishes in a second when nothing else is to be done."""
    opened.execute(
        f"""
        INSERT INTO outbox_event (event_id, type, key, sequence, payload, occurred_at)
        SELECT gen_random_uuid(), 'StockReserved', 'order-' || n, 1, '{OUTCOME}', now() FROM generate_series(1, {outcomes}) n
        """  # noqa: S608 - our own text
    )
    began = time.monotonic()
    with psycopg.connect(opened.conninfo, autocommit=True) as connection:
        published = wait_until(lambda: not _look(connection).announcing, seconds=PATIENCE_SECONDS)
    assert published, "the outbox is not empty"
    return outcomes / (time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class _Look:
    """The state of the database at `moment`. It is read by index alone, so that a look does not
    slow down the measured work.
    """

    moment: float
    heard: int
    working: bool
    announcing: bool
    outcomes: int


_LOOK = """
    SELECT extract(epoch FROM clock_timestamp())::float8,
           coalesce((SELECT max(id) FROM inbox_event), 0),
           (SELECT min(id) FROM inbox_pending) IS NOT NULL,
           (SELECT min(id) FROM outbox_event) IS NOT NULL,
           coalesce(pg_sequence_last_value('outbox_event_id_seq'), 0)
"""


def _look(connection: psycopg.Connection) -> _Look:
    row = connection.execute(_LOOK).fetchone()
    assert row is not None
    return _Look(*row)


def _watch(connection: psycopg.Connection, before: _Look, events: int) -> dict[str, float]:
    """Return the moments at which the last event was heard, was done, and was announced, by the
    database's clock.
    """
    ends: dict[str, float] = {}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "announced" not in ends:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{events} events were not announced within {PATIENCE_SECONDS:.0f} s")
        time.sleep(LOOK_SECONDS)
        look = _look(connection)
        if look.heard - before.heard >= events:
            ends.setdefault("heard", look.moment)
            if not look.working:
                ends.setdefault("done", look.moment)
                if not look.announcing:
                    ends["announced"] = look.moment
    return ends


def steady(stack: Stack, seconds: float) -> list[float]:
    """Publish `PACE` events a second for `seconds`. Returns the seconds from the publication of
    each event to the reading of its outcome.
    """
    servers = stack.endpoints.kafka_bootstrap_servers
    listener = Listener(servers)
    sent: dict[tuple[str, str], float] = {}
    heard: dict[tuple[str, str], float] = {}
    finished = Flag()

    def listen() -> None:
        while not finished.is_set():
            heard.update(((type_, key), moment) for type_, key, moment in listener.heard(0.2))

    thread = Thread(target=listen, name="listener")
    thread.start()
    try:
        _publish_steadily(servers, seconds, sent)
        deadline = time.monotonic() + HEARD_WITHIN_SECONDS
        while missing := [order_id for _, order_id in sent if (CONFIRMED, order_id) not in heard]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(missing)} payments have no outcome after {HEARD_WITHIN_SECONDS:.0f} s")
            time.sleep(LOOK_SECONDS)
    finally:
        finished.set()
        thread.join()
        listener.close()
    # An order that was overtaken by its payment has one outcome, which answers both.
    return [
        heard.get((outcome, order_id), heard[CONFIRMED, order_id]) - moment
        for (outcome, order_id), moment in sent.items()
    ]


def _publish_steadily(servers: str, seconds: float, sent: dict[tuple[str, str], float]) -> None:
    producer = Producer({"bootstrap.servers": servers, "linger.ms": 0})
    began = time.monotonic()
    for at, outcome, order_id in _day(seconds):
        time.sleep(max(began + at - time.monotonic(), 0))
        event = created(order_id, Pattern.UNIFORM) if outcome == RESERVED else paid(order_id)
        sent[outcome, order_id] = time.monotonic()
        producer.produce(event.topic, event.value, event.key, headers=HEADERS)
        producer.poll(0)
    assert producer.flush(FLUSH_SECONDS) == 0


def _day(seconds: float) -> Iterator[tuple[float, str, str]]:
    """Yield the moment, the outcome and the order of each event to publish. Each order is paid a
    little after it was made.
    """
    prefix = uuid4().hex[:8]
    gap = 2 / PACE
    day = [(number * gap, RESERVED, f"{prefix}-{number}") for number in range(int(seconds / gap))]
    day += [(at + PAID_AFTER_SECONDS + gap / 2, CONFIRMED, order_id) for at, _, order_id in day]
    yield from sorted(day)
