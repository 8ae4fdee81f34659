"""Columns change their types while requests come: plans that are prepared fit no longer, and nobody
is answered for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.api.client import Client

CALLERS = 4
WARM, AFTER = 12, 8
"""Rounds before the change, more than make psycopg prepare each statement on each connection. And
after it.
"""

COLUMNS = [
    ("product_inventory", "product_id", 'varchar(300) COLLATE "C"', 'text COLLATE "C"'),
    ("reservation", "status", "varchar(40)", "text"),
    ("stock_movement", "note", "varchar(900)", "text"),
    ("location", "priority", "bigint", "integer"),
]
"""One of each table that requests read: its type after the change, and before."""


@pytest.fixture
def alter(engine: Engine) -> Iterator[Callable[[], None]]:
    """Change the types, as a migration does. The tests after this one find them as they were."""

    def to(types: dict[tuple[str, str], str]) -> None:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '20s'"))
            for (table, column), type_ in types.items():
                connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {type_}"))

    yield lambda: to({(table, column): after for table, column, after, _ in COLUMNS})
    to({(table, column): before for table, column, _, before in COLUMNS})


def a_round(client: Client, order_id: str) -> Iterator[tuple[str, int]]:
    """Each kind of call once, and how it was answered."""
    line = {"items": [{"sku": "tea", "quantity": 1}]}
    received = {"delta": 1, "reason": "received", "reference": order_id}
    yield "adjust", client.post("/v1/stock/tea/adjustments", json=received).status_code
    yield "reserve", client.post("/v1/reservations", json={"order_id": order_id, **line}).status_code
    yield "hold", client.get(f"/v1/reservations/{order_id}").status_code
    yield "holds", client.get("/v1/reservations").status_code
    yield "one SKU", client.get("/v1/stock/tea").status_code
    yield "some SKUs", client.get("/v1/stock?sku=tea").status_code
    yield "all SKUs", client.get("/v1/stock").status_code
    yield "ledger", client.get("/v1/stock/tea/movements").status_code
    yield "availability", client.post("/v1/availability", json=line).status_code


CREATED = {"adjust", "reserve"}


def test_nobody_is_refused_because_columns_change_their_types(app: Flask, alter: Callable[[], None]) -> None:
    delivered = {"delta": 1_000_000, "reason": "received", "reference": "d-1"}
    assert Client(app).post("/v1/stock/tea/adjustments", json=delivered).status_code == 201
    warm, altered = Barrier(CALLERS + 1, timeout=120), Barrier(CALLERS + 1, timeout=120)

    def call(caller: int) -> Counter[tuple[str, int]]:
        client, seen = Client(app), Counter[tuple[str, int]]()
        for number in range(WARM + AFTER):
            if number == WARM:
                warm.wait()
                altered.wait()
            seen.update(a_round(client, f"o-{caller}-{number}"))
        return seen

    with ThreadPoolExecutor(CALLERS) as callers:
        calling = [callers.submit(call, number) for number in range(CALLERS)]
        warm.wait()
        alter()
        altered.wait()
        seen = sum((each.result(120) for each in calling), Counter[tuple[str, int]]())
    kinds = {name for name, _ in seen}
    assert seen == {(name, 201 if name in CREATED else 200): CALLERS * (WARM + AFTER) for name in kinds}
