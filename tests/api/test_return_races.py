"""Returns of one order by many real clients at once, through gunicorn: no more comes back than
left, and all units stay explained (G1, G5, G8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.upkeep.audit import audit
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, Counters, counters, put_on_shelf
from tests.api.test_races import at_once, deadlocks

THREADS = 8
ORDERS = 12
_SHELF = text(
    "SELECT sum(quantity_on_hand - quantity_shortfall + quantity_to_ship) FROM product_inventory WHERE sku = 'shirt'"
)


@pytest.fixture(params=["0", "86400"], ids=["paid is gone", "dispatch is awaited"])
def server(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    """Two processes have two committing threads, which meet only in the database's locks."""
    awaited = {"INVENTORY_DISPATCHED_AFTER_SECONDS": request.param}
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2", **awaited) as running:
        yield running


def sell(server: ApiServer, order_id: str, quantity: int) -> None:
    assert server.caller.reserve(order_id, ("shirt", quantity)).status == 201
    assert server.caller.post(f"/v1/reservations/{order_id}/confirm").status == 200


def dispatch(server: ApiServer, order_id: str, quantity: int) -> Answer:
    body = {"dispatch_id": "parcel", "items": [{"sku": "shirt", "quantity": quantity}]}
    return server.caller.post(f"/v1/reservations/{order_id}/dispatches", body)


def take_back(server: ApiServer, order_id: str, name: str, quantity: int, state: str = "sellable") -> Answer:
    body = {"return_id": name, "items": [{"sku": "shirt", "quantity": quantity, "disposition": state}]}
    return server.caller.post(f"/v1/reservations/{order_id}/returns", body)


def assert_clean(database: Database) -> None:
    with database.snapshot() as session:
        assert audit(session, now=now(session)).discrepancies == []


def test_of_eight_threads_that_bring_goods_back_no_more_succeed_than_left(
    server: ApiServer, database: Database
) -> None:
    """Each of 16 returns of two units is reported by four calls. Ten of them can come back."""
    put_on_shelf(database, {"shirt": 30})
    sell(server, "o-1", 20)
    assert dispatch(server, "o-1", 20).status == 201

    def report(thread: int) -> list[Answer]:
        return [take_back(server, "o-1", f"rma-{(thread + number) % 16}", 2) for number in range(8)]

    answers = [each for one in at_once([partial(report, thread) for thread in range(THREADS)]) for each in one]

    assert Counter(answer.status for answer in answers)[201] == 10
    assert {answer.body["code"] for answer in answers if answer.status == 409} == {"return_exceeds_order"}
    order = server.caller.get("/v1/reservations/o-1").body
    assert order["returned"] == [{"sku": "shirt", "location": "main", "quantity": 20, "disposition": "sellable"}]
    assert order["returnable"] == []
    assert counters(database, "shirt") == Counters(30, 0)
    assert_clean(database)


def test_returns_dispatches_and_cancellations_at_once_make_no_unit_and_lose_none(
    server: ApiServer, database: Database
) -> None:
    put_on_shelf(database, {"shirt": 100})
    for number in range(ORDERS):
        sell(server, f"o-{number}", 4)
    before = deadlocks(database)
    left: set[str] = set()
    back: set[tuple[str, str]] = set()

    def play(thread: int) -> None:
        """Two threads do each thing. All go through the orders, each from another one on."""
        for number in range(ORDERS):
            order_id = f"o-{(number + 3 * thread) % ORDERS}"
            match thread % 4:
                case 0:
                    if dispatch(server, order_id, 2).status == 201:
                        left.add(order_id)
                case 1:
                    server.caller.post(f"/v1/reservations/{order_id}/cancel", {})
                case 2:
                    if take_back(server, order_id, "rma-1", 1).status == 201:
                        back.add((order_id, "rma-1"))
                case _:
                    if take_back(server, order_id, "rma-2", 1, "damaged").status == 201:
                        back.add((order_id, "rma-2"))

    at_once([partial(play, thread) for thread in range(THREADS)])

    returned = Counter(order_id for order_id, _ in back)
    # Goods that came back had left, with or without a report of it.
    gone = sum(max(2 if order_id in left else 0, returned[order_id]) for order_id in {*left, *returned})
    with database.snapshot() as session:
        assert session.scalar(_SHELF) == 100 - gone + len(back)
    assert deadlocks(database) == before
    assert_clean(database)
