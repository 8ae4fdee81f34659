"""Many real clients at once, through gunicorn: never oversold, no deadlock, every unit explained
(G1, G5, G8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from threading import Barrier
from typing import TypeVar

import orjson
import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Line, StateOrder
from inventory.domain.outcome import OrderOutcome
from inventory.upkeep.audit import audit
from inventory.write_path.apply import HoldTimes, apply
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, Counters, counters, put_on_shelf

CLIENTS = 64
Done = TypeVar("Done")


@pytest.fixture(params=["1", "2"], ids=["one process", "two processes"])
def server(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    """Two processes have two committing threads, which meet only in the database's locks."""
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES=request.param) as running:
        yield running


def at_once(calls: Sequence[Callable[[], Done]]) -> list[Done]:
    """Make all the calls from threads that start together."""
    start = Barrier(len(calls))

    def call(one: Callable[[], Done]) -> Done:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def test_ten_units_go_to_exactly_ten_of_64_clients(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})
    answers = at_once([partial(server.caller.reserve, f"o-{number}", ("shirt", 1)) for number in range(CLIENTS)])

    assert Counter(answer.status for answer in answers) == {201: 10, 409: 54}
    refused = [answer.body for answer in answers if answer.status == 409]
    assert {body["code"] for body in refused} == {"insufficient_stock"}
    assert all(body["shortfalls"][0]["shortfall"] == 1 for body in refused)
    assert counters(database, "shirt") == Counters(10, 10)
    movements = server.caller.get("/v1/stock/shirt/movements?kind=reserved&limit=200").body["items"]
    winners = {f"o-{number}" for number, answer in enumerate(answers) if answer.status == 201}
    assert {movement["order_id"] for movement in movements} == winners
    assert len(movements) == 10


def test_of_64_parcels_of_an_order_no_more_leave_than_it_has(server: ApiServer, database: Database) -> None:
    """Each of 16 parcels is reported by four clients at once. The order has units for ten."""
    put_on_shelf(database, {"shirt": 30})
    assert server.caller.reserve("o-1", ("shirt", 20)).status == 201

    def report(number: int) -> Answer:
        body = {"dispatch_id": f"parcel-{number % 16}", "items": [{"sku": "shirt", "quantity": 2}]}
        return server.caller.call("POST", "/v1/reservations/o-1/dispatches", orjson.dumps(body))

    answers = at_once([partial(report, number) for number in range(CLIENTS)])

    statuses = Counter(answer.status for answer in answers)
    assert statuses == {201: 10, 200: 30, 409: 24}
    assert {answer.body["code"] for answer in answers if answer.status == 409} == {"dispatch_exceeds_order"}
    order = server.caller.get("/v1/reservations/o-1").body
    assert (len(order["dispatches"]), order["remaining"]) == (10, [])
    assert counters(database, "shirt") == Counters(10, 0)
    with database.snapshot() as session:
        assert audit(session, now=now(session)).clean


def test_lines_cancelled_at_once_with_payment_dispatch_and_cancel(server: ApiServer, database: Database) -> None:
    """Each cancel counts once, and no unit is both cancelled and dispatched."""
    put_on_shelf(database, {"shirt": 400})
    for number in range(8):
        assert server.caller.reserve(f"o-{number}", ("shirt", 20)).status == 201
    calls: list[Callable[[], Answer]] = []
    for number in range(8):
        path = f"/v1/reservations/o-{number}"
        item = [{"sku": "shirt", "quantity": 5}]
        for name in ("c-1", "c-1", "c-2"):
            body = orjson.dumps({"cancel_id": name, "items": item})
            calls.append(partial(server.caller.call, "POST", f"{path}/cancel", body))
        parcel = orjson.dumps({"dispatch_id": "d", "items": item})
        calls.append(partial(server.caller.call, "POST", f"{path}/confirm", b"{}"))
        calls.append(partial(server.caller.call, "POST", f"{path}/dispatches", parcel))
        if number % 2:
            calls.append(partial(server.caller.call, "POST", f"{path}/cancel", b"{}"))
    Random(5).shuffle(calls)

    answers = at_once(calls)

    assert {answer.status for answer in answers} <= {200, 201, 409}
    orders = [server.caller.get(f"/v1/reservations/o-{number}").body for number in range(8)]
    for order in orders[::2]:
        assert (order["status"], [line["quantity"] for line in order["lines"]]) == ("confirmed", [10])
        assert [one["cancel_id"] for one in order["cancels"]] == ["c-1", "c-2"]
    gone = sum(len(order.get("dispatches", [])) * 5 for order in orders[1::2])
    assert counters(database, "shirt") == Counters(400 - 4 * 10 - gone, 0)
    with database.snapshot() as session:
        assert audit(session, now=now(session)).clean


