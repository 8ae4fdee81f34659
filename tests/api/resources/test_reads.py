"""Stock, availability and movements as callers see them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from inventory.database.transactions import Database
from inventory.reading import movements as ledger_reads
from inventory.reading import queries
from tests.api.client import Client
from tests.api.shop import put_on_shelf


def test_one_sku_over_all_its_locations(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10}, location="paris")
    put_on_shelf(database, {"shirt": 5}, location="lyon")
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 7}]})

    stock = client.get("/v1/stock/shirt").json

    assert stock["sku"] == stock["product_id"] == "shirt"
    assert (stock["quantity_on_hand"], stock["quantity_reserved"], stock["quantity_available"]) == (15, 7, 8)
    assert stock["quantity_shortfall"] == 0
    assert stock["last_updated_at"].endswith("Z")
    levels = {level["location"]: level["quantity_available"] for level in stock["locations"]}
    assert levels == {"lyon": 5, "paris": 3}
    assert all(level["version"] >= 1 for level in stock["locations"])


def test_an_unknown_sku_is_not_found(client: Client) -> None:
    for path in ("/v1/stock/ghost", "/v1/stock/ghost/movements"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["code"], answer.json["skus"]) == (404, "unknown_sku", ["ghost"])


def test_several_skus_in_the_order_asked_for(client: Client, database: Database) -> None:
    put_on_shelf(database, {"a": 1, "b": 2})
    answer = client.get("/v1/stock?sku=b&sku=ghost&sku=a&sku=b").json

    assert [item["sku"] for item in answer["items"]] == ["b", "a"]
    assert answer["unknown"] == ["ghost"]


def test_pages_show_every_sku_once(client: Client, database: Database) -> None:
    put_on_shelf(database, {f"sku-{number}": 1 for number in range(5)})
    put_on_shelf(database, {"sku-1": 1}, location="lyon")

    seen, cursor, pages = [], "", 0
    while cursor is not None:
        page = client.get(f"/v1/stock?limit=2&cursor={cursor}" if cursor else "/v1/stock?limit=2").json
        seen += [item["sku"] for item in page["items"]]
        cursor, pages = page["next_cursor"], pages + 1

    assert seen == [f"sku-{number}" for number in range(5)]
    assert pages == 3


def test_a_page_ends_where_it_would_have_too_many_rows(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each SKU is on one page with all its locations, also one that is too much by itself."""
    monkeypatch.setattr(queries, "MAX_PAGE_ROWS", 3)
    skus = {"a": 1, "b": 1, "c": 2, "d": 4, "e": 1, "f": 1, "g": 1}
    for place in range(4):
        put_on_shelf(database, {sku: 1 for sku, places in skus.items() if place < places}, location=f"place-{place}")

    pages, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/v1/stock?cursor={cursor}" if cursor else "/v1/stock").json
        pages.append({item["sku"]: len(item["locations"]) for item in page["items"]})
        cursor = page["next_cursor"]

    assert pages == [{"a": 1, "b": 1}, {"c": 2}, {"d": 4}, {"e": 1, "f": 1, "g": 1}]


def test_availability_of_what_is_there_and_what_is_not(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 3, "cap": 5})
    items = [{"sku": "shirt", "quantity": 4}, {"sku": "cap", "quantity": 5}, {"sku": "ghost", "quantity": 1}]
    answer = client.post("/v1/availability", json={"items": items}).json

    assert answer["available"] is False
    assert answer["items"] == [
        {"sku": "cap", "requested": 5, "available": 5, "shortfall": 0},
        {"sku": "ghost", "requested": 1, "available": 0, "shortfall": 1},
        {"sku": "shirt", "requested": 4, "available": 3, "shortfall": 1},
    ]


@pytest.mark.parametrize(
    ("items", "available"),
    [
        ([("shirt", 2, "paris"), ("shirt", 3, None)], True),
        ([("shirt", 2, "paris"), ("shirt", 4, None)], False),
        ([("shirt", 3, "paris")], False),
        ([("shirt", 2, None), ("shirt", 3, None)], True),
    ],
)
def test_availability_is_of_all_lines_together(
    client: Client, database: Database, items: list[tuple[str, int, str | None]], *, available: bool
) -> None:
    put_on_shelf(database, {"shirt": 2}, location="paris")
    put_on_shelf(database, {"shirt": 3}, location="lyon")
    body: dict[str, Any] = {"items": [{"sku": sku, "quantity": many, "location": at} for sku, many, at in items]}

    assert client.post("/v1/availability", json=body).json["available"] is available
    # The look and the hold must agree.
    held = client.post("/v1/reservations", json={"order_id": "o-1", **body})
    assert held.status_code == (201 if available else 409)


