"""Bound each process in a large shop to half of compose's limit: the largest batches,
pages and histories there may be.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from confluent_kafka import Producer
from sqlalchemy import text

from inventory.database.transactions import Database
from inventory.inbox.events import EventType
from inventory.settings import Settings
from tests.system.test_memory_limits import COMPOSE, environment  # noqa: F401 - a fixture
from tests.system.test_memory_limits import container as container_of
from tests.tasks.line import Line
from tools.devstack.processes.children import spawn, wait_until

ORDERS, LINES, PLACES = 200, 100, 3
SKUS, SUBJECTS, OUTCOMES = 100_000, 200_000, 300
SECONDS = 200
CLI = "from inventory.cli import main; main()"


@dataclass(frozen=True)
class Shop:
    """A database, and the environment of a process to find it."""

    database: Database
    environment: dict[str, str]
    directory: Path

    def execute(self, statement: str, **given: Any) -> None:
        with self.database.transaction() as session:
            session.execute(text("SET LOCAL statement_timeout = 0"))
            session.execute(text(statement), given)

    def ask(self, question: str) -> Any:
        with self.database.transaction() as session:
            return session.execute(text(question)).scalar_one()

    def runs(self, code: str, *arguments: str) -> bytes:
        """Run Python with so much memory and no more. Returns its output."""
        with container_of(COMPOSE // 2) as within:
            done = subprocess.run(
                within.command("-c", code, *arguments), env=self.environment, capture_output=True, check=False
            )
        assert done.returncode == 0, (done.returncode, done.stderr[-3_000:])
        return done.stdout


@pytest.fixture
def shop(environment: dict[str, str], database: Database, tmp_path: Path) -> Shop:  # noqa: F811 - the fixture
    return Shop(database, {**os.environ, **environment}, tmp_path)


_STOCK = """
    INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, catalog_quantity, version)
    SELECT rpad('s-' || n || '-', :width, 'x'), rpad('l-' || p || '-', :width, 'y'), 'p', 100, 100, 1
    FROM generate_series(0, :skus - 1) n, generate_series(1, :places) p
"""
_PLACES = "INSERT INTO location (name) SELECT rpad('l-' || p || '-', :width, 'y') FROM generate_series(1, :places) p"


def _stock(shop: Shop, skus: int, places: int, width: int) -> None:
    shop.execute(_PLACES, places=places, width=width)
    shop.execute(_STOCK, skus=skus, places=places, width=width)


def _wide_orders(shop: Shop) -> list[int]:
    """The most lines, of the longest keys, each of another SKU."""
    _stock(shop, ORDERS * LINES, PLACES, 200)
    events = [(EventType.ORDER_CREATED, {"order_id": f"o-{n}", "items": _items(n)}) for n in range(ORDERS)]
    Line(shop.database).hears_all(events)
    with shop.database.transaction() as session:
        return list(session.scalars(text("SELECT id FROM inbox_pending ORDER BY id")))


def _items(order: int) -> list[dict[str, Any]]:
    return [{"sku": f"s-{order * LINES + n}-".ljust(200, "x"), "quantity": 1} for n in range(LINES)]


def test_a_task_and_a_sweep_of_wide_orders(shop: Shop) -> None:
    ids = _wide_orders(shop)
    shop.runs(f"from tasks.stock import process; process({ids})")
    assert shop.ask("SELECT count(*) FROM reservation WHERE status = 'pending'") == ORDERS
    shop.execute("UPDATE reservation SET expires_at = now() - interval '1 s'")
    shop.runs("from tasks.sweeps import expire_holds; expire_holds()")
    assert shop.ask("SELECT count(*) FROM reservation WHERE status = 'expired'") == ORDERS


def test_an_export_and_an_audit_of_a_large_shop(shop: Shop) -> None:
    _stock(shop, SKUS, 2, 20)
    exported = shop.directory / "out.csv"
    shop.runs(CLI, "stock", "export", str(exported))
    with exported.open("rb") as file:
        assert sum(1 for _ in file) == 2 * SKUS + 1
    # Nothing of it stands in the ledger: each row is a discrepancy, of which so many are named.
    with container_of(COMPOSE // 2) as within:
        done = subprocess.run(
            within.command("-c", CLI, "audit", "--json"), env=shop.environment, capture_output=True, check=False
        )
    assert len(orjson.loads(done.stdout)["discrepancies"]) == 1_000, done.stderr


def test_a_relay_of_large_outcomes(shop: Shop) -> None:
    shop.execute(
        "INSERT INTO outbox_event (type, key, sequence, payload, occurred_at) SELECT 'StockReserved', 'o-' || n, 1,"
        " json_build_object('order_id', 'o-' || n, 'lines', json_build_array(repeat('x', 900000))), now() FROM generate_series(1, :n) n",
        n=OUTCOMES,
    )
    with container_of(COMPOSE // 2) as within:
        relay = spawn(
            within.command("-m", "bridge", "relay"), log=shop.directory / "relay.log", environment=shop.environment
        )
        try:
            published = wait_until(
                lambda: relay.poll() is not None or shop.ask("SELECT count(*) FROM outbox_event") == 0, seconds=SECONDS
            )
            assert published
            assert relay.poll() is None, (shop.directory / "relay.log").read_text()[-3_000:]
        finally:
            relay.kill()
            relay.wait()


def test_all_that_was_announced_and_is_gone(shop: Shop) -> None:
    _announce(Settings())
    document = orjson.loads(shop.runs("from bridge.relay.restored import main; main()", "--list-only", "--json"))
    assert (document["subjects"], len(document["gone"])) == (SUBJECTS, SUBJECTS)
    assert [document["gone"][place]["order"] for place in (0, -1)] == ["order-000000", f"order-{SUBJECTS - 1:06}"]


def _announce(settings: Settings) -> None:
    servers = {"bootstrap.servers": settings.kafka_bootstrap_servers}
    producer = Producer(servers | {"linger.ms": 50, "queue.buffering.max.messages": SUBJECTS + 1})
    for number in range(SUBJECTS):
        producer.produce(settings.topic_events, orjson.dumps(_outcome(f"order-{number:06}")))
    assert producer.flush(60) == 0


def _outcome(order_id: str) -> dict[str, Any]:
    lines = [{"sku": "mug", "quantity": 1, "allocations": []}]
    data = {"order_id": order_id, "status": "pending", "lines": lines, "expires_at": "2026-01-01T00:15:00Z"}
    named = {"specversion": "1.0", "id": order_id, "source": "/inventory", "type": "StockReserved"}
    return {**named, "time": "2026-01-01T00:00:00Z", "sequence": f"{1:020d}", "data": data}
