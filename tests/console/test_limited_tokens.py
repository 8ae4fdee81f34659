"""No page tells a limited token of another order, another place or an event."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.routing import Rule

from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.domain.causes import Cause
from inventory.domain.commands import Cancel, Confirm, Line, Reserve
from inventory.domain.locations import LocationSettings
from inventory.tokens import Scope
from tests.api.shop import open_location, put_on_shelf
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.console.orders import act, hear
from tests.inventory.making import moved
from tests.inventory.post import garbage, payment

OF_WEB, OF_VAULT = "known-of-web-alone", "known-of-vault-alone"
"""Stand in all that is kept about the hidden order, and about the hidden place."""
LIMITS = {
    "orders": Allowance(order_prefix="shop-"),
    "places": Allowance(locations=frozenset({"main"})),
    "both": Allowance(order_prefix="shop-", locations=frozenset({"main"})),
}
_ORDERS = {"web-1", "event-of-web", OF_WEB}
_PLACES = {"vault", "gem", OF_VAULT}
HIDDEN = {"orders": _ORDERS, "places": _ORDERS | _PLACES, "both": _ORDERS | _PLACES}
"""Names that no page may tell, unless its address has them."""
QUERIES = {
    "search.show": [
        f"q={asked}" for asked in ("web-1", "event-of-web", "gem", "vault", OF_WEB, OF_VAULT, "web", "payments-3-9")
    ],
    "stock.show": ["place=vault", "q=gem", "product=gem"],
    "movements.show": ["place=vault", "order=web-1", f"reference={OF_WEB}", "actor=web"],
    "movements.as_sheet": ["place=vault", "order=web-1"],
    "sku.show": ["place=vault"],
    "orders.find": ["order=web-1"],
    "policies.edit": ["location=vault"],
    "changing.adjust": ["location=vault"],
    "changing.count": ["location=vault"],
    "changing.move": ["from_location=vault", "to_location=vault"],
    "events.group": [f"reason=malformed_json&source={OF_WEB}"],
    "event_actions.give_up": ["event=1"],
}
"""Queries of pages beside none."""


@pytest.fixture
def _shop(database: Database, engine: Engine) -> None:
    """Tea at both places, a gem at the vault alone, and orders and events of two shops."""
    open_location(database, "vault", LocationSettings(counts_as=OF_VAULT))
    put_on_shelf(database, {"tea": 100})
    put_on_shelf(database, {"tea": 50, "gem": 5}, location="vault")
    web = Cause("web", reference=OF_WEB)
    act(database, moved("gem", 1, location="vault", reference=OF_VAULT))
    act(database, Reserve("shop-1", (Line("tea", 2, "main"),), Cause("shop")))
    act(
        database, Reserve("web-1", (Line("tea", 3, "vault"),), web), Confirm("web-1", web), Cancel("web-1", OF_WEB, web)
    )
    with engine.begin() as connection:  # no number of an event is one of a movement
        connection.execute(text("ALTER TABLE inbox_event ALTER COLUMN id RESTART WITH 5000000"))
    hear(database, [payment("event-of-web", "web-1"), garbage(9, OF_WEB.encode())])


def addresses(app: Flask, engine: Engine) -> Iterator[str]:
    """Yield each page that can be read, with every thing that there is, hidden or not."""
    with engine.begin() as connection:
        movements = list(connection.execute(text("SELECT id FROM stock_movement")).scalars())
        events = list(connection.execute(text("SELECT id FROM inbox_event")).scalars())
    things: dict[str, list[str] | list[int]] = {
        "sku": ["tea", "gem"],
        "order_id": ["shop-1", "web-1"],
        "name": ["main", "vault"],
        "movement_id": movements,
        "number": [*movements, *events],
        "key": ["none"],
        "filename": ["console.css"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(("example.", "health.", "sign_in.")):
            for path in _paths(rule, things):
                yield path
                yield from (f"{path}?{query}" for query in QUERIES.get(rule.endpoint, []))


def _paths(rule: Rule, things: dict[str, list[str] | list[int]]) -> Iterator[str]:
    before, _, behind = rule.rule.partition("<")
    if not behind:
        yield before
        return
    (name,) = rule.arguments
    for value in things[name]:
        yield before + quote(str(value), safe="") + behind.partition(">")[2]


@pytest.fixture
def limited(signed_in: SignIn, kind: str) -> Visitor:
    return signed_in(*Scope, name="limited", allowance=LIMITS[kind])


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.usefixtures("_shop")
def test_no_page_tells_of_the_hidden(app: Flask, engine: Engine, limited: Visitor, kind: str) -> None:
    told: list[str] = []
    read = 0
    for address in addresses(app, engine):
        shown = limited.get(address)
        read += shown.status == 200
        assert shown.status < 500, (address, shown.text)
        told += [f"{address} tells {name}" for name in HIDDEN[kind] if name not in address and name in shown.html]

    assert told == []
    assert read >= 25


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.usefixtures("_shop")
def test_hidden_things_have_no_page(app: Flask, engine: Engine, limited: Visitor, kind: str) -> None:
    with engine.begin() as connection:
        hidden = connection.execute(text("SELECT id FROM stock_movement WHERE order_id = 'web-1'")).scalars().all()
        events = connection.execute(text("SELECT id FROM inbox_event")).scalars().all()

    assert hidden
    for path in ["/orders/web-1", "/orders/web-1/cancel", *(f"/movements/{id_}" for id_ in hidden)]:
        assert limited.get(path).status in {403, 404}, path
    for path in ["/events", "/events/pending", "/events/paused", *(f"/events/{id_}" for id_ in events)]:
        assert limited.get(path).status == 403, path
    for asked in ("web-1", "event-of-web", "payments-3-9", OF_WEB, *hidden, *events):
        assert "Nothing is named" in limited.get(f"/search?q={asked}").text, asked


@pytest.mark.parametrize("kind", LIMITS)
def test_no_link_leads_to_a_page_that_is_closed(limited: Visitor, signed_in: SignIn) -> None:
    assert 'href="/events"' not in limited.get("/stock").html
    assert 'href="/events"' in signed_in(*Scope, name="anybody").get("/stock").html


@pytest.mark.usefixtures("_shop")
def test_somebody_without_limits_is_told_all(app: Flask, engine: Engine, signed_in: SignIn) -> None:
    """So that the tests above would notice."""
    anybody = signed_in(*Scope)
    told = {name for address in addresses(app, engine) for name in HIDDEN["both"] if name in anybody.get(address).html}

    assert told == HIDDEN["both"]
