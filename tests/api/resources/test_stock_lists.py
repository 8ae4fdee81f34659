"""Stock by product, level and location, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import quote

import pytest
from sqlalchemy import event, text

from inventory.database.transactions import Database
from inventory.domain.locations import LocationSettings
from inventory.domain.stock.levels import StockLevel
from inventory.outbox.outcomes import LevelName
from inventory.reading import queries, stock_lists
from inventory.reading.stock_lists import StockFilter, stock_list
from tests.api.client import Client
from tests.api.shop import open_location, put_on_shelf

_THRESHOLD = text("UPDATE product_inventory SET low_stock_threshold = :low WHERE sku = ANY (:skus)")
_PRODUCT = text("UPDATE product_inventory SET product_id = :product WHERE sku = ANY (:skus)")


def set_threshold(database: Database, low: int, *skus: str) -> None:
    with database.transaction() as session:
        session.execute(_THRESHOLD, {"low": low, "skus": list(skus)})


def set_product(database: Database, product: str, *skus: str) -> None:
    with database.transaction() as session:
        session.execute(_PRODUCT, {"product": product, "skus": list(skus)})


def take(client: Client, sku: str, quantity: int, location: str = "main") -> None:
    """Have units of the SKU be sold."""
    item = {"sku": sku, "quantity": quantity, "location": location}
    client.post("/v1/reservations", json={"order_id": f"{sku} at {location}", "items": [item]})
    client.post(f"/v1/reservations/{quote(f'{sku} at {location}')}/confirm")


def lose(client: Client, sku: str, location: str = "main") -> None:
    """Have all units of the SKU at the location be promised, and one of them be gone."""
    found = client.get(f"/v1/stock/{sku}").json["locations"]
    quantity = next(one["quantity_available"] for one in found if one["location"] == location)
    item = {"sku": sku, "quantity": quantity, "location": location}
    client.post("/v1/reservations", json={"order_id": f"all {sku} at {location}", "items": [item]})
    body = {"delta": -1, "reason": "lost", "reference": f"loss at {location}", "location": location}
    client.post(f"/v1/stock/{sku}/adjustments", json=body)


def pages(client: Client, query: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    for _ in range(100):
        page = client.get(f"/v1/stock?{query}{cursor}").json
        yield page
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"
    raise AssertionError("the pages do not end")


def listed(client: Client, query: str) -> list[str]:
    """Return the SKUs of all pages."""
    return [item["sku"] for page in pages(client, query) for item in page["items"]]


@pytest.fixture
def shop(client: Client, database: Database) -> Client:
    """Tea is low, mugs are sold out, cups are short and north alone has pots."""
    put_on_shelf(database, {"cup": 3, "mug": 2, "tea": 5, "tin": 50})
    put_on_shelf(database, {"pot": 9, "tin": 2}, location="north")
    set_threshold(database, 5, "tea", "tin")
    set_product(database, "crockery", "cup", "mug", "pot")
    take(client, "mug", 2)
    lose(client, "cup")
    return client


def test_the_levels_are_those_that_are_announced() -> None:
    assert sorted(StockLevel) == sorted(get_args(LevelName))


@pytest.mark.parametrize(
    ("query", "skus"),
    [
        ("level=short", ["cup"]),
        ("level=out_of_stock", ["mug"]),
        ("level=low", ["tea"]),
        ("level=in_stock", ["pot", "tin"]),
        ("product_id=crockery", ["cup", "mug", "pot"]),
        ("product_id=tea", ["tea"]),
        ("product_id=ghost", []),
        ("product_id=crockery&level=short", ["cup"]),
        ("product_id=tea&level=short", []),
        ("product_id=crockery&level=out_of_stock&location=main", ["mug"]),
        ("location=north", ["pot", "tin"]),
        ("location=north&level=low", ["tin"]),
        ("location=main&level=low", ["tea"]),
        ("location=north&level=short", []),
        ("location=north&product_id=crockery", ["pot"]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_conditions_alone_and_together(shop: Client, query: str, skus: list[str], limit: int) -> None:
    assert listed(shop, f"{query}&limit={limit}") == skus


def test_with_a_location_the_numbers_are_those_there(shop: Client) -> None:
    (tin,) = shop.get("/v1/stock?location=north&level=low").json["items"]

    assert (tin["quantity_on_hand"], [one["location"] for one in tin["locations"]]) == (2, ["north"])
    (whole,) = shop.get("/v1/stock?product_id=tin").json["items"]
    assert (whole["quantity_on_hand"], len(whole["locations"])) == (52, 2)


def test_units_that_do_not_sell_are_in_no_level(client: Client, database: Database) -> None:
    open_location(database, "damaged", LocationSettings(sells=False))
    put_on_shelf(database, {"tea": 1, "cup": 9})
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, sells)"
                " VALUES ('tea', 'damaged', 'tea', 90, false)"
            )
        )
    set_threshold(database, 5, "tea")

    assert listed(client, "level=low") == ["tea"]
    assert listed(client, "level=out_of_stock&location=damaged") == ["tea"]


def test_a_page_of_few_that_fit_ends_early_and_goes_on(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock_lists, "SEARCHED_ROWS", 4)
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 3)
    put_on_shelf(database, {f"sku-{number}": 10 for number in range(10)})
    put_on_shelf(database, {f"sku-{number}": 10 for number in (1, 4, 9)}, location="north")
    set_threshold(database, 20, "sku-1", "sku-9")
    set_threshold(database, 10, "sku-3")

    found = list(pages(client, "level=low"))

    assert [item["sku"] for page in found for item in page["items"]] == ["sku-1", "sku-3", "sku-9"]
    assert len(found) > 2
    assert listed(client, "location=north") == ["sku-1", "sku-4", "sku-9"]
    assert listed(client, "location=north&limit=1") == ["sku-1", "sku-4", "sku-9"]


@pytest.mark.parametrize("query", ["level=in_stock", "product_id=p", "level=in_stock&product_id=p"])
def test_a_page_ends_where_it_would_have_too_many_rows(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(queries, "MAX_PAGE_ROWS", 3)
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 3)
    skus = {"a": 1, "b": 1, "c": 2, "d": 4, "e": 1, "f": 1, "g": 1}
    for place in range(4):
        put_on_shelf(database, {sku: 1 for sku, places in skus.items() if place < places}, location=f"place-{place}")
    set_product(database, "p", *skus)

    found = [{item["sku"]: len(item["locations"]) for item in page["items"]} for page in pages(client, query)]

    assert {sku: places for page in found for sku, places in page.items()} == skus
    assert max(sum(page.values()) for page in found if "d" not in page) <= 3
    assert {"d": 4} in found
    at_one = list(pages(client, f"{query}&location=place-0"))
    assert [item["sku"] for page in at_one for item in page["items"]] == list(skus)


@pytest.mark.parametrize("query", ["product_id=crockery", "level=short"])
def test_products_and_missing_units_are_found_behind_any_number_of_others(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """They have an index."""
    monkeypatch.setattr(stock_lists, "SEARCHED_ROWS", 4)
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 3)
    put_on_shelf(database, {f"sku-{number}": 1 for number in range(10)} | {"tray": 1})
    set_product(database, "crockery", "tray")
    lose(client, "tray")

    (page,) = pages(client, query)

    assert [item["sku"] for item in page["items"]] == ["tray"]


def test_a_page_whose_skus_are_all_elsewhere_goes_on(client: Client, database: Database) -> None:
    put_on_shelf(database, dict.fromkeys("abcde", 1))
    put_on_shelf(database, {"f": 1}, location="north")
    set_product(database, "p", *"abcdef")

    found = list(pages(client, "product_id=p&location=north&limit=2"))

    assert [item["sku"] for page in found for item in page["items"]] == ["f"]
    assert len(found) == 3


def test_a_sku_is_judged_by_all_its_rows_wherever_a_piece_ends(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first row alone would be sold out."""
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 3)
    skus = ["a", "b", "c"]
    for location in ("east", "west"):
        put_on_shelf(database, dict.fromkeys(skus, 4), location=location)
    for sku in skus:
        take(client, sku, 4, "east")
    set_threshold(database, 4, *skus)

    assert listed(client, "level=low") == skus
    assert listed(client, "level=out_of_stock") == []
    assert listed(client, "level=out_of_stock&location=east") == skus


