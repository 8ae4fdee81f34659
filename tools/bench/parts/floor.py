"""The floor: the same two steps of an order's life under pgbench, as bare as SQL allows. No ledger,
no outbox, no facts.

Each step is one prepared statement in a transaction of its own: the most that PostgreSQL itself can
do for that number of clients.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from tools.bench.load.orders import Pattern
from tools.bench.load.warehouse import PLENTY, SKUS, Warehouse
from tools.devstack.servers.postgresql import binary_directory

_SCHEMA = (
    "DROP TABLE IF EXISTS floor_stock, floor_order",
    """
    CREATE TABLE floor_stock (
        sku bigint PRIMARY KEY, on_hand bigint NOT NULL, reserved bigint NOT NULL CHECK (0 <= reserved AND reserved <= on_hand)
    ) WITH (fillfactor = 70)
    """,
    "CREATE TABLE floor_order (id bigint PRIMARY KEY, sku bigint NOT NULL, status text NOT NULL) WITH (fillfactor = 70)",
    f"INSERT INTO floor_stock SELECT number, {PLENTY}, 0 FROM generate_series(1, {SKUS}) number",  # noqa: S608 - our own text
    "VACUUM ANALYZE floor_stock",
    "CHECKPOINT",
)
_RESERVE = (
    "WITH held AS (UPDATE floor_stock SET reserved = reserved + 1 WHERE sku = :sku AND on_hand > reserved RETURNING sku)"
    " INSERT INTO floor_order SELECT :id, sku, 'pending' FROM held;"
)
_FINISH = (
    "WITH paid AS (UPDATE floor_order SET status = 'confirmed' WHERE id = :id RETURNING sku) UPDATE floor_stock s"
    " SET reserved = reserved - 1, on_hand = on_hand - 1 FROM paid WHERE s.sku = paid.sku;"
)
_TPS = re.compile(r"tps = ([\d.]+)")


def lives_floor(warehouse: Warehouse, directory: Path, pattern: Pattern, *, clients: int, seconds: int) -> float:
    """Return commands a second, two to an order."""
    return 2 * _pgbench(warehouse, directory, pattern, f"{_RESERVE}\n{_FINISH}\n", clients=clients, seconds=seconds)


def reserves_floor(warehouse: Warehouse, directory: Path, pattern: Pattern, *, clients: int, seconds: int) -> float:
    """Return reserves a second."""
    return _pgbench(warehouse, directory, pattern, f"{_RESERVE}\n", clients=clients, seconds=seconds)


def _pgbench(
    warehouse: Warehouse, directory: Path, pattern: Pattern, steps: str, *, clients: int, seconds: int
) -> float:
    warehouse.execute(*_SCHEMA)
    skus = 1 if pattern is Pattern.HOT else SKUS
    script = directory / f"floor-{pattern}.sql"
    script.write_text(
        f"\\set sku random(1, {skus})\n\\set id random(1, 9000000000000000000)\n{steps}", encoding="ascii"
    )
    command = [str(binary_directory() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={clients}"]
    database = make_url(warehouse.conninfo)
    command += [f"--time={seconds}", f"--file={script}", database._replace(password=None).render_as_string()]
    environment = {**os.environ, "PGPASSWORD": str(database.password)}  # everybody can read command lines
    found = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    match = _TPS.search(found.stdout)
    assert match is not None, found.stdout
    return float(match.group(1))
