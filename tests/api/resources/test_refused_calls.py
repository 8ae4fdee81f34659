"""Why a customer saw *sold out*: refused calls in the timeline of their order."""

from __future__ import annotations

from typing import Any

from inventory.database.transactions import Database
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tools.devstack.processes.children import wait_until


def refused_calls(client: Client, order_id: str) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/orders/{order_id}/timeline")
    return [one["refused_call"] for one in answer.json.get("items", []) if one["entry"] == "refused_call"]


def eventually_refused(client: Client, order_id: str, calls: int) -> list[dict[str, Any]]:
    def recorded() -> bool:
        return sum(int(one["calls"]) for one in refused_calls(client, order_id)) == calls

    assert wait_until(recorded, seconds=60)
    return refused_calls(client, order_id)


def test_an_order_that_never_was_tells_the_units_that_were_there(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 2}, location="paris")
    put_on_shelf(database, {"shirt": 1}, location="lyon")
    wanted = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 7}]}
    for _ in range(2):
        assert client.post("/v1/reservations", json=wanted, headers={"X-Request-ID": "r-1"}).status_code == 409

    (refused,) = eventually_refused(client, "o-1", 2)

    assert client.get("/v1/orders/o-1/timeline").json["record"] == "never_stored"
    assert (refused["action"], refused["code"], refused["skus"]) == ("reserve", "insufficient_stock", ["shirt"])
    assert (refused["actor"], refused["request_id"]) == ("http", "r-1")
    (line,) = refused["lines"]
    assert (line["requested"], line["available"], line["shortfall"]) == (7, 3, 4)
    assert line["locations"] == [{"location": "lyon", "available": 1}, {"location": "paris", "available": 2}]


def test_other_refusals_are_told_with_their_code(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 2})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 1}]})
    client.post("/v1/reservations/o-1/confirm")
    assert client.post("/v1/reservations/o-1/release").status_code == 409
    assert client.post("/v1/reservations/ghost/confirm").status_code == 404

    (refused,) = eventually_refused(client, "o-1", 1)
    assert (refused["action"], refused["code"], refused["lines"]) == ("release", "reservation_conflict", [])
    (unknown,) = eventually_refused(client, "ghost", 1)
    assert (unknown["action"], unknown["code"]) == ("confirm", "unknown_reservation")


def test_a_call_that_is_met_leaves_none(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 2})
    client.post("/v1/reservations", json={"order_id": "o-2", "items": [{"sku": "shirt", "quantity": 1}]})
    client.post("/v1/reservations", json={"order_id": "o-3", "items": [{"sku": "shirt", "quantity": 9}]})
    eventually_refused(client, "o-3", 1)

    assert refused_calls(client, "o-2") == []
