"""The life of a reservation over HTTP."""

from __future__ import annotations

import gc
from datetime import datetime, timedelta
from typing import Any

import pytest

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Line, Reserve
from inventory.errors import InsufficientStock
from inventory.write_path.apply import HoldTimes, apply
from tests.api.client import Client, Reply, as_looked_at
from tests.api.shop import Counters, counters, put_on_shelf


def reserve(client: Client, order_id: str, quantity: int = 3, **more: Any) -> Reply:
    items = [{"sku": "shirt", "quantity": quantity}]
    return client.post("/v1/reservations", json={"order_id": order_id, "items": items, **more})


@pytest.fixture(autouse=True)
def _ten_shirts(database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})


def test_reserving_holds_units_and_tells_where_the_reservation_is(client: Client, database: Database) -> None:
    answer = reserve(client, "o-1")

    assert answer.status_code == 201
    assert answer.headers["Location"] == "/v1/reservations/o-1"
    assert answer.json["order_id"] == "o-1"
    assert answer.json["status"] == "pending"
    assert answer.json["lines"] == [
        {"sku": "shirt", "quantity": 3, "allocations": [{"location": "main", "held": 3, "taken": 0}]}
    ]
    assert client.get("/v1/reservations/o-1").json == as_looked_at(answer.json)
    assert counters(database, "shirt") == Counters(10, 3)


def test_an_order_that_clients_can_hardly_name_is_there_all_the_same(client: Client, database: Database) -> None:
    """From before such ids were refused."""
    hold = Reserve("..", (Line("shirt", 3),), Cause(actor="tests"))
    with database.transaction() as session:
        apply(session, [hold], now=now(session), holds=HoldTimes())

    assert reserve(client, "..").status_code == 422
    assert client.get("/v1/reservations/%2E%2E").json["status"] == "pending"
    assert client.post("/v1/reservations/%2E%2E/release").json["status"] == "released"


def test_the_same_call_again_is_a_replay(client: Client, database: Database) -> None:
    first = reserve(client, "o-1")
    again = reserve(client, "o-1")

    assert again.status_code == 200
    # A replay may be noted as the newest call; what is held, and until when, stays as it is.
    for member in ("order_id", "status", "lines", "expires_at", "created_at"):
        assert again.json[member] == first.json[member]
    assert counters(database, "shirt") == Counters(10, 3)


def test_other_lines_for_a_live_hold_are_a_conflict(client: Client, database: Database) -> None:
    reserve(client, "o-1")
    answer = reserve(client, "o-1", 4)

    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "reservation_conflict"
    assert answer.json["status"] == 409
    assert (answer.json["order_id"], answer.json["reservation_status"]) == ("o-1", "pending")
    assert counters(database, "shirt") == Counters(10, 3)


def test_what_falls_short_is_named_and_nothing_is_stored(client: Client, database: Database) -> None:
    put_on_shelf(database, {"cap": 1, "sock": 5})
    items = [{"sku": "shirt", "quantity": 11}, {"sku": "cap", "quantity": 4}, {"sku": "sock", "quantity": 5}]
    answer = client.post("/v1/reservations", json={"order_id": "o-1", "items": items})

    assert answer.status_code == 409
    assert answer.json["code"] == "insufficient_stock"
    assert sorted(answer.json["shortfalls"], key=lambda one: one["sku"]) == [
        {"sku": "cap", "requested": 4, "available": 1, "shortfall": 3},
        {"sku": "shirt", "requested": 11, "available": 10, "shortfall": 1},
    ]
    assert client.get("/v1/reservations/o-1").status_code == 404
    assert counters(database, "sock") == Counters(5, 0)


def test_an_unknown_sku_is_named(client: Client) -> None:
    items = [{"sku": "shirt", "quantity": 1}, {"sku": "ghost", "quantity": 1}]
    answer = client.post("/v1/reservations", json={"order_id": "o-1", "items": items})

    assert (answer.status_code, answer.json["code"], answer.json["skus"]) == (422, "unknown_sku", ["ghost"])
    assert client.get("/v1/reservations/o-1").status_code == 404
    assert client.get("/v1/stock/ghost").status_code == 404


def test_a_product_id_names_the_sku_of_a_product_without_variants(client: Client) -> None:
    items = [{"product_id": "shirt", "quantity": 1}]
    answer = client.post("/v1/reservations", json={"order_id": "o-1", "items": items})

    assert (answer.status_code, answer.json["lines"][0]["sku"]) == (201, "shirt")


def test_confirming_takes_the_units(client: Client, database: Database) -> None:
    reserve(client, "o-1")
    answers = [client.post("/v1/reservations/o-1/confirm") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json["status"] for answer in answers] == ["confirmed", "confirmed"]
    assert counters(database, "shirt") == Counters(7, 0)
    assert reserve(client, "o-1").status_code == 200


def test_confirming_tells_of_units_that_are_known_to_be_gone(client: Client) -> None:
    reserve(client, "o-1", 3)
    reserve(client, "o-2", 3)
    found = {"quantity_on_hand": 4, "expected_quantity_on_hand": 10, "reason": "cycle_count", "reference": "count-1"}
    client.post("/v1/stock/shirt/adjustments", json=found)
    first, again, second = (client.post(f"/v1/reservations/{order_id}/confirm") for order_id in ("o-1", "o-1", "o-2"))

    gone = [{"sku": "shirt", "location": "main", "quantity": 2}]
    assert [answer.json.get("missing") for answer in (first, again, second)] == [gone, gone, gone]
    client.post("/v1/stock/shirt/adjustments", json={"delta": 2, "reason": "found", "reference": "found-1"})
    assert "missing" not in client.post("/v1/reservations/o-1/confirm").json


