"""Stock in a real browser: each page, each change and its refusal, two tabs, and hostile names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.domain.locations import LocationSettings
from inventory.tokens import Scope
from tests.api.shop import open_location, put_on_shelf
from tests.console.stock.conftest import do
from tests.inventory.making import moved, reserve
from tests.system.console.conftest import SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

NAME = "<script>alert(1)</script>/../%2F\u05d0\u05d1\u05d2 &amp;"
LONG = "W" * 195
_STORED = text(
    """
    INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                reserved_after, shortfall_after, reason, note, actor, occurred_at)
    VALUES ('tea', 'main', 'supplied', 0, 0, 0, 100, 30, 0, :long, :long, :long, now())
    """
)
"""A row of an old version, which took any text: longer than any page should be."""


@pytest.fixture(autouse=True)
def _warehouse(database: Database, engine: Engine) -> None:
    put_on_shelf(database, {"tea": 100, NAME: 3, LONG: 1})
    put_on_shelf(database, {"tea": 5}, location="north")
    open_location(database, "damaged", LocationSettings(sells=False))
    open_location(database, NAME)
    do(database, reserve("o/1", ("tea", 30)), moved("tea", 2, reference=LONG))
    with engine.begin() as connection:
        connection.execute(_STORED, {"long": "<b>\u202e" + "x" * 100_000})


@pytest.fixture
def clerk(signed_in: SignIn) -> Person:
    return signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, Scope.STOCK_CONFIGURE, path="/stock")


PAGES = [
    "/stock",
    "/stock?level=low",
    "/stock/tea",
    "/stock/tea?span=year&place=north",
    "/stock/tea/holds",
    "/stock/tea/movements",
    "/stock/tea/movements?kind=adjusted&until=2099-01-01T00:00",
    "/stock/tea/adjust",
    "/stock/tea/count",
    "/stock/tea/move",
    "/stock/tea/policy",
    "/stock/tea/policy/set",
    "/locations",
    "/locations/new",
    "/locations/north/set",
    "/import",
    "/export",
    f"/stock/{quote(NAME, safe='')}",
    f"/stock/{quote(NAME, safe='')}/adjust",
    f"/stock/{LONG}",
    f"/stock/{LONG}/movements",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_good(clerk: Person, path: str) -> None:
    answer = clerk.go(path)

    assert answer.status == 200
    clerk.require_good_page()


def fill(clerk: Person, **typed: str) -> None:
    for label, value in typed.items():
        words = label.replace("_", " ")
        field = clerk.page.locator("main form.narrow").get_by_label(words, exact=False).first
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(clerk: Person, name: str) -> None:
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name=name, exact=True).click()


def on_hand(engine: Engine) -> dict[str, int]:
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT location, quantity_on_hand FROM product_inventory WHERE sku = 'tea'"))
        return {row.location: row.quantity_on_hand for row in rows}


def test_units_are_received_with_a_preview(clerk: Person, engine: Engine) -> None:
    clerk.go("/stock/tea")
    clerk.page.get_by_role("link", name="Adjust at main").click()
    fill(clerk, Units="24", Reason="received", Note=NAME)
    press(clerk, "Preview")
    assert "126 (+24)" in clerk.text
    clerk.require_good_page()

    press(clerk, "Do it")
    assert "Done. main: 102 → 126 on hand." in clerk.text
    assert NAME in clerk.text
    clerk.require_good_page()
    assert on_hand(engine)["main"] == 126


def test_a_refusal_stands_on_the_form_with_the_input(clerk: Person, engine: Engine) -> None:
    clerk.go("/stock/tea/adjust")
    fill(clerk, Units="-1000", Reason="lost")
    press(clerk, "Preview")

    assert "leaves less than 0" in clerk.page.get_by_role("alert").inner_text()
    assert clerk.page.locator("#delta").input_value() == "-1000"
    clerk.require_good_page()
    fill(clerk, Units="many")
    press(clerk, "Preview")
    assert "Must be a whole number." in clerk.text
    clerk.require_good_page()


def test_two_tabs_and_a_double_click_change_once(clerk: Person, engine: Engine) -> None:
    clerk.go("/stock/tea/adjust")
    fill(clerk, Units="24", Reason="received", Number_of_your_paper="PO-1")
    press(clerk, "Preview")
    other = clerk.another_tab()
    other.go("/stock/tea/adjust")
    fill(other, Units="24", Reason="received", Number_of_your_paper="PO-1")
    press(other, "Preview")

    with clerk.page.expect_navigation(url=lambda url: url.endswith("/stock/tea")):
        clerk.page.get_by_role("button", name="Do it").dblclick()
    press(other, "Do it")

    assert "Nothing was changed now" in other.text
    assert on_hand(engine)["main"] == 126
    other.require_quiet()


def test_a_stale_preview_is_told_and_shown_anew(clerk: Person, database: Database, engine: Engine) -> None:
    clerk.go("/stock/tea/move?from_location=main")
    fill(clerk, To="north", Units="10", Reason="relocated")
    press(clerk, "Preview")
    do(database, moved("tea", -2, reference="meanwhile"))
    press(clerk, "Do it")

    assert "has changed since you saw it" in clerk.page.get_by_role("alert").inner_text()
    clerk.require_good_page()
    press(clerk, "Do it")
    assert on_hand(engine) == {"main": 90, "north": 15}


def test_a_count_and_a_movement_that_is_taken_back(clerk: Person, engine: Engine) -> None:
    clerk.go("/stock/tea")
    clerk.page.get_by_role("link", name="Count at north").click()
    fill(clerk, Counted_units="4")
    press(clerk, "Preview")
    clerk.require_good_page()
    press(clerk, "Do it")
    assert on_hand(engine)["north"] == 4

    clerk.go("/stock/tea/movements?kind=adjusted&place=main")
    clerk.page.get_by_role("link", name="Take back").first.click()
    fill(clerk, Note="typed twice")
    press(clerk, "Preview")
    clerk.require_good_page()
    press(clerk, "Do it")
    assert on_hand(engine)["main"] == 100


def test_rules_and_places_that_somebody_else_has_changed(clerk: Person, database: Database) -> None:
    clerk.go("/locations/north/set")
    other = clerk.another_tab()
    other.go("/locations/north/set")
    fill(other, Priority="7")
    press(other, "Set it")
    fill(clerk, Priority="9")
    press(clerk, "Set it")
    assert "Somebody has set it meanwhile" in clerk.text
    clerk.require_good_page()
    press(clerk, "Set it")
    assert "north was changed." in clerk.text

    clerk.go("/stock/tea/policy/set")
    fill(clerk, Safety_stock="3", Low_at="20")
    press(clerk, "Set the rules")
    assert "token:clerk" in clerk.text
    clerk.require_good_page()


def test_a_sheet_is_looked_at_and_imported(clerk: Person, engine: Engine, tmp_path: Path) -> None:
    sheet = tmp_path / "count.csv"
    sheet.write_text("sku,location,counted,expected_counted\ntea,main,98,102\nghost,main,1,0\n")
    clerk.go("/import")
    clerk.page.get_by_label("Sheet", exact=True).set_input_files(sheet)
    press(clerk, "Look what it would change")
    clerk.page.get_by_text("Nothing is changed yet.").wait_for()
    clerk.require_good_page()

    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="All rejected rows as CSV").click()
    assert "unknown_sku" in download.value.path().read_text()
    clerk.page.get_by_label("Import the good rows").check()
    press(clerk, "Import it")
    clerk.page.get_by_text("Of 2 rows 1 were imported").wait_for()
    clerk.require_good_page()
    assert on_hand(engine)["main"] == 98


def test_stock_and_movements_are_downloaded(clerk: Person) -> None:
    clerk.go("/stock/tea/movements")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="These as CSV").click()
    assert download.value.path().read_text().count("\n") == 6
    clerk.go("/export")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="For counting the shelf").click()
    assert "expected_counted" in download.value.path().read_text()


def test_somebody_who_only_reads_sees_no_button(signed_in: SignIn) -> None:
    reader = signed_in(Scope.STOCK_READ, name="reader", path="/stock/tea")

    for words in ("Adjust", "Count", "Move", "Take back", "Import"):
        assert reader.page.get_by_role("link", name=words, exact=True).count() == 0
    assert reader.go("/stock/tea/adjust").status == 403
    assert "stock:adjust" in reader.text
    reader.require_good_page()


def test_times_are_typed_in_the_zone_of_the_reader(clerk: Person, engine: Engine) -> None:
    clerk.go("/stock/tea/policy/set")
    clerk.page.get_by_label("Sold until").fill("2099-01-31T12:00")
    press(clerk, "Set the rules")
    clerk.page.get_by_text("The rules are set").wait_for()
    with engine.begin() as connection:
        until = connection.execute(text("SELECT sellable_until AT TIME ZONE 'UTC' FROM sku_policy")).scalar_one()
    assert f"{until:%Y-%m-%dT%H:%M}" == "2099-01-31T06:15"
    assert "31/01/2099, 12:00" in clerk.text
    clerk.page.get_by_role("button", name="Show them in UTC").click()
    assert "2099-01-31 06:15:00 UTC" in clerk.text
    clerk.require_good_page()

    clerk.go("/stock/tea/policy/set")
    assert clerk.page.get_by_label("Sold until").input_value().startswith("2099-01-31T12:00")
    press(clerk, "Set the rules")
    assert "31/01/2099, 12:00" in clerk.text

    clerk.go("/stock/tea/movements?kind=adjusted&since=2020-01-01T00:00")
    assert clerk.page.get_by_label("From").input_value().startswith("2020-01-01T05:45")
    press(clerk, "Show")
    assert "since=2020-01-01T00%3A00" in clerk.page.url
    clerk.require_good_page()
