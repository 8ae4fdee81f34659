"""The API under compose's limit, while as many callers as it has threads read the largest pages
there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from tests.api.shop import Caller
from tests.system.test_memory_limits import COMPOSE
from tests.system.test_memory_limits import container as container_of
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import last_lines, spawn, wait_until

ORDERS, LINES, PLACES = 200, 100, 3
SKUS, SHELVES, MOVEMENTS = 400, 50, 400
CALLERS = 64
"""As many as it has threads, by default."""
ROUNDS = 2
LIMIT = COMPOSE

_PLACES = "INSERT INTO location (name) SELECT rpad('l-' || p || '-', 200, 'y') FROM generate_series(1, :shelves) p"
_STOCK = """
    INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, version)
    SELECT rpad('s-' || lpad(n::text, 6, '0') || '-', 200, 'x'), rpad('l-' || p || '-', 200, 'y'), rpad('p-', 200, 'z'), 100, 1
    FROM generate_series(0, :skus - 1) n, generate_series(1, :shelves) p
"""
_HOLDS = """
    INSERT INTO reservation (order_id, status, lines, ordered_at, reserved_at, held_since, expires_at, version)
    SELECT rpad('o-' || n || '-', 200, 'o'), 'pending', lines, now(), now(), now(), now() + n * interval '1 h', 1
    FROM generate_series(1, :orders) n, LATERAL (
        SELECT jsonb_agg(jsonb_build_object('sku', rpad('s-' || n || '-' || l || '-', 200, 'x'), 'quantity', :places, 'allocations', (
            SELECT jsonb_agg(jsonb_build_object('location', rpad('l-' || p || '-', 200, 'y'), 'held', 1, 'taken', 0))
            FROM generate_series(1, :places) p))) AS lines
        FROM generate_series(1, :lines) l
    ) AS made
"""
_MOVEMENTS = """
    INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after, reserved_after,
                                shortfall_after, reason, reference, note, actor, occurred_at)
    SELECT 'mug', rpad('l-1-', 200, 'y'), 'adjusted', 1, 0, 0, n, 0, 0, 'received', rpad('r-' || n || '-', 200, 'r'),
           repeat('n', 500), repeat('a', 200), now()
    FROM generate_series(1, :movements) n
"""


@pytest.fixture
def api(database: Database, database_url: str, tmp_path: Path) -> Iterator[Caller]:
    """The API as compose runs it, with so much memory and no more, in front of a shop of wide
    orders and long keys.
    """
    given: dict[str, Any] = {
        "places": PLACES,
        "skus": SKUS,
        "shelves": SHELVES,
        "orders": ORDERS,
        "lines": LINES,
        "movements": MOVEMENTS,
    }
    with database.transaction() as session:
        for statement in (_PLACES, _STOCK, _HOLDS, _MOVEMENTS):
            session.execute(text(statement), {name: each for name, each in given.items() if f":{name}" in statement})
    (port,) = free_ports(1)
    told = {"DATABASE_URL": database_url, "INVENTORY_API_PORT": str(port), "INVENTORY_AUTHENTICATION": "open"}
    log, caller = tmp_path / "api.log", Caller(port)
    with container_of(LIMIT) as within:
        command = within.command("-m", "gunicorn", "--config", "python:api.gunicorn_config", "api.wsgi:app")
        server = spawn(command, log=log, environment={**os.environ, **told})
        try:
            assert wait_until(lambda: _answers(caller), seconds=60), last_lines(log)
            yield caller
            assert "SIGKILL" not in log.read_text()
        finally:
            server.terminate()
            server.wait()


def _answers(caller: Caller) -> bool:
    try:
        return caller.get("/healthz").status == 200
    except OSError:
        return False


@pytest.mark.parametrize(
    "path",
    [
        "/v1/reservations?limit=200",
        "/v1/stock?limit=200",
        "/v1/stock?level=low&limit=200",
        "/v1/stock/mug/movements?limit=200",
    ],
)
def test_the_largest_pages_all_at_once(api: Caller, path: str) -> None:
    together = Barrier(CALLERS)

    def reads(_: int) -> list[int]:
        together.wait()
        return [api.get(path).status for _ in range(ROUNDS)]

    with ThreadPoolExecutor(CALLERS) as callers:
        answers = [status for statuses in callers.map(reads, range(CALLERS)) for status in statuses]

    # One that found no connection within its time is told so, and has cost nothing.
    assert {200} <= set(answers) <= {200, 503}
