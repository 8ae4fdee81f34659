"""The desks in a real browser: parcels, returns, cancels of units and other places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.domain.commands import Confirm, Dispatch, Line, Reserve
from inventory.tokens import Scope
from tests.api.shop import open_location
from tests.console.orders import SHOP, act, supply
from tests.system.console.browser import person
from tests.system.console.conftest import MakeToken, SignIn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.console.gunicorn_process import ConsoleServer
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
ORDER = "o/1 <b>"
PATH = "/orders/o%2F1%20%3Cb%3E"
CUP = "<i>cup</i>\u202e"


@pytest.fixture(autouse=True)
def _shop(database: Database) -> None:
    """A paid order of two of tea, and of one cup with a hostile name."""
    open_location(database, "north")
    for location in ("main", "north"):
        supply(database, "tea", 10, location)
    supply(database, CUP, 5)
    act(database, Reserve(ORDER, (Line(CUP, 1), Line("tea", 2)), SHOP), Confirm(ORDER, SHOP))


@pytest.fixture
def clerk(signed_in: SignIn) -> Person:
    return signed_in(*SUPPORT, path=PATH)


def enter(clerk: Person, link: str) -> None:
    clerk.page.get_by_role("link", name=link).click()
    clerk.page.get_by_role("button", name="Look").wait_for()


def press(clerk: Person, name: str) -> None:
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name=name).click()


def type_units(clerk: Person, sku: str, label: str, number: str) -> None:
    clerk.page.get_by_role("group", name=sku).get_by_label(re.compile(f"^{label}")).fill(number)


def done(clerk: Person, told: str) -> None:
    clerk.page.get_by_role("status").wait_for()
    assert told in clerk.text
    clerk.require_good_page()


def version(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT version FROM reservation")).scalar_one())


def test_a_parcel_is_reported(clerk: Person) -> None:
    enter(clerk, "Report a parcel")
    assert "Then all of the order will be sent." in clerk.text
    clerk.require_good_page()
    clerk.page.get_by_label("Number of the parcel").fill("parcel-1")
    type_units(clerk, "tea", "Units", "1")
    press(clerk, "Report a parcel")
    assert "The choice has changed since the page looked ahead" in clerk.text
    clerk.require_good_page()
    press(clerk, "Report a parcel")

    done(clerk, "The parcel is reported.")
    assert "parcel-1" in clerk.page.get_by_role("region", name="Dispatches").inner_text()


def test_a_parcel_with_too_much_is_refused_and_stays_as_typed(clerk: Person, engine: Engine) -> None:
    enter(clerk, "Report a parcel")
    clerk.page.get_by_label("Number of the parcel").fill("parcel-1")
    type_units(clerk, "tea", "Units", "1.500")
    press(clerk, "Report a parcel")
    assert "1.500 is 1500 to some people and a fraction to others" in clerk.text
    clerk.require_good_page()
    type_units(clerk, "tea", "Units", "3")
    press(clerk, "Look what will happen")
    assert "this would be refused" in clerk.text
    press(clerk, "Report a parcel")

    assert "fewer units left to dispatch: 2 of 'tea', not 3" in clerk.page.get_by_role("alert").inner_text()
    assert clerk.page.get_by_role("group", name="tea").get_by_label(re.compile("^Units")).input_value() == "3"
    assert version(engine) == 2
    clerk.require_good_page()


def test_goods_are_taken_back_by_their_state(clerk: Person, engine: Engine) -> None:
    enter(clerk, "Take goods back")
    clerk.require_good_page()
    clerk.page.get_by_label("Number of the return").fill("rma-1")
    press(clerk, "Look what will happen")
    assert "Type the units of one line at least." in clerk.text
    clerk.require_good_page()
    type_units(clerk, "tea", "As new", "1")
    type_units(clerk, "tea", "Damaged", "1")
    press(clerk, "Look what will happen")
    assert "returns-to-inspect" in clerk.page.get_by_role("region", name="What will happen").inner_text()
    clerk.require_good_page()
    press(clerk, "Take goods back")

    done(clerk, "The goods are back.")
    assert "rma-1" in clerk.page.get_by_role("region", name="Returns").inner_text()


def test_damaged_goods_can_not_lie_where_they_are_sold(clerk: Person, engine: Engine) -> None:
    enter(clerk, "Take goods back")
    clerk.page.get_by_label("Number of the return").fill("rma-1")
    type_units(clerk, "tea", "Damaged", "1")
    clerk.page.get_by_role("group", name="tea").get_by_label("Lies at").last.fill("main")
    press(clerk, "Look what will happen")
    press(clerk, "Take goods back")

    assert "because it sells" in clerk.page.get_by_role("alert").inner_text()
    assert version(engine) == 2
    clerk.require_good_page()


def test_units_are_cancelled(clerk: Person) -> None:
    enter(clerk, "Cancel some units")
    clerk.require_good_page()
    type_units(clerk, "tea", "Units", "1")
    press(clerk, "Look what will happen")
    clerk.require_good_page()
    press(clerk, "Cancel some units")

    done(clerk, "The units are cancelled.")


def test_more_units_than_the_order_has_are_not_cancelled(clerk: Person, engine: Engine) -> None:
    enter(clerk, "Cancel some units")
    type_units(clerk, "tea", "Units", "3")
    press(clerk, "Look what will happen")
    press(clerk, "Cancel some units")

    assert "fewer units to cancel: 2 of 'tea', not 3" in clerk.page.get_by_role("alert").inner_text()
    assert version(engine) == 2
    clerk.require_good_page()


def test_units_come_from_another_place(clerk: Person) -> None:
    enter(clerk, "Take from another place")
    clerk.require_good_page()
    clerk.page.get_by_label("Units").select_option('["tea", "main"]')
    clerk.page.get_by_label("New place").fill("nroth")
    press(clerk, "Look what will happen")
    clerk.require_good_page()
    press(clerk, "Take units from another place")
    assert "north" in clerk.page.get_by_role("alert").inner_text()
    clerk.page.get_by_label("New place").fill("north")
    press(clerk, "Look again")
    clerk.require_good_page()
    press(clerk, "Take units from another place")

    done(clerk, "The units come from the other place now.")


@pytest.mark.parametrize("again", ["the same tab", "another tab"])
def test_a_parcel_leaves_once(clerk: Person, engine: Engine, again: str) -> None:
    enter(clerk, "Report a parcel")
    second = clerk.another_tab()
    second.go(f"{PATH}/dispatch")
    for tab in (clerk, second):
        tab.page.get_by_label("Number of the parcel").fill("parcel-1")
    button = clerk.page.get_by_role("button", name="Report a parcel")
    with clerk.page.expect_navigation(url=lambda url: not url.endswith("/dispatch")):
        button.dblclick() if again == "the same tab" else button.click()

    press(second, "Report a parcel")

    assert "was reported before" in second.text
    assert version(engine) == 3
    second.require_good_page()


def test_an_order_that_changed_meanwhile_is_told_in_the_other_tab(
    clerk: Person, database: Database, engine: Engine
) -> None:
    enter(clerk, "Cancel some units")
    type_units(clerk, "tea", "Units", "1")
    press(clerk, "Look what will happen")
    act(database, Dispatch(ORDER, "parcel-1", (Line(CUP, 1),), SHOP))
    press(clerk, "Cancel some units")

    assert "has changed since the page looked ahead" in clerk.page.get_by_role("alert").inner_text()
    assert version(engine) == 3
    clerk.require_good_page()


def test_goods_come_back_without_scripts_on_a_telephone(
    browser: Browser, server: ConsoleServer, make_token: MakeToken
) -> None:
    with person(browser, server.url, scripts=False) as clerk:
        clerk.page.set_viewport_size({"width": 360, "height": 740})
        clerk.sign_in(make_token(*SUPPORT), PATH)
        enter(clerk, "Take goods back")
        clerk.page.get_by_label("Number of the return").fill("rma-1")
        type_units(clerk, "tea", "As new", "2")
        press(clerk, "Look what will happen")
        press(clerk, "Take goods back")
        clerk.page.get_by_role("status").wait_for()

        assert "The goods are back." in clerk.text