def test_of_ten_units_three_are_kept_back_from_64_clients(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})
    policy = orjson.dumps({"stock": [{"safety_stock": 3}]})
    assert server.caller.call("PUT", "/v1/skus/shirt/policy", policy).status == 201
    answers = at_once([partial(server.caller.reserve, f"o-{number}", ("shirt", 1)) for number in range(CLIENTS)])

    assert Counter(answer.status for answer in answers) == {201: 7, 409: 57}
    refused = [answer.body["shortfalls"] for answer in answers if answer.status == 409]
    told = {"sku": "shirt", "requested": 1, "available": 0, "shortfall": 1, "kept_back": 3}
    assert refused == [[told]] * 57
    assert counters(database, "shirt") == Counters(10, 7)


def test_orders_of_three_lines_in_any_order_never_deadlock(server: ApiServer, database: Database) -> None:
    skus = ["shirt", "cap", "sock", "scarf"]
    put_on_shelf(database, dict.fromkeys(skus, 30))
    random = Random(7)
    orders = [(f"o-{number}", [(sku, 1) for sku in random.sample(skus, 3)]) for number in range(CLIENTS)]
    answers = at_once([partial(server.caller.reserve, order_id, *lines) for order_id, lines in orders])

    errors = Counter(answer.body["code"] for answer in answers if answer.status != 201)
    assert set(errors) <= {"insufficient_stock"}, errors
    held = Counter(
        sku for (_, lines), answer in zip(orders, answers, strict=True) if answer.status == 201 for sku, _ in lines
    )
    for sku in skus:
        assert counters(database, sku) == Counters(30, held[sku])
    assert sum(held.values()) >= 3 * 30, "some SKU must have been sold out, or nothing was scarce"


def test_the_same_order_sent_by_64_clients_is_one_reservation(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 1_000})
    answers = at_once([partial(server.caller.reserve, "o-1", ("shirt", 3))] * CLIENTS)

    assert Counter(answer.status for answer in answers) == {201: 1, 200: CLIENTS - 1}
    assert counters(database, "shirt") == Counters(1_000, 3)


def test_confirming_and_cancelling_at_once_ends_in_one_of_the_two(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 1_000})
    for number in range(32):
        server.caller.reserve(f"o-{number}", ("shirt", 1))
    answers = at_once(
        [
            partial(server.caller.post, f"/v1/reservations/o-{number}/{verb}")
            for number in range(32)
            for verb in ("confirm", "cancel")
        ]
    )

    assert {answer.status for answer in answers[1::2]} == {200}, "a cancellation always counts"
    assert {answer.status for answer in answers[0::2]} <= {200, 409}
    assert counters(database, "shirt") == Counters(1_000, 0)


MOVERS = 8


def test_units_that_move_to_and_fro_are_neither_lost_nor_made(server: ApiServer, database: Database) -> None:
    """Half of the threads move units of two SKUs one way, the others back, each call twice, while
    orders take units of both.
    """
    for location in ("main", "annex"):
        put_on_shelf(database, {"shirt": 40, "cap": 40}, location=location)

    def move(seed: int) -> Answer:
        ends = ("main", "annex") if seed % 2 else ("annex", "main")
        for number in range(12):
            items = [
                _move(sku, 1 + number % 5, ends, f"{seed}-{number}") for sku in ("shirt", "cap")[:: (-1) ** number]
            ]
            answers = [server.caller.post("/v1/stock/moves", {"items": items}) for _ in range(2)]
            assert {answer.status for answer in answers} == {200}, answers
            assert server.caller.reserve(f"o-{seed}-{number}", ("cap", 1), ("shirt", 1)).status in {201, 409}
        return answers[-1]

    before = deadlocks(database)
    at_once([partial(move, seed) for seed in range(MOVERS)])
    assert deadlocks(database) == before
    with database.snapshot() as session:
        found = session.execute(_UNITS).all()
        assert audit(session, now=now(session)).discrepancies == []
    assert {row.sku: row.units for row in found} == {"shirt": 80, "cap": 80}