def test_lines_that_name_a_place_fall_short_there(client: Client) -> None:
    items = [{"sku": "shirt", "quantity": 12, "location": "main"}, {"sku": "shirt", "quantity": 1}]
    answer = client.post("/v1/reservations", json={"order_id": "o-1", "items": items})

    assert answer.status_code == 409
    assert answer.json["shortfalls"] == [
        {"sku": "shirt", "location": "main", "requested": 12, "available": 10, "shortfall": 2},
        {"sku": "shirt", "requested": 1, "available": 0, "shortfall": 1},
    ]
    assert answer.json["detail"] == (
        "There is not enough stock: of 'shirt' 12 were asked for at 'main' and 10 are left, "
        "of 'shirt' 1 were asked for and 0 are left."
    )


def test_what_was_released_may_be_reserved_again(client: Client, database: Database) -> None:
    reserve(client, "o-1")
    released = client.post("/v1/reservations/o-1/release", json={"reason": "changed their mind"})

    assert (released.status_code, released.json["status"]) == (200, "released")
    assert released.json["expires_at"] is None
    assert counters(database, "shirt") == Counters(10, 0)
    assert reserve(client, "o-1", 5).status_code == 201
    assert counters(database, "shirt") == Counters(10, 5)


def test_cancelling_is_final(client: Client, database: Database) -> None:
    reserve(client, "o-1")
    assert client.post("/v1/reservations/o-1/cancel").status_code == 200

    refused = [reserve(client, "o-1"), client.post("/v1/reservations/o-1/confirm")]
    assert [answer.status_code for answer in refused] == [409, 409]
    assert {answer.json["code"] for answer in refused} == {"reservation_conflict"}
    assert counters(database, "shirt") == Counters(10, 0)


@pytest.mark.parametrize(("restock", "left"), [(True, 10), (False, 7)])
def test_a_cancelled_sale_goes_back_on_the_shelf_unless_told_otherwise(
    client: Client, database: Database, *, restock: bool, left: int
) -> None:
    reserve(client, "o-1")
    client.post("/v1/reservations/o-1/confirm")
    answer = client.post("/v1/reservations/o-1/cancel", json={"restock": restock, "reason": "lost in the post"})

    assert answer.status_code == 200
    assert counters(database, "shirt") == Counters(left, 0)


def test_extending_never_shortens(client: Client) -> None:
    first = reserve(client, "o-1", ttl_seconds=600).json
    shorter = client.post("/v1/reservations/o-1/extend", json={"ttl_seconds": 10})
    longer = client.post("/v1/reservations/o-1/extend", json={"ttl_seconds": 1200})

    assert shorter.status_code == longer.status_code == 200
    assert shorter.json["expires_at"] == first["expires_at"]
    gained = datetime.fromisoformat(longer.json["expires_at"]) - datetime.fromisoformat(first["expires_at"])
    assert gained >= timedelta(seconds=600)


@pytest.mark.parametrize("verb", ["confirm", "release", "cancel", "extend"])
def test_an_order_never_heard_of_is_unknown_and_stays_so(client: Client, verb: str) -> None:
    answer = client.post(f"/v1/reservations/ghost/{verb}", json={"ttl_seconds": 60} if verb == "extend" else {})

    assert (answer.status_code, answer.json["code"], answer.json["order_id"]) == (404, "unknown_reservation", "ghost")
    assert client.get("/v1/reservations/ghost").status_code == 404


@pytest.mark.parametrize(
    ("order_id", "path"),
    [
        ("a/b", "/v1/reservations/a%2Fb"),
        ("a/confirm", "/v1/reservations/a%2Fconfirm"),
        ("50%", "/v1/reservations/50%25"),
        ("a%2Fb", "/v1/reservations/a%252Fb"),
        ("Größe ?#&+ 1", "/v1/reservations/Gr%C3%B6%C3%9Fe%20%3F%23%26%2B%201"),
        ("//", "/v1/reservations/%2F%2F"),
    ],
)
def test_any_order_id_has_a_path(client: Client, order_id: str, path: str) -> None:
    created = reserve(client, order_id)

    assert (created.status_code, created.headers["Location"]) == (201, path)
    assert client.get(path).json == as_looked_at(created.json)
    confirmed = client.post(f"{path}/confirm")
    assert (confirmed.status_code, confirmed.json["order_id"], confirmed.json["status"]) == (200, order_id, "confirmed")


def test_an_encoded_slash_is_no_separator(client: Client) -> None:
    reserve(client, "a")
    assert client.post("/v1/reservations/a%2Fconfirm").status_code == 405
    assert client.get("/v1/reservations/a").json["status"] == "pending"


def test_a_refusal_is_no_work_for_the_garbage_collector(client: Client) -> None:
    """A sold-out sale refuses thousands a second: were each a circle, collecting them would stop
    everybody again and again.
    """
    gc.collect()
    gc.disable()
    try:
        assert reserve(client, "too-many", 11).json["code"] == "insufficient_stock"
        assert reserve(client, "o-1").status_code == 201  # the committing thread lets go of its last batch
        left = [
            each for each in gc.get_objects() if isinstance(each, InsufficientStock) and each.lines[0].requested == 11
        ]
    finally:
        gc.enable()
    assert left == []
