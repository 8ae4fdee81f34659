"""Units of orders come from elsewhere while the same orders are paid, cancelled and dispatched,
through two API processes (G1, G5, G8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, text

from inventory.database.tables import Movement
from inventory.database.transactions import Database, now
from inventory.upkeep.audit import audit
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, put_on_shelf
from tests.api.test_races import at_once, deadlocks

THREADS = 8
ORDERS = [f"o-{number}" for number in range(12)]
EACH, ALL = 5, 140
"""Units of each order, and units on both shelves together."""


@pytest.fixture(params=["0", "3600"], ids=["not awaited", "awaited"])
def server(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    with api_server(
        database_url, tmp_path, INVENTORY_API_PROCESSES="2", INVENTORY_DISPATCHED_AFTER_SECONDS=request.param
    ) as running:
        yield running


def test_orders_that_are_paid_cancelled_and_sent_meanwhile_have_their_units(
    server: ApiServer, database: Database
) -> None:
    """Each thread meets all orders, every second time in an order of its own."""
    for location in ("annex", "main"):
        put_on_shelf(database, {"shirt": ALL // 2}, location=location)
    for order_id in ORDERS:
        assert server.caller.reserve(order_id, ("shirt", EACH)).status == 201

    def work(seed: int) -> list[Answer]:
        random = Random(seed)
        answers = []
        for turn in range(4):
            orders = random.sample(ORDERS, len(ORDERS)) if turn % 2 else ORDERS
            answers += [
                server.caller.post(f"/v1/reservations/{one}/{path}", body)
                for one in orders
                for path, body in calls(random, seed, turn)
            ]
        return answers

    before = deadlocks(database)
    answers = [one for done in at_once([partial(work, seed) for seed in range(THREADS)]) for one in done]
    assert deadlocks(database) == before
    assert {one.status for one in answers} <= {200, 201, 409}, Counter(one.status for one in answers)

    lines = [line for one in ORDERS for line in server.caller.get(f"/v1/reservations/{one}").body["lines"]]
    units = [one for line in lines for one in line["allocations"]]
    with database.snapshot() as session:
        assert audit(session, now=now(session)).discrepancies == []
        (shelf,) = session.execute(_SHELF)
        ends = session.execute(_ENDS).all()
        kinds = set(session.scalars(select(Movement.kind)))
    assert (shelf.physical, shelf.reserved) == (
        ALL - sum(one["taken"] for one in units),
        sum(one["held"] for one in units),
    )
    assert sum(one.movements for one in ends) > 2 * len(ORDERS)
    assert kinds >= {"reserved", "reassigned", "confirmed", "released", "dispatched"}
    assert {(one.units, one.held) for one in ends} == {(0, 0)}


def calls(random: Random, seed: int, turn: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield calls on an order: two reassignments, and what makes an end of them."""
    ends = random.choice([("annex", "main"), ("main", "annex")])
    for source, destination in (ends, ends[::-1]):
        some = random.choice([{}, {"quantity": 1}])
        yield "reassign", {"sku": "shirt", "from": source, "to": destination, **some}
        match random.randrange(20):
            case 0:
                yield "confirm", {}
            case 1 if turn:
                yield "cancel", {}
            case 2:
                parcel = f"parcel-{seed}-{turn}"
                yield "dispatches", {"dispatch_id": parcel, "items": [{"sku": "shirt", "quantity": 1}]}


_SHELF = text(
    "SELECT sum(quantity_on_hand - quantity_shortfall) AS physical, sum(quantity_reserved) AS reserved FROM product_inventory"
)
_ENDS = text(
    """
    SELECT order_id, count(*) AS movements, sum(on_hand_delta - shortfall_delta) AS units, sum(reserved_delta) AS held
    FROM stock_movement WHERE kind = 'reassigned' GROUP BY order_id
    """
)
