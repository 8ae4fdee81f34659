"""A database for benchmarks: a PostgreSQL of their own, the schema, stock that never runs out, and
a clean start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from inventory.database.migrate import migrate
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, StateSupply
from inventory.write_path.apply import HoldTimes, apply
from tools.devstack.servers.postgresql import PostgreSQL

SKUS = 1_000
PLENTY = 1_000_000_000
HOLDS = HoldTimes(default_seconds=86_400)
"""Holds so long that nothing expires while something else is measured."""
CHUNK = 500
OLD_ORDERS = 10_000
_OLD_ORDERS = (
    """
    INSERT INTO reservation (order_id, status, lines, ordered_at, ordered_by_event, paid_at, version)
    SELECT 'old-' || n, 'confirmed',
           '[{{"sku": "old", "quantity": 1, "allocations": [{{"location": "main", "held": 0, "taken": 1}}]}}]', now(), true, now(), 2
    FROM generate_series(1, {orders}) n
    """,
    """
    INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                reserved_after, shortfall_after, reference, order_id, actor, occurred_at)
    SELECT 'old', 'main', 'confirmed', -1, -1, 0, 0, 0, 0, 'event-' || n, 'old-' || n, '/shop', now()
    FROM generate_series(1, {orders}) n
    """,
    """
    INSERT INTO inbox_event (source, event_id, type, key, digest, payload, occurred_at, received_at, topic, partition,
                             record_offset)
    SELECT '/shop', 'old-' || n, 'PaymentSucceeded', 'old-' || n, '', '{{}}', now(), now(), 'payments', 0, n
    FROM generate_series(1, {orders}) n
    """,
)


def sku(number: int) -> str:
    return f"sku-{number:07d}"


@dataclass(frozen=True)
class Warehouse:
    """One database. `conninfo` is the form of the URL for libpq's programs."""

    url: str
    conninfo: str

    def supply(self, skus: Sequence[str], quantity: int = PLENTY) -> None:
        """State `quantity` units of each, through the one write path."""
        database = Database(self.url, pool_size=1, name="bench-supply")
        for start in range(0, len(skus), CHUNK):
            with database.transaction() as session:
                cause = Cause(actor="bench", reference=f"supply-{start}")
                supplies = [StateSupply(one, one, quantity, now(session), cause) for one in skus[start : start + CHUNK]]
                apply(session, supplies, now=now(session), holds=HOLDS)
        database.dispose()

    def clear_orders(self) -> None:
        """Forget all orders, and with them their ledger and outcomes. The stock stays.

        Some finished orders are put in their place. A real shop has been open for some time, and
        PostgreSQL plans its statements for tables that are not empty.
        """
        self.execute(
            "TRUNCATE reservation, stock_movement, outbox_event, inbox_event, inbox_pending, dead_letter",
            "UPDATE product_inventory SET quantity_reserved = 0",
            *(statement.format(orders=OLD_ORDERS) for statement in _OLD_ORDERS),
            "VACUUM ANALYZE",
            "CHECKPOINT",
        )

    def execute(self, *statements: str) -> None:
        """Run the statements, each in a transaction of its own."""
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def rows(self, query: str) -> list[Any]:
        """Return all rows."""
        with psycopg.connect(self.conninfo) as connection:
            return connection.execute(query).fetchall()

    def value(self, query: str) -> Any:
        """Return the first column of the first row."""
        return self.rows(query)[0][0]

    def wal_bytes(self) -> int:
        """Return the number of bytes ever written to the write-ahead log."""
        return int(self.value("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))

    def server_pid(self) -> int:
        """Return the id of the process that has started all others of the server."""
        return int(self.value("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"))


def conninfo_of(database_url: str) -> str:
    """Return a SQLAlchemy URL in libpq's form."""
    return database_url.replace("postgresql+psycopg://", "postgresql://")


@contextmanager
def warehouse(directory: Path) -> Iterator[Warehouse]:
    """Run PostgreSQL with its data below `directory`, the newest schema and the usual stock, until
    the block ends.
    """
    with _postgresql(directory) as server:
        yield _opened(server, "postgres")


@contextmanager
def two_warehouses(directory: Path) -> Iterator[tuple[Warehouse, Warehouse]]:
    """Run one server with two databases alike, until the block ends."""
    with _postgresql(directory) as server:
        first = _opened(server, "postgres")
        first.execute("CREATE DATABASE second")
        yield first, _opened(server, "second")


@contextmanager
def _postgresql(directory: Path) -> Iterator[PostgreSQL]:
    server = PostgreSQL(directory)
    try:
        server.start()
        server.wait_ready()
        yield server
    finally:
        server.stop()


def _opened(server: PostgreSQL, database: str) -> Warehouse:
    url = server.database_url(database)
    migrate(url)
    opened = Warehouse(url, conninfo_of(url))
    opened.supply(list(map(sku, range(SKUS))))
    return opened