def test_a_page_of_rare_movements_ends_early_and_goes_on(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_reads, "SEARCHED_MOVEMENTS", 4)
    put_on_shelf(database, {"shirt": 10})
    for number in range(10):
        client.post("/v1/reservations", json={"order_id": f"o-{number}", "items": [{"sku": "shirt", "quantity": 1}]})
    seen, looks, cursor = [], 0, ""
    while cursor is not None:
        page = client.get(f"/v1/stock/shirt/movements?order_id=o-2{cursor and '&cursor='}{cursor}").json
        seen += [movement["order_id"] for movement in page["items"]]
        looks, cursor = looks + 1, page["next_cursor"]

    assert (seen, looks) == (["o-2"], 3)
    assert len(client.get("/v1/stock/shirt/movements").json["items"]) == 11


def test_movements_explain_the_number_newest_first(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 4}]})
    client.post("/v1/reservations/o-1/confirm")

    movements = client.get("/v1/stock/shirt/movements").json["items"]

    assert [movement["kind"] for movement in movements] == ["confirmed", "reserved", "adjusted"]
    assert [movement["order_id"] for movement in movements] == ["o-1", "o-1", None]
    assert [movement["actor"] for movement in movements] == ["http", "http", "tests"]
    assert movements[0]["before"] == {"quantity_on_hand": 10, "quantity_reserved": 4, "quantity_shortfall": 0}
    assert movements[0]["after"] == {"quantity_on_hand": 6, "quantity_reserved": 0, "quantity_shortfall": 0}
    assert movements[2]["reason"] == "received"
    for newer, older in pairwise(movements):
        assert newer["before"] == older["after"]


def test_movements_come_in_pages_and_can_be_filtered(client: Client) -> None:
    for number in range(5):
        body = {"delta": 1, "reason": "found" if number % 2 else "received", "reference": f"doc-{number}"}
        client.post("/v1/stock/shirt/adjustments", json=body)

    first = client.get("/v1/stock/shirt/movements?limit=3").json
    rest = client.get(f"/v1/stock/shirt/movements?limit=3&cursor={first['next_cursor']}").json
    found = client.get("/v1/stock/shirt/movements?reason=found").json
    one = client.get("/v1/stock/shirt/movements?reference=doc-2&kind=adjusted&location=main").json
    none = client.get("/v1/stock/shirt/movements?order_id=o-1").json

    references = [movement["reference"] for movement in first["items"] + rest["items"]]
    assert references == [f"doc-{number}" for number in (4, 3, 2, 1, 0)]
    assert rest["next_cursor"] is None
    assert [movement["reference"] for movement in found["items"]] == ["doc-3", "doc-1"]
    assert [movement["reference"] for movement in one["items"]] == ["doc-2"]
    assert none == {"items": [], "next_cursor": None}


def test_movements_of_a_time(client: Client) -> None:
    for number in range(3):
        body = {"delta": 1, "reason": "received", "reference": f"doc-{number}"}
        client.post("/v1/stock/shirt/adjustments", json=body)
    newest, middle, _ = client.get("/v1/stock/shirt/movements").json["items"]

    def references(query: str) -> list[str]:
        found = client.get(f"/v1/stock/shirt/movements?{query}").json["items"]
        return [movement["reference"] for movement in found]

    assert references(f"since={middle['occurred_at']}") == ["doc-2", "doc-1"]
    assert references(f"before={newest['occurred_at']}") == ["doc-1", "doc-0"]
    assert references(f"since={middle['occurred_at']}&before={newest['occurred_at']}") == ["doc-1"]
    assert references("since=2020-01-01T00%3A00%3A00%2B02%3A00&kind=adjusted&limit=1") == ["doc-2"]


@pytest.mark.parametrize(
    "cursor", ["x", "%F0%9F%91%95", "bnVsbA", "WzFd", "LTE", "Ilx1MDAwMCI", "MTAwMDAwMDAwMDAwMDAwMDAwMDA"]
)
@pytest.mark.parametrize("path", ["/v1/stock", "/v1/stock/shirt/movements"])
def test_a_cursor_that_is_not_ours_is_refused(client: Client, path: str, cursor: str) -> None:
    answer = client.get(f"{path}?cursor={cursor}")

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert answer.json["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("limit=1&limit=2", "limit"),
        ("skuu=a", "skuu"),
    ],
)
def test_a_query_that_is_not_usable_is_refused(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"/v1/stock?{query}")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, parameter)
