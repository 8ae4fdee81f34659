"""Orders in a real browser: read, acted on, in two tabs, with ids of any letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from inventory.database.transactions import Database
from inventory.domain.commands import Cancel, Confirm, Dispatch, Line, Return
from inventory.domain.lines import Disposition, ReturnLine
from inventory.tokens import Scope
from tests.console.orders import SHOP, act, hear, hold
from tests.inventory.post import payment
from tests.system.console.conftest import SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE, Scope.OPS)
IDS = ["a/../b?c#d%2F", "<script>alert(1)</script>", "إبريق شاي", "x" * 200]
ACTIONS = {
    "confirm": ("Take the order as paid", "The order is paid now."),
    "release": ("Give the hold back", "The units are free again."),
    "cancel": ("Cancel the order for good", "The order is cancelled."),
}


def of(order_id: str, action: str = "") -> str:
    return f"/orders/{quote(order_id, safe='')}{action}"


def act_on(clerk: Person, action: str, reason: str = "by hand") -> None:
    """Fill in the form of an action and send it."""
    clerk.page.get_by_label("Reason").fill(reason)
    clerk.page.get_by_role("button", name=ACTIONS[action][0]).click()


@pytest.mark.parametrize("order_id", IDS)
def test_an_order_is_found_read_and_cancelled_whatever_its_id(
    signed_in: SignIn, database: Database, order_id: str
) -> None:
    hold(database, order_id)
    clerk = signed_in(*SUPPORT)
    clerk.page.keyboard.press("/")
    clerk.page.keyboard.type(order_id)
    clerk.page.keyboard.press("Enter")

    clerk.page.get_by_role("heading", level=1, name="Order").wait_for()
    assert order_id in (clerk.page.locator("h1").text_content() or "")
    clerk.require_good_page()
    clerk.page.get_by_role("link", name="Cancel for good").click()
    clerk.page.get_by_role("heading", name="What will happen").wait_for()
    clerk.require_good_page()
    act_on(clerk, "cancel")
    clerk.page.get_by_role("status").wait_for()

    assert "The order is cancelled." in clerk.text
    clerk.require_good_page()


@pytest.mark.parametrize("action", ["confirm", "release"])
def test_an_action_tells_what_it_does_and_does_it(signed_in: SignIn, database: Database, action: str) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path=of("o1", f"/{action}"))

    assert "2 units of" in clerk.page.get_by_role("region", name="What will happen").inner_text()
    clerk.require_good_page()
    act_on(clerk, action)
    clerk.page.get_by_role("status").wait_for()

    assert ACTIONS[action][1] in clerk.text


def test_a_hold_is_kept_for_longer_and_no_number_is_told(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path=of("o1", "/extend"))
    minutes, button = (
        clerk.page.get_by_label("Minutes from now"),
        clerk.page.get_by_role("button", name="Keep the hold"),
    )
    minutes.fill("many")
    clerk.page.get_by_label("Reason").fill("the bank's day")
    button.click()
    clerk.page.get_by_text("Must be a whole number.").wait_for()
    assert minutes.input_value() == "many"
    clerk.require_good_page()
    minutes.fill("40")
    clerk.page.get_by_role("button", name="Look again").click()
    clerk.page.get_by_text("The hold will end").wait_for()
    clerk.require_good_page()
    button.click()
    clerk.page.get_by_role("status").wait_for()

    assert "The hold is longer now." in clerk.text
    assert "because the bank's day" in clerk.text


def test_two_tabs_act_once_and_the_later_is_told(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    first = signed_in(*SUPPORT, path=of("o1", "/confirm"))
    second = first.another_tab()
    second.go(of("o1", "/cancel"))
    act_on(first, "confirm")
    first.page.get_by_role("status").wait_for()

    act_on(second, "cancel")
    second.page.get_by_role("alert").wait_for()

    assert "has changed since the page looked ahead" in second.text
    assert "will go on the shelf" in second.text
    second.require_good_page()


def test_a_double_click_acts_once(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path=of("o1", "/confirm"))
    clerk.page.get_by_label("Reason").fill("paid by bank transfer")
    clerk.page.get_by_role("button", name="Take the order as paid").dblclick()
    clerk.page.get_by_role("status").wait_for()

    assert clerk.page.get_by_text("left the stock that can be sold and are no longer held").count() == 1


def test_a_refusal_is_told_and_the_reason_is_kept(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path=of("o1", "/release"))
    act(database, Confirm("o1", SHOP))
    act_on(clerk, "release", "the customer waits")
    clerk.page.get_by_role("alert").wait_for()

    assert "this would be refused" in clerk.text
    assert clerk.page.get_by_label("Reason").input_value() == "the customer waits"
    clerk.require_good_page()


def test_the_whole_story_of_an_order_is_good_to_read(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    hear(database, [payment("e1", "o1")])
    act(database, Confirm("o1", SHOP), Dispatch("o1", "parcel-7", (Line("tea", 2, "main"),), SHOP))
    act(database, Return("o1", "rma-1", (ReturnLine("tea", 1, Disposition("sellable"), "main"),), SHOP))
    act(database, Cancel("o1", "lost", SHOP, restock=False))
    clerk = signed_in(*SUPPORT, path=of("o1"))

    assert {"parcel-7", "rma-1"} <= set(clerk.text.split())
    for details in clerk.page.locator("details").all():
        details.locator("summary").click()
    clerk.require_good_page()
    times = clerk.page.locator(".timeline time").first
    assert "UTC" in (times.get_attribute("title") or "")
    assert "UTC" not in times.inner_text()


def test_the_keyboard_leads_through_an_action(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path=of("o1", "/cancel"))
    clerk.page.get_by_label("Reason").focus()
    clerk.page.keyboard.type("changed their mind")
    clerk.page.keyboard.press("Tab")
    assert clerk.page.evaluate("document.activeElement.id") == "restock-yes"
    clerk.page.keyboard.press("ArrowDown")
    assert clerk.page.evaluate("document.activeElement.id") == "restock-no"
    clerk.page.keyboard.press("Tab")
    assert clerk.page.evaluate("document.activeElement.value") == "apply"
    clerk.page.keyboard.press("Enter")
    clerk.page.get_by_text("The choice has changed since the page looked ahead").wait_for()
    clerk.page.get_by_role("button", name="Cancel the order").press("Enter")
    clerk.page.get_by_role("status").wait_for()

    assert urlsplit(clerk.page.url).path == "/orders/o1"


def test_running_holds_lead_to_their_orders(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT, path="/orders")
    clerk.require_good_page()
    clerk.page.get_by_role("link", name="o1").click()

    clerk.page.get_by_text("are held for the order").wait_for()


def test_an_unknown_order_says_so(signed_in: SignIn) -> None:
    clerk = signed_in(*SUPPORT)

    assert clerk.go(of("no such order")).status == 404
    clerk.require_good_page()