def _move(sku: str, quantity: int, ends: tuple[str, str], reference: str) -> dict[str, object]:
    source, destination = ends
    why = {"reason": "relocated", "reference": reference}
    return {"sku": sku, "from": source, "to": destination, "quantity": quantity, **why}


_UNITS = text("SELECT sku, sum(quantity_on_hand - quantity_shortfall) AS units FROM product_inventory GROUP BY sku")
_DEADLOCKS = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")


def deadlocks(database: Database) -> int:
    """Return the number that PostgreSQL has seen in this database since the server started."""
    with database.transaction() as session:
        found: int = session.execute(_DEADLOCKS).scalar_one()
    return found


PAIRS = 60


def test_a_new_order_that_comes_over_both_doors_at_once_gets_the_last_units(
    server: ApiServer, database: Database
) -> None:
    """Twice over HTTP, beside its OrderCreated in a worker's transaction: whoever is late finds its
    own hold, not a refusal.
    """
    orders = [f"o-{number}" for number in range(PAIRS)]
    put_on_shelf(database, dict.fromkeys(orders, 3))

    def hear(order_id: str) -> Answer:
        heard = StateOrder(order_id, (Line(order_id, 3),), Cause(actor="/shop"), at=datetime(2026, 1, 1, tzinfo=UTC))
        with database.transaction() as session:
            (outcome,) = apply(session, [heard], now=now(session), holds=HoldTimes())
        assert outcome.error is None
        assert isinstance(outcome, OrderOutcome)
        return Answer(200, {}, {"status": outcome.reservation.status})

    for order_id in orders:
        reserve = partial(server.caller.reserve, order_id, (order_id, 3))
        answers = at_once([reserve, reserve, partial(hear, order_id)])
        assert {answer.body["status"] for answer in answers} == {"pending"}, answers
        assert {answer.status for answer in answers} <= {200, 201}
        assert counters(database, order_id) == Counters(3, 3)


def test_rules_hold_in_every_process_at_once(server: ApiServer, database: Database) -> None:
    """Baskets with a gift card while rules change. Once a SKU is discontinued, nobody holds it
    anew, and every hold is confirmed.
    """
    put_on_shelf(database, {"shirt": 100})
    assert set_rules(server, "gift", tracked=False).status == 201
    switching = [partial(set_rules, server, "shirt", discontinued=bool(number % 2)) for number in range(8)]
    baskets = [partial(server.caller.reserve, f"o-{number}", ("shirt", 1), ("gift", 3)) for number in range(40)]
    answers = at_once([*baskets, *switching])[: len(baskets)]

    assert {answer.body.get("code") for answer in answers} <= {None, "not_sellable"}
    assert set_rules(server, "shirt", discontinued=True).status == 200
    late = at_once([partial(server.caller.reserve, f"late-{number}", ("shirt", 1)) for number in range(20)])
    assert {answer.body["code"] for answer in late} == {"not_sellable"}
    held = [f"o-{number}" for number, answer in enumerate(answers) if answer.status == 201]
    paid = at_once(
        [partial(server.caller.post, f"/v1/reservations/{order_id}/confirm") for order_id in ["none", *held]]
    )
    assert Counter(answer.status for answer in paid) == Counter({200: len(held), 404: 1})
    assert counters(database, "shirt") == Counters(100 - len(held), 0)


def set_rules(server: ApiServer, sku: str, **rules: bool) -> Answer:
    return server.caller.call("PUT", f"/v1/skus/{sku}/policy", orjson.dumps(rules))


def test_a_movement_is_taken_back_by_one_of_many_clients(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})
    caller = server.caller
    mistake = {"delta": 7, "reason": "received", "reference": "delivery-1"}
    assert caller.post("/v1/stock/shirt/adjustments", mistake).status == 201
    (wrong,) = caller.get("/v1/stock/shirt/movements?reference=delivery-1").body["items"]
    path = f"/v1/movements/{wrong['id']}/reverse"
    references = [f"undo-{number % 16}" for number in range(CLIENTS)]
    answers = at_once([partial(caller.post, path, {"reference": reference}) for reference in references])

    found = Counter((answer.status, answer.body.get("code")) for answer in answers)
    assert found == {(201, None): 1, (200, None): 3, (409, "already_reversed"): 60}
    assert counters(database, "shirt") == Counters(10, 0)
    back = caller.get("/v1/stock/shirt/movements?limit=200").body["items"][0]
    assert back["reverses"] == wrong["id"]
    refused = {answer.body["reference"] for answer in answers if answer.status == 409}
    assert refused == {back["reference"]}
