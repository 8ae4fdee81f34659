"""The page of an order: anybody can read its story, with an id of any letters."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.domain.commands import Cancel, Confirm, Dispatch, Line
from inventory.inbox.events import EventType
from inventory.tokens import Scope
from tests.console.conftest import SignIn
from tests.console.orders import SHOP, act, hear, hold, supply
from tests.inventory.post import garbage, payment

HOSTILE = ["a/b/../c?d#e%2F", "<script>alert(1)</script>", "سلام", "x" * 200, "a b&c=d", "'\";--"]


def of(order_id: str) -> str:
    return f"/orders/{quote(order_id, safe='')}"


def test_an_order_tells_its_status_its_units_and_its_story(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    act(database, Confirm("o1", SHOP), Dispatch("o1", "parcel-7", (Line("tea", 1, "main"),), SHOP))

    shown = signed_in(Scope.STOCK_READ).get("/orders/o1")

    assert shown.status == 200
    assert "The order is paid, and its units have left the stock" in shown.text
    assert "2 units of \u2068tea\u2069 at \u2068main\u2069 are held for the order." in shown.text
    assert "left the stock that can be sold and are no longer held: the order is paid." in shown.text
    assert "Other services are told: its units are held." in shown.text
    assert "parcel-7" in shown.text


@pytest.mark.parametrize("order_id", HOSTILE)
def test_an_id_may_hold_anything(signed_in: SignIn, database: Database, order_id: str) -> None:
    hold(database, order_id)
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_RESERVE)

    assert clerk.get(of(order_id)).status == 200
    assert "<script>alert" not in clerk.get(of(order_id)).html
    assert clerk.get(f"/search?q={quote(order_id)}").path.startswith(of(order_id))
    shown = clerk.send(clerk.get(f"{of(order_id)}/cancel"), f"{of(order_id)}/cancel", reason="no", step="apply")
    assert "The order is cancelled." in shown.text


def test_an_event_tells_why_it_changed_nothing(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    hear(
        database,
        [payment("e1", "o1"), replace(garbage(7), key="o1"), payment("e2", "o2", type_=EventType.PAYMENT_FAILED)],
    )

    ops = signed_in(Scope.STOCK_READ, Scope.OPS)
    shown = ops.get("/orders/o1")

    assert "reported: the order was paid. It is not done yet, after" in shown.text
    assert "It changed nothing, because it is a dead letter. The content is not JSON." in shown.text
    assert "inventory events show" not in shown.text
    never = ops.get("/orders/o2")
    assert "Nothing came of this order" in never.text
    assert 'href="/events/' in never.html
    assert 'href="/events/' not in signed_in(Scope.STOCK_READ, name="reader").get("/orders/o2").html


def test_a_long_story_goes_on_behind_its_last_entry(
    signed_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.pages.orders.show.ENTRIES", 2)
    hold(database, "o1")
    act(database, Confirm("o1", SHOP), Cancel("o1", "no", SHOP))
    clerk = signed_in(Scope.STOCK_READ)

    seen, path = [], "/orders/o1"
    for _ in range(3):
        shown = clerk.get(path)
        seen += [
            line for line in ("are held", "left the stock that can be sold", "went on the shelf") if line in shown.html
        ]
        path = shown.html.partition('href="')[0] and next(
            (
                one.split('"')[0].replace("&amp;", "&")
                for one in shown.html.split('href="')
                if one.startswith("/orders/o1?after=")
            ),
            "",
        )

    assert seen == ["are held", "left the stock that can be sold", "went on the shelf"]


def test_an_unknown_order_is_not_found(signed_in: SignIn, database: Database) -> None:
    hold(database, "o9-b")

    shown = signed_in(Scope.STOCK_READ).get("/orders/o9")

    assert (shown.status, "No reservation is known for order 'o9'." in shown.text) == (404, True)
    assert 'href="/orders/o9-b"' in shown.html


def test_a_caller_with_limits_sees_no_order_of_others(signed_in: SignIn, database: Database) -> None:
    hold(database, "shop-1")
    scopes = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
    of_web = signed_in(*scopes, name="web", allowance=Allowance(order_prefix="web-"))
    of_annex = signed_in(*scopes, name="annex", allowance=Allowance(locations=frozenset({"annex"})))

    for visitor in (of_web, of_annex):
        for path in ("/orders/shop-1", "/orders/shop-1/cancel", "/orders/shop-1/confirm"):
            shown = visitor.get(path)
            assert (shown.status, "tea" in shown.text) == (403, False), path
        assert "shop-1" not in visitor.get("/orders").text


def test_running_holds_are_listed(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    supply(database, "cup", 1)

    shown = signed_in(Scope.STOCK_READ).get("/orders")

    assert 'href="/orders/o1"' in shown.html
    assert "of 200" not in shown.text
