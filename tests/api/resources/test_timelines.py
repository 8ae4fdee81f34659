"""`GET /v1/orders/{order_id}/timeline`."""

from __future__ import annotations

from typing import Any

from inventory.database.transactions import Database
from inventory.outbox import store as outbox
from inventory.outbox.announced import KafkaPlace
from tests.api.client import Client
from tests.api.shop import put_on_shelf

PATH = "/v1/orders/o-1/timeline"


def reserved(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 7}]})
    client.post("/v1/reservations/o-1/confirm")


def test_the_story_of_an_order_that_was_reserved_over_http(client: Client, database: Database) -> None:
    reserved(client, database)
    with database.transaction() as session:
        rows = outbox.fetch(session, 2)
        outbox.remove(session, rows, {row.id: KafkaPlace(1, 5) for row in rows})

    told = client.get(PATH).json

    assert (told["record"], told["reservation"]["status"]) == ("known", "confirmed")
    assert told["as_of"].endswith("Z")
    assert [(one["entry"], one["movement"]["kind"]) for one in told["items"] if "movement" in one] == [
        ("movement", "reserved"),
        ("movement", "confirmed"),
    ]
    outcomes = [one["outcome"] for one in told["items"] if "outcome" in one]
    assert [(one["type"], one["announced_at"] is None) for one in outcomes] == [
        ("StockReserved", False),
        ("StockConfirmed", True),
    ]
    assert (outcomes[0]["partition"], outcomes[0]["offset"]) == (1, 5)


def test_a_hold_that_was_made_longer_tells_why(client: Client, database: Database) -> None:
    reserved(client, database)
    client.post("/v1/reservations", json={"order_id": "o-2", "items": [{"sku": "shirt", "quantity": 1}]})
    for asked in ({"ttl_seconds": 1_200}, {"ttl_seconds": 1_800, "reason": "the bank's day"}):
        assert client.post("/v1/reservations/o-2/extend", json=asked).status_code == 200

    told = client.get("/v1/orders/o-2/timeline").json["items"]

    outcomes = [one["outcome"] for one in told if "outcome" in one]
    assert [(one["type"], one.get("reason")) for one in outcomes] == [
        ("StockReserved", None),
        ("StockReserved", None),
        ("StockReserved", "the bank's day"),
    ]


def test_pages_go_on_where_the_last_one_ended(client: Client, database: Database) -> None:
    reserved(client, database)
    whole = client.get(PATH).json["items"]

    seen: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"{PATH}?limit=1" + (f"&cursor={cursor}" if cursor else "")).json
        seen += page["items"]
        cursor = page["next_cursor"]

    assert seen == whole
    assert [one["entry"] for one in whole] == ["movement", "outcome"] * 2


def test_an_order_without_a_trace_is_unknown(client: Client) -> None:
    answer = client.get("/v1/orders/ghost/timeline")

    assert (answer.status_code, answer.json["code"], answer.json["order_id"]) == (404, "unknown_reservation", "ghost")


def test_a_cursor_of_another_list_is_refused(client: Client, database: Database) -> None:
    reserved(client, database)
    cursor = client.get("/v1/stock/shirt/movements?limit=1").json["next_cursor"]

    assert client.get(f"{PATH}?cursor={cursor}").json["code"] == "invalid_request"
