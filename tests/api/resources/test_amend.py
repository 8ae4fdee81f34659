"""PUT on a reservation: other lines for a running hold, all of them or none."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply, as_looked_at
from tests.api.shop import Counters, counters, put_on_shelf


@pytest.fixture(autouse=True)
def _held(database: Database, client: Client) -> None:
    put_on_shelf(database, {"shirt": 10, "cap": 2})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 4}]})


def amend(client: Client, *items: tuple[str, int], **options: Any) -> Reply:
    body = {"items": [{"sku": sku, "quantity": quantity} for sku, quantity in items]}
    return client.put("/v1/reservations/o-1", json=body, **options)


def test_fewer_units_are_given_back_at_once_and_the_hold_keeps_its_time(client: Client, database: Database) -> None:
    before = client.get("/v1/reservations/o-1").json
    answer = amend(client, ("shirt", 1))

    assert (answer.status_code, answer.json["status"], answer.json["expires_at"]) == (
        200,
        "pending",
        before["expires_at"],
    )
    assert counters(database, "shirt") == Counters(10, 1)


def test_lines_come_and_go_in_one_call(client: Client, database: Database) -> None:
    answer = amend(client, ("cap", 2))

    assert [line["sku"] for line in answer.json["lines"]] == ["cap"]
    assert (counters(database, "shirt"), counters(database, "cap")) == (Counters(10, 0), Counters(2, 2))
    assert client.get("/v1/reservations/o-1").json == as_looked_at(answer.json)


def test_all_lines_or_none(client: Client, database: Database) -> None:
    answer = amend(client, ("shirt", 1), ("cap", 3))

    assert (answer.status_code, answer.json["code"]) == (409, "insufficient_stock")
    assert answer.json["shortfalls"] == [{"sku": "cap", "requested": 3, "available": 2, "shortfall": 1}]
    assert (counters(database, "shirt"), counters(database, "cap")) == (Counters(10, 4), Counters(2, 0))


def test_the_same_lines_again_change_nothing(client: Client) -> None:
    first, again = amend(client, ("shirt", 1)), amend(client, ("shirt", 1))

    assert (again.status_code, again.json) == (200, as_looked_at(first.json))


@pytest.mark.parametrize("verb", ["release", "cancel"])
def test_what_was_given_back_can_not_be_amended(client: Client, verb: str) -> None:
    client.post(f"/v1/reservations/o-1/{verb}")
    answer = amend(client, ("shirt", 1))

    assert (answer.status_code, answer.json["code"], answer.json["reservation_status"]) == (
        409,
        "reservation_conflict",
        "released",
    )


def test_a_paid_order_gives_units_back(client: Client) -> None:
    client.post("/v1/reservations/o-1/confirm")
    answer = amend(client, ("shirt", 1))

    assert (answer.status_code, answer.json["status"]) == (200, "confirmed")


def test_an_order_never_heard_of_is_unknown_and_stays_so(client: Client) -> None:
    answer = client.put("/v1/reservations/ghost", json={"items": [{"sku": "shirt", "quantity": 1}]})

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_reservation")
    assert client.get("/v1/reservations/ghost").status_code == 404


def test_an_unknown_sku_is_named(client: Client, database: Database) -> None:
    answer = amend(client, ("shirt", 1), ("ghost", 1))

    assert (answer.status_code, answer.json["code"], answer.json["skus"]) == (422, "unknown_sku", ["ghost"])
    assert counters(database, "shirt") == Counters(10, 4)
