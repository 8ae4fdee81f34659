"""The page of an order says why it was not met, and what is still to be done."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, text

from inventory import refused_calls
from inventory.database.transactions import Database, now
from inventory.domain.commands import Confirm, Dispatch, Line, Reserve, Return
from inventory.domain.lines import Disposition, ReturnLine
from inventory.inbox.events import EventType
from inventory.refused_calls import Counted, RefusedCall
from inventory.tokens import Scope
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.console.orders import SHOP, act, hold, supply
from tests.inventory.timeline.line import event, hear, work

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
SHORT = {"sku": "mug", "requested": 3, "available": 1, "shortfall": 2}
AT = {"locations": [{"location": "main", "available": 1}]}


@pytest.fixture
def clerk(signed_in: SignIn) -> Visitor:
    return signed_in(*SUPPORT)


def refuse(database: Database, code: str, *lines: dict[str, object], action: str = "reserve") -> None:
    """Keep a refused call of order o1."""
    call = RefusedCall("o1", ("mug",), action, code, lines, "http", "r-1")
    with database.transaction() as session:
        at = now(session)
        refused_calls.add(session, [Counted(call, 1, at, at)])


def heard(database: Database, type_: EventType, event_id: str, **data: Any) -> None:
    """Have an event of order o1 done."""
    with database.transaction() as session:
        hear(session, event(type_, event_id, **data))
        work(session)


def test_a_refused_call_to_reserve_tells_what_was_wanted_and_what_was_free(clerk: Visitor, database: Database) -> None:
    refuse(database, "insufficient_stock", SHORT | AT)

    shown = clerk.get("/orders/o1")

    assert "It was not met, because there were too few units." in shown.text
    assert shown.text.count("3 of mug were wanted, and 1 was free then (1 at main ).") == 2
    assert '<a href="/stock/mug">1</a>' in shown.html
    assert "the shop can order or reserve again, under the same id" in shown.text
    assert "By the shop's call (http)" in shown.text
    assert "never stored" not in shown.text


def test_a_call_about_an_unknown_sku_says_who_has_to_name_it(clerk: Visitor, database: Database) -> None:
    refuse(database, "unknown_sku")

    shown = clerk.get("/orders/o1").text

    assert "The catalogue had not named mug ." in shown
    assert "First the catalogue has to name the SKU" in shown


def test_another_refused_call_is_no_reason_why_an_order_was_not_met(clerk: Visitor, database: Database) -> None:
    refuse(database, "unknown_reservation", action="confirm")

    assert "Nothing came of this order" in clerk.get("/orders/o1").text


def test_an_order_and_its_event_say_why_it_was_not_met(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 1)
    heard(database, EventType.ORDER_CREATED, "e1", items=[{"sku": "mug", "quantity": 2}])
    ops = signed_in(Scope.STOCK_READ, Scope.OPS)

    order = ops.get("/orders/o1")
    with engine.begin() as connection:
        number = connection.execute(text("SELECT id FROM inbox_event")).scalar_one()
    told = ops.get(f"/events/{number}")

    assert "2 of mug were wanted, and 1 was free then" in order.text
    assert "✗ done The order was not met, because there were too few units." in told.text
    assert 'href="/orders/o1"' in told.html
    assert "Kafka" not in order.text


def test_the_event_of_an_order_that_has_its_units_is_good(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    supply(database, "mug", 5)
    heard(database, EventType.ORDER_CREATED, "e1", items=[{"sku": "mug", "quantity": 2}])
    with engine.begin() as connection:
        number = connection.execute(text("SELECT id FROM inbox_event")).scalar_one()

    assert "✓ done It moved units." in signed_in(Scope.OPS).get(f"/events/{number}").text


def test_a_sku_that_nobody_knows_says_so(clerk: Visitor, database: Database) -> None:
    supply(database, "mug-blue", 1)

    shown = clerk.get("/stock/mug")

    assert (shown.status, "no event of the catalogue has named this SKU" in shown.text) == (404, True)
    assert 'href="/stock/mug-blue"' in shown.html


def test_units_of_no_parcel_are_still_to_be_sent(clerk: Visitor, database: Database) -> None:
    hold(database, "o1", quantity=3)
    act(database, Confirm("o1", SHOP))
    assert "Still to send 1 unit" not in clerk.get("/orders/o1").text
    act(database, Dispatch("o1", "p-1", (Line("tea", 2, "main"),), SHOP))

    shown = clerk.get("/orders/o1")

    assert "Still to send 1 unit" in shown.text
    assert "tea 3 main 0 3 1" in shown.text


def test_goods_that_came_back_lie_where_the_form_said(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")
    act(database, Confirm("o1", SHOP), Dispatch("o1", "p-1", (Line("tea", 2, "main"),), SHOP))
    assert "damaged ones too, go to returns-to-inspect , where nothing is sold" in clerk.get("/orders/o1/return").text
    act(database, Return("o1", "r-1", (ReturnLine("tea", 1, Disposition.DAMAGED),), SHOP))

    shown = clerk.get("/orders/o1")

    assert "1 Damaged returns-to-inspect" in shown.text


def test_a_parcel_of_an_unpaid_order_says_so(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")
    assert "The order is not paid yet." in clerk.get("/orders/o1/dispatch").text
    act(database, Confirm("o1", SHOP))

    assert "not paid yet" not in clerk.get("/orders/o1/dispatch").text


def test_a_cancel_of_some_units_says_what_remains(clerk: Visitor, database: Database) -> None:
    hold(database, "o1", quantity=3)

    shown = clerk.send(clerk.get("/orders/o1/cancel-lines"), "/orders/o1/cancel-lines", quantity=["1"], step="preview")

    assert "2 of tea will remain in the order." in shown.text
    assert "Units to cancel" in shown.text


@pytest.mark.parametrize("action", ["confirm", "release", "cancel", "extend", "dispatch"])
def test_to_look_ahead_needs_no_reason(clerk: Visitor, database: Database, action: str) -> None:
    hold(database, "o1")
    at = f"/orders/o1/{action}"

    looked = clerk.send(clerk.get(at), at, step="preview")
    assert (looked.status, "What will happen" in looked.text) == (200, True)
    assert 'value="preview" formnovalidate' in looked.html
    refused = clerk.send(looked, at, step="apply")
    assert (refused.status, "Fill this in." in refused.text) == (422, True)


def test_more_time_than_there_is_is_told(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")
    at = "/orders/o1/extend"
    asked = clerk.get(at)
    assert "About 15 of them are left: for an hour longer, type 75." in asked.text
    assert "the maximum is reached" not in asked.text

    looked = clerk.send(asked, at, minutes="100000", step="preview")

    assert "the maximum is reached. A hold of the shop lives 24 h in all" in looked.text


def test_a_number_out_of_its_bounds_is_told_in_words(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")
    at = "/orders/o1/extend"

    assert "Must be 1 or more." in clerk.send(clerk.get(at), at, minutes="0", step="preview").text


def test_a_parcel_tells_the_numbers_that_change(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")

    shown = clerk.get("/orders/o1/confirm").text

    assert "2 units of \u2068tea\u2069 at \u2068main\u2069 will leave the stock that can be sold" in shown
    assert "(on hand 10 → 8, held 2 → 0, on the shelf 10 → 8)" in shown


def test_numbers_of_parcels_are_found_in_the_story_of_their_order(clerk: Visitor, database: Database) -> None:
    hold(database, "o1")

    assert "they stand in the story of their order" in clerk.get("/search?q=P-9001").text
    assert "The search does not find it" in clerk.get("/orders/o1/dispatch").text
    assert "The search does not find it" in clerk.get("/orders/o1/confirm").text


def test_one_unit_is_free_again(clerk: Visitor, database: Database) -> None:
    supply(database, "tea", 10)
    act(database, Reserve("o1", (Line("tea", 1),), SHOP))

    clerk.send(clerk.get("/orders/o1/release"), "/orders/o1/release", reason="no", step="apply")

    assert "1 unit of \u2068tea\u2069 at \u2068main\u2069 is free again." in clerk.get("/orders/o1").text
