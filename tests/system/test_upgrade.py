"""An upgrade without a pause: the version handed over last beside the new one, under load, on a
database of its own making.

The database is the version's dump (`tests/upgrade/released/`), so there is something in every
table, on the old schema and on the new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
from confluent_kafka import Consumer
from sqlalchemy import create_engine, text

from inventory.database.migrate import migrate
from inventory.database.revisions import newest_revision
from inventory.database.transactions import Database, now
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.audit import audit
from tests.upgrade.dumps import RELEASED, last_released, restore, set_forward, told
from tests.upgrade.load import PLENTY, SKUS, Load
from tests.upgrade.version import Version, code_of
from tools.devstack import PROJECT
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.together import EmbeddedServers

TOLD = told(last_released())
"""The files of the version that is upgraded from: the one that was handed over last."""
LINE = ("api", "worker", "consumer", "relay")

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def database_url(servers: EmbeddedServers) -> Iterator[str]:
    """A database of the version before, as if its last day were today."""
    name = f"upgrade_{uuid4().hex[:8]}"
    engine = create_engine(servers.database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = servers.postgresql.database_url(name)
    restore(url, RELEASED / f"{TOLD['commit']}.sql")
    set_forward(url, datetime.fromisoformat(TOLD["moment"]))
    yield url
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def settings(servers: EmbeddedServers, database_url: str) -> dict[str, str]:
    """The environment of both versions."""
    name = uuid4().hex[:8]
    return {
        **servers.environment,
        **TOLD.get("settings", {}),
        "DATABASE_URL": database_url,
        "CELERY_BROKER_URL": servers.broker_url.rpartition("/")[0] + "/1",
        "INVENTORY_TOPIC_PRODUCTS": f"products-{name}",
        "INVENTORY_TOPIC_ORDERS": f"orders-{name}",
        "INVENTORY_TOPIC_PAYMENTS": f"payments-{name}",
        "INVENTORY_TOPIC_EVENTS": f"events-{name}",
        "INVENTORY_CONSUMER_GROUP": f"group-{name}",
        "INVENTORY_RETRY_SECONDS": "2",
        "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
        "INVENTORY_AUDIT_INTERVAL_SECONDS": "2",
        "INVENTORY_PRUNE_INTERVAL_SECONDS": "2",
    }


@pytest.fixture
def old(settings: dict[str, str], tmp_path: Path) -> Iterator[Version]:
    version = Version("old", code_of(TOLD["commit"], tmp_path / "old"), settings, tmp_path)
    yield version
    version.kill()


@pytest.fixture
def new(settings: dict[str, str], tmp_path: Path) -> Iterator[Version]:
    version = Version("new", PROJECT, settings, tmp_path)
    yield version
    version.kill()


@pytest.fixture
def load(settings: dict[str, str], old: Version) -> Iterator[Load]:
    topics = {name: settings[f"INVENTORY_TOPIC_{name.upper()}"] for name in ("products", "orders", "payments")}
    load = Load(topics, settings["KAFKA_BOOTSTRAP_SERVERS"], (old,))
    yield load
    load.stop()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, pool_size=2, name="tests")
    yield opened
    opened.dispose()


def test_both_versions_work_side_by_side_and_nothing_is_refused_or_lost(
    old: Version, new: Version, load: Load, database: Database, database_url: str, settings: dict[str, str]
) -> None:
    dead, heard = count(database, "dead_letter"), count(database, "inbox_event")
    assert min(dead, heard, count(database, "inbox_pending"), count(database, "outbox_event")) > 0
    old.run("from bridge.__main__ import run; import sys; sys.argv = ['bridge', 'topics']; run()")
    old.start(*LINE)
    eventually(old.serves, "the old API takes requests", old)
    load.supply()
    eventually(
        lambda: count(database, "product_inventory WHERE sku LIKE 'sku-%'") == SKUS, "the products are in stock", old
    )
    load.set_up()
    load.start()
    goes_on(load, old, "the old version works on its own schema")

    migrate(database_url)
    with database.transaction() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision()
    goes_on(load, old, "the old version works on the new schema")

    new.start(*LINE, "sweeper", "housekeeper", "beat")
    eventually(new.serves, "the new API takes requests", new)
    load.callers = (old, new)
    eventually(lambda: old.partitions() > 0 and new.partitions() > 0, "both bridges read", old, new)
    goes_on(load, old, "the old worker works beside the new one")
    goes_on(load, new, "the new worker works beside the old one")

    load.callers = (new,)
    for name in ("consumer", "worker", "relay", "api"):
        old.stop(name)
    goes_on(load, new, "the new version works alone")
    load.stop()

    eventually(lambda: is_idle(database, heard + load.published), "every event is done and announced", new)
    assert load.refused == []
    assert old.schema_errors() == new.schema_errors() == []
    assert count(database, "dead_letter") == dead
    ours = "status = 'confirmed' AND order_id LIKE 'order-%'"
    confirmed = rows(database, f"SELECT order_id FROM reservation WHERE {ours}")
    assert set(confirmed) == set(load.ordered)
    left = rows(database, "SELECT sum(quantity_on_hand) FROM product_inventory WHERE sku LIKE 'sku-%'")[0]
    assert len(load.ordered) == SKUS * PLENTY - left
    moved = count(database, "stock_movement WHERE kind = 'moved' AND reference LIKE 'move-%'")
    assert moved == 2 * len(load.ordered[::2])
    assert {one["value"]["id"] for one in TOLD["announced"]} <= announced(settings)
    with database.snapshot() as session:
        assert [str(one) for one in audit(session, now=now(session)).discrepancies] == []
    with database.transaction() as session:
        last = audit_runs.last_run(session)
    assert last is not None, new.log("housekeeper")
    assert last.discrepancies == 0


def goes_on(load: Load, version: Version, what: str) -> None:
    """Wait until this version's worker has finished more tasks, and the load has ordered more."""
    tasks, ordered = version.tasks_done(), len(load.ordered)
    eventually(
        lambda: load.error is not None or (version.tasks_done() >= tasks + 10 and len(load.ordered) >= ordered + 20),
        what,
        version,
    )
    assert load.error is None, load.error