def test_every_sku_shown_fits_as_it_is_shown_and_none_that_always_fits_is_missed(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others change between the statements of a page that look at levels, and between the pages."""
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 4)
    skus = [f"sku-{number:02}" for number in range(12)]
    put_on_shelf(database, dict.fromkeys(skus, 10))
    stays, turns = skus[::2], skus[1::2]
    set_threshold(database, 10, *stays)
    shown: list[tuple[str, int]] = []
    after: str | None = None
    with database.transaction() as session:
        low = 10

        def turn(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            nonlocal low
            if statement.startswith("SELECT") and "count(" not in statement:
                low = 10 - low
                set_threshold(database, low, *turns)

        event.listen(session.connection(), "after_cursor_execute", turn)
        while shown == [] or after is not None:
            page = stock_list(session, StockFilter(level=StockLevel.LOW), after=after, limit=3)
            shown += [(rows[0].sku, rows[0].low_stock_threshold or 0) for rows in page.entries]
            after = page.last
            session.expire_all()

    assert {low for _, low in shown} == {10}
    names = [sku for sku, _ in shown]
    assert names == sorted(set(names))
    assert set(stays) <= set(names)


@pytest.mark.parametrize("parameter", ["product_id", "level", "location"])
def test_named_skus_take_no_other_condition(client: Client, parameter: str) -> None:
    value = "low" if parameter == "level" else "main"
    answer = client.get(f"/v1/stock?sku=tea&{parameter}={value}")

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    (told,) = answer.json["errors"]
    assert told["parameter"] == parameter
    assert "leave sku out" in told["detail"]


def test_an_unknown_location_is_named_with_similar_ones(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 1}, location="north")
    answer = client.get("/v1/stock?location=nroth&level=low")

    assert (answer.status_code, answer.json["code"]) == (422, "location_not_set_up")
    assert (answer.json["location"], answer.json["near"]) == ("nroth", ["north"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("level=lwo", "level"),
        ("level=low&level=short", "level"),
        ("location=", "location"),
        ("product_id=", "product_id"),
    ],
)
def test_a_condition_that_is_not_usable_is_named(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"/v1/stock?{query}")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, parameter)
    if query == "level=lwo":
        assert "'low'" in answer.json["errors"][0]["detail"]


def test_a_cursor_goes_on_behind_its_sku_whatever_the_conditions(shop: Client) -> None:
    cursor = shop.get("/v1/stock?limit=2").json["next_cursor"]  # behind the mugs

    assert [item["sku"] for item in shop.get(f"/v1/stock?product_id=crockery&cursor={cursor}").json["items"]] == ["pot"]
    for query in ("level=low", "level=short", "location=north", "product_id=p"):
        answer = shop.get(f"/v1/stock?{query}&cursor=bnVsbA")
        assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, "cursor")
