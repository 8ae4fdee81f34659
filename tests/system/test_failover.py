"""The whole line through a failover: two of everything, under load over HTTP and Kafka
(docs/failover.md).
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from bridge.topics import ensure_topics
from inventory.database.migrate import migrate
from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.upkeep.audit import audit
from tests import preloaded
from tests.api.load import PASSING, Load
from tests.api.shop import Caller, Counters, counters, put_on_shelf
from tests.bridge.line import Kafka
from tools.devstack.endpoints import Endpoints
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import kill_tree, last_lines, wait_until
from tools.devstack.processes.process_table import API, BEAT, CONSUMER, RELAY, SWEEPER, Process, several_workers
from tools.devstack.servers.kafka import Kafka as KafkaServer
from tools.devstack.servers.replication import Pair, pair, refuse_writes
from tools.devstack.servers.tcp_front import TcpFront
from tools.devstack.servers.valkey import Valkey

log = logging.getLogger(__name__)

SECONDS = 60
RECOVERED_SECONDS = 20
"""The time until everything works again, on a machine that has time for it."""


@dataclass
class Line:
    """The processes of the service, two of each that may be two, and their surroundings."""

    servers: Pair
    front: TcpFront
    directory: Path
    settings: Settings
    kafka: Kafka
    api: list[Endpoints] = field(default_factory=list)
    relays: list[Endpoints] = field(default_factory=list)

    def relays_that_publish(self) -> int:
        return sum(RELAY.ready(one) for one in self.relays)

    def ready(self) -> int:
        return sum(API.ready(one) for one in self.api)

    @contextmanager
    def looking(self) -> Iterator[Database]:
        """Look on at the primary."""
        database = Database(self.servers.primary.url, name="tests")
        try:
            yield database
        finally:
            database.dispose()

    def ask(self, question: str) -> Any:
        with self.looking() as database, database.transaction() as session:
            return session.execute(text(question)).scalar_one()


@dataclass
class Orders:
    """Orders that come by Kafka and are paid for, one unit each, until they are told to stop."""

    kafka: Kafka
    settings: Settings
    sent: list[str] = field(default_factory=list)
    _stopping: Event = field(default_factory=Event)

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = Thread(target=self._produce)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            thread.join()

    def _produce(self) -> None:
        while not self._stopping.wait(0.02):
            order_id = f"k-{len(self.sent)}"
            data = {"order_id": order_id, "items": [{"sku": "mug", "quantity": 1}]}
            self.kafka.publish(self.settings.topic_orders, _event("OrderCreated", data))
            self.kafka.publish(self.settings.topic_payments, _event("PaymentSucceeded", {"order_id": order_id}))
            self.sent.append(order_id)


def _event(type_: str, data: dict[str, Any]) -> dict[str, Any]:
    moment = datetime.now(UTC).isoformat()
    named = {"specversion": "1.0", "id": f"{type_}-{data['order_id']}", "source": "/shop", "type": type_}
    return {**named, "time": moment, "data": data}


@contextmanager
def line(directory: Path, *, synchronous: bool, fronted: bool) -> Iterator[Line]:
    """Run everything. The processes reach PostgreSQL through a front, or know both servers by a URL
    that names them.
    """
    with ExitStack() as stack:
        servers = stack.enter_context(pair(directory, synchronous=synchronous))
        redis, broker = Valkey(directory), KafkaServer(directory)
        for one in (redis, broker):
            stack.callback(one.stop)
            one.start()
        for one in (redis, broker):
            one.wait_ready()
        migrate(servers.url)
        front = stack.enter_context(TcpFront(servers.primary.port))
        through = servers.primary.url.replace(str(servers.primary.port), str(front.port))
        database_url = through if fronted else servers.url
        base = Endpoints(directory, database_url, redis.url, broker.url, LOOPBACK, 1, "open", 2, "", 3, 4)
        settings = Settings(
            database_url=database_url, kafka_bootstrap_servers=broker.url, topic_partitions=2, authentication="open"
        )
        ensure_topics(settings)
        made = Line(servers, front, directory, settings, Kafka(settings))
        with made.looking() as database:
            put_on_shelf(database, {"shirt": 100_000, "mug": 100_000})
        processes = [API, API, CONSUMER, CONSUMER, *several_workers(2), SWEEPER, BEAT, RELAY, RELAY]
        started = [(process, _start(stack, made, process, base)) for process in processes]
        for process, endpoints in started:
            if process is not RELAY:
                ready = wait_until(lambda: process.ready(endpoints), seconds=SECONDS)  # noqa: B023
                assert ready, last_lines(directory / f"{process.name}.log")
        assert wait_until(lambda: made.relays_that_publish() == 1, seconds=SECONDS)
        yield made


def _start(stack: ExitStack, made: Line, process: Process, base: Endpoints) -> Endpoints:
    """Start it with ports of its own, which are returned with all else."""
    api, bridge, relay = free_ports(3)
    endpoints = replace(base, api_port=api, bridge_metrics_port=bridge, relay_metrics_port=relay)
    own = {
        "INVENTORY_TOPIC_PARTITIONS": "2",
        "INVENTORY_RETRY_SECONDS": "1",
        "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
        "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    }
    command = [sys.executable, *process.command_for(endpoints)[1:]]
    log = made.directory / f"{process.name}.log"
    running = preloaded.start(command, log=log, environment={**os.environ, **endpoints.environment, **own})
    stack.callback(running.wait)
    stack.callback(kill_tree, running.pid)
    if process is API:
        made.api.append(endpoints)
    if process is RELAY:
        made.relays.append(endpoints)
    return endpoints


def _done(made: Line, orders: Sequence[str]) -> bool:
    paid = "SELECT count(*) FROM reservation WHERE status = 'confirmed' AND starts_with(order_id, 'k-')"
    return bool(made.ask(paid) >= len(orders))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("fronted", [True, False], ids=["behind a front", "by a URL of both"])
def test_synchronous_replication_loses_nothing_that_was_acknowledged(tmp_path: Path, *, fronted: bool) -> None:
    """The old primary lives on, read-only, with every connection that it had."""
    with line(tmp_path, synchronous=True, fronted=fronted) as made:
        load = Load(tuple(Caller(one.api_port) for one in made.api))
        orders = Orders(made.kafka, made.settings)
        with load.running(), orders.running():
            assert load.goes_on()
            assert wait_until(lambda: _done(made, orders.sent[:20]), seconds=SECONDS)
            refuse_writes(made.servers.primary)
            assert wait_until(lambda: made.ready() == 0 and made.relays_that_publish() == 0, seconds=SECONDS)
            began = time.monotonic()
            made.front.point_at(None)
            made.servers.promote()
            made.front.point_at(made.servers.primary.port)
            assert load.goes_on()
            assert wait_until(lambda: made.ready() == len(made.api), seconds=RECOVERED_SECONDS)
            assert wait_until(lambda: made.relays_that_publish() == 1, seconds=RECOVERED_SECONDS)
            log.info("all work again %.1f s after the promotion began", time.monotonic() - began)

        assert wait_until(lambda: _done(made, orders.sent), seconds=SECONDS)
        assert wait_until(lambda: made.ask("SELECT count(*) FROM outbox_event") == 0, seconds=SECONDS)
        assert load.refusals.keys() <= PASSING
        with made.looking() as database:
            assert counters(database, "shirt") == Counters(100_000, len(load.held))
            assert counters(database, "mug") == Counters(100_000 - len(orders.sent), 0)
            with database.transaction() as session:
                held = session.scalars(text("SELECT order_id FROM reservation WHERE status = 'pending'"))
                assert set(held) == load.held
            with database.snapshot() as session:
                assert audit(session, now=now(session)).discrepancies == []
        told = [orjson.loads(one.value() or b"") for one in made.kafka.published(made.settings.topic_events)]
        reserved = {one["data"]["order_id"] for one in told if one["type"].endswith("StockReserved")}
        confirmed = {one["data"]["order_id"] for one in told if one["type"].endswith("StockConfirmed")}
        assert reserved >= load.held
        assert confirmed == set(orders.sent)


@pytest.mark.timeout(400)
def test_asynchronous_replication_loses_what_the_standby_had_not_heard_and_goes_on(tmp_path: Path) -> None:
    """The primary dies at a moment when its standby hears nothing. Kafka's events are read
    again.
    """
    with line(tmp_path, synchronous=False, fronted=False) as made:
        load = Load(tuple(Caller(one.api_port) for one in made.api))
        orders = Orders(made.kafka, made.settings)
        with load.running(), orders.running():
            assert load.goes_on()
            sure = set(load.held)
            caught_up = f"SELECT count(*) >= {len(sure)} FROM reservation"
            standby = Database(made.servers.standby.url, replica=True, name="tests")
            assert wait_until(lambda: _holds(standby, caught_up), seconds=SECONDS)
            standby.dispose()
            made.servers.disconnect_standby()
            gone = len(orders.sent) + 20
            assert load.goes_on()
            assert wait_until(lambda: len(orders.sent) > gone and _done(made, orders.sent[:gone]), seconds=SECONDS)
            at_risk = set(load.held) - sure
            made.servers.primary.kill()
            made.servers.promote()
            assert load.goes_on()
            assert wait_until(lambda: made.ready() == len(made.api), seconds=RECOVERED_SECONDS)
            assert wait_until(lambda: made.relays_that_publish() == 1, seconds=RECOVERED_SECONDS)

        assert wait_until(lambda: _done(made, orders.sent), seconds=SECONDS)
        with made.looking() as database:
            with database.transaction() as session:
                held = set(session.scalars(text("SELECT order_id FROM reservation WHERE status = 'pending'")))
            lost = load.held - held
            assert lost
            assert sure <= held
            assert len(lost) <= len(at_risk) + 100  # events on their way during the count
            assert held <= load.held
            assert counters(database, "shirt") == Counters(100_000, len(held))
            with database.snapshot() as session:
                assert audit(session, now=now(session)).discrepancies == []


def _holds(database: Database, question: str) -> bool:
    with database.transaction() as session:
        return bool(session.execute(text(question)).scalar_one())