def eventually(condition: Any, what: str, *versions: Version) -> None:
    if not wait_until(condition, seconds=60, interval=0.2):
        ends = "\n".join(
            f"--- {process.name}\n{process.logs().decode(errors='replace')[-2_000:]}"
            for version in versions
            for process in version.processes.values()
        )
        pytest.fail(f"not within a minute: {what}\n{ends}")


def is_idle(database: Database, heard: int) -> bool:
    # In the sequence of the line: an event that came between two reads would be missed otherwise.
    came = count(database, "inbox_event")
    return came == heard and count(database, "inbox_pending") == 0 and count(database, "outbox_event") == 0


def announced(settings: dict[str, str]) -> set[str]:
    """The ids of all outcomes on the topic."""
    consumer = Consumer(
        {
            "bootstrap.servers": settings["KAFKA_BOOTSTRAP_SERVERS"],
            "group.id": f"reader-{uuid4().hex}",
            "auto.offset.reset": "earliest",
        }
    )
    consumer.subscribe([settings["INVENTORY_TOPIC_EVENTS"]])
    found: set[str] = set()
    try:
        while (message := consumer.poll(10)) is not None:
            assert message.error() is None, message.error()
            found.add(orjson.loads(message.value() or b"")["id"])
    finally:
        consumer.close()
    return found


def count(database: Database, table: str) -> int:
    return int(rows(database, f"SELECT count(*) FROM {table}")[0])


def rows(database: Database, statement: str) -> list[Any]:
    with database.transaction() as session:
        return list(session.scalars(text(statement)))
