"""Lists, the page of a SKU, its holds and its movements."""

from __future__ import annotations

import csv
from io import StringIO
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text

from console.pages.stock import lists, movements, sku
from console.reading import history, levels
from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.domain.causes import Cause
from inventory.domain.commands import Confirm
from inventory.importing.cells import restored
from inventory.reading import movements as ledger_reads
from inventory.tokens import Scope
from tests.api.shop import put_on_shelf
from tests.console.client import Page, Visitor
from tests.console.conftest import SignIn
from tests.console.stock.conftest import HOSTILE, do
from tests.inventory.making import moved, reserve

ADDRESS = "/stock/" + quote(HOSTILE, safe="")


def next_of(shown: Page) -> str | None:
    """Return the address of the next page."""
    before, found, _ = shown.html.partition('" rel="next"')
    return before.rpartition('href="')[2].replace("&amp;", "&") if found else None


def test_skus_by_their_beginning_and_page_by_page(
    reader: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_shelf(database, {f"tea-{number}": number for number in range(1, 6)})
    monkeypatch.setattr(lists, "LIMIT", 4)

    first = reader.get("/stock?q=tea")
    address = next_of(first)
    assert address is not None
    second = reader.get(address)

    assert [f"tea-{number}" in first.text for number in range(1, 6)] == [True, True, True, False, False]
    assert [f"tea-{number}" in second.text for number in range(1, 6)] == [False, False, False, True, True]
    assert HOSTILE not in first.text
    assert next_of(second) is None


def test_low_and_short_stock(reader: Visitor, database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE product_inventory SET low_stock_threshold = 50 WHERE location = 'main'"))
        session.execute(text("UPDATE product_inventory SET low_stock_threshold = 80 WHERE sku = 'tea'"))

    assert "tea" not in reader.get("/stock?level=out_of_stock").text
    assert "at or below its threshold" in reader.get("/stock?level=low&q=tea").text
    assert "No SKU fits." in reader.get("/stock?level=short").text
    assert "level=out_of_stock" in reader.get("/stock?level=low&q=tea").html


def test_a_search_that_found_nothing_so_far_tells_how_far_and_goes_on(
    reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levels, "FIRST_ROWS", 2)
    monkeypatch.setattr(levels, "SEARCH_SECONDS", -1)

    shown = reader.get("/stock?level=low")

    assert "None of the SKUs that were looked at fits. Look on by the next page." in shown.text
    assert f"Looked as far as {HOSTILE}" in shown.text
    assert next_of(shown) is not None


def test_units_at_a_place_that_does_not_sell_are_shown_as_not_for_sale(reader: Visitor, database: Database) -> None:
    do(database, moved("tea", 7, location="damaged"), moved("cup", 4, location="damaged"))

    there, everywhere, cup = (reader.get(path) for path in ("/stock?place=damaged", "/stock", "/stock/cup"))

    assert "tea · not for sale the place does not sell 7 0 7 0 none damaged" in there.text
    assert "cup · not for sale the place does not sell 4 0 4 0 none damaged" in there.text
    assert "out of stock nothing" not in there.text
    assert "105 and 7 not for sale" in everywhere.text
    assert "105 and 7 not for sale" in reader.get("/stock/tea").text
    assert "physically there, and not sold 4" in cup.text


def test_a_place_that_is_not_there_is_told_with_similar_ones(reader: Visitor) -> None:
    shown = reader.get("/stock?place=nort")

    assert shown.status in {404, 422}
    assert "Similar: 'north'" in shown.text


def test_all_that_matters_about_a_sku(clerk: Visitor) -> None:
    shown = clerk.get("/stock/tea")

    assert shown.status == 200
    for told in (
        "105",
        "30",
        "75",
        "north",
        "o/1",
        "received",
        "delivery of tea to main",
        "Adjust",
        "Units over the last week",
    ):
        assert told in shown.text, told
    assert 'href="/orders/o%2F1"' in shown.html
    for span in ("day", "month", "year"):
        assert f"the last {span}" in clerk.get(f"/stock/tea?span={span}&place=north").text


def test_who_made_a_movement_is_told_in_words(reader: Visitor, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE stock_movement SET actor = 'expire_holds'"))

    assert "the end of the hold (expire_holds)" in reader.get("/stock/tea/movements").text


def test_a_long_history_is_told_to_be_sampled(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Sampled" not in reader.get("/stock/tea").text
    monkeypatch.setattr(history, "READ_WHOLE", 2)

    assert "Sampled" in reader.get("/stock/tea").text


def test_somebody_who_only_reads_sees_no_way_to_change(reader: Visitor) -> None:
    for path in ("/stock/tea", "/stock/tea/movements", "/locations", "/stock/tea/policy"):
        shown = reader.get(path)
        assert shown.status == 200
        for way in ("/adjust", "/count", '/move"', "/reverse", "/set", "/new"):
            assert way not in shown.html, (path, way)


@pytest.mark.parametrize("path", ["", "/movements", "/holds", "/movements.csv", "/policy"])
def test_a_sku_that_nobody_knows_is_not_found(reader: Visitor, path: str) -> None:
    assert reader.get(f"/stock/ghost{path}").status == 404


@pytest.mark.parametrize("path", ["", "/movements", "/holds", "/policy", "/adjust", "/count", "/move"])
def test_a_hostile_sku_is_text_on_every_page(clerk: Visitor, path: str) -> None:
    shown = clerk.get(ADDRESS + path)

    assert shown.status == 200
    assert "<script>alert" not in shown.html
    assert HOSTILE in shown.text


def test_movements_by_every_condition(reader: Visitor, database: Database) -> None:
    for condition, count in (
        ("", 3),
        ("place=north", 1),
        ("kind=reserved", 1),
        ("reason=received", 2),
        ("actor=tests", 2),
        ("reference=delivery+of+tea+to+main", 1),
        ("order=o%2F1", 1),
        ("since=2020-01-01T00:00", 3),
        ("until=2020-01-01T00:00", 0),
        ("since=2099-01-01T00:00", 0),
    ):
        assert reader.get(f"/stock/tea/movements?{condition}").html.count('<tr id="movement-') == count, condition
    refused = reader.get("/stock/tea/movements?since=never&kind=taken")
    assert refused.status == 422
    assert "since: " in refused.text
    assert "kind: Input should be 'reserved'" in refused.text


def test_movements_page_by_page(reader: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    do(database, *(moved("tea", 1, reference=f"d-{number}") for number in range(7)))
    monkeypatch.setattr(movements, "LIMIT", 4)
    seen, address = 0, "/stock/tea/movements?reason=received"
    for _ in range(5):
        shown = reader.get(address)
        seen += shown.html.count('<tr id="movement-')
        address = next_of(shown) or ""
        if not address:
            break

    assert seen == 9
    assert reader.get("/stock/tea/movements").html.count('<tr id="movement-') == 4


def test_a_reference_leads_to_what_the_search_finds(reader: Visitor, database: Database) -> None:
    do(database, Confirm("o/1", Cause("tests", reference="transfer 7")), moved("tea", 1, reference="PO/7"))

    shown = reader.get("/stock/tea/movements")

    assert "transfer 7" in shown.text
    assert "q=transfer" not in shown.html
    assert 'href="/search?q=PO%2F7"' in shown.html
    assert reader.get("/search?q=PO%2F7").path.startswith("/movements/")


def test_a_rare_movement_is_looked_for_on_one_page(
    reader: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(database, *(moved("tea", 1, reference=f"d-{number}") for number in range(9)))
    monkeypatch.setattr(ledger_reads, "SEARCHED_MOVEMENTS", 2)

    shown = reader.get("/stock/tea/movements?kind=reserved")
    assert (shown.html.count('<tr id="movement-'), next_of(shown)) == (1, None)

    monkeypatch.setattr(movements, "SEARCH_SECONDS", -1)
    assert next_of(reader.get("/stock/tea/movements?kind=reserved")) is not None


def test_nobody_is_looked_for_where_nothing_is_reserved(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sku, "holders")

    for path in (ADDRESS, f"{ADDRESS}/holds"):
        assert reader.get(path).status == 200


def test_a_sheet_of_movements_that_no_spreadsheet_runs(
    reader: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(database, *(moved("tea", 1, reference=reference) for reference in ("=1+1", "plain", "@x;=2")))
    monkeypatch.setattr(movements, "SHEET_PAGE", 2)

    answer = reader.get("/stock/tea/movements.csv?kind=adjusted")
    rows = list(csv.DictReader(StringIO(answer.html)))

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [row["reference"] for row in rows[:3]] == ["'@x;'=2", "plain", "'=1+1"]
    assert [restored(row["reference"]) for row in rows[:3]] == ["@x;=2", "plain", "=1+1"]
    assert len(rows) == 5
    assert (rows[0]["on_hand_before"], rows[0]["on_hand_after"]) == ("102", "103")


def test_holds_page_by_page(reader: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    do(database, *(reserve(f"o-{number}", ("tea", 1)) for number in range(5)))
    monkeypatch.setattr(sku, "PAGE", 2)
    seen: list[str] = []
    address: str | None = "/stock/tea/holds"
    while address:
        shown = reader.get(address)
        seen += [f"o-{number}" for number in range(5) if f">o-{number}<" in shown.html]
        address = next_of(shown)

    assert sorted(seen) == [f"o-{number}" for number in range(5)]
    assert len(set(seen)) == len(seen)


def test_a_token_for_one_place_sees_that_place_alone(signed_in: SignIn) -> None:
    of_north = signed_in(
        Scope.STOCK_READ, Scope.STOCK_ADJUST, name="north", allowance=Allowance(locations=frozenset({"north"}))
    )

    shown = of_north.get("/stock/tea")
    assert ("north" in shown.text, "main" in shown.text, "o/1" in shown.text) == (True, False, False)
    assert HOSTILE not in of_north.get("/stock").text
    assert of_north.get(ADDRESS).status == 404
    assert of_north.get("/stock/tea/movements?place=main").status == 403
