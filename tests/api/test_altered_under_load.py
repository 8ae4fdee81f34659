"""A column's type changes while requests come: plans that are prepared no longer fit, and nobody is answered for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.api.client import Client

CALLERS = 4
BEFORE, AFTER = 30, 40


@pytest.fixture
def alter(engine: Engine) -> Iterator[Callable[[], None]]:
    """Change the type of a column that every batch reads; the tests after this one find it as it was."""

    def to(type_: str) -> None:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '20s'"))
            connection.execute(text(f"ALTER TABLE location ALTER COLUMN priority TYPE {type_}"))

    yield lambda: to("bigint")
    to("integer")


def test_nobody_is_answered_500_while_a_columns_type_changes(app: Flask, alter: Callable[[], None]) -> None:
    delivered = {"delta": 1_000_000, "reason": "received", "reference": "d-1"}
    assert Client(app).post("/v1/stock/tea/adjustments", json=delivered).status_code == 201
    go_on = Flag()

    def call(caller: int) -> Counter[tuple[str, int]]:
        client, seen = Client(app), Counter[tuple[str, int]]()
        for number in range(BEFORE + AFTER):
            if number == BEFORE:
                assert go_on.wait(60)
            order = {"order_id": f"o-{caller}-{number}", "items": [{"sku": "tea", "quantity": 1}]}
            seen["reserve", client.post("/v1/reservations", json=order).status_code] += 1
            seen["read", client.get(f"/v1/reservations/o-{caller}-{number}").status_code] += 1
            seen["stock", client.get("/v1/stock/tea").status_code] += 1
        return seen

    with ThreadPoolExecutor(CALLERS) as callers:
        calling = [callers.submit(call, number) for number in range(CALLERS)]
        alter()
        go_on.set()
        seen = sum((each.result(120) for each in calling), Counter[tuple[str, int]]())
    every = CALLERS * (BEFORE + AFTER)
    assert seen == {("reserve", 201): every, ("read", 200): every, ("stock", 200): every}
