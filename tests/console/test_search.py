"""The search box leads to the one thing that a text names, and lists several."""

from __future__ import annotations

from sqlalchemy import Engine, select, text

from inventory.database.tables import Movement
from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.api.shop import put_on_shelf
from tests.console.conftest import SignIn
from tests.console.orders import hear, hold, supply
from tests.inventory.post import payment


def test_one_match_is_shown_at_once(signed_in: SignIn, database: Database, engine: Engine) -> None:
    hold(database, "o/1")
    hear(database, [payment("e1", "o2")])
    ops = signed_in(Scope.STOCK_READ, Scope.OPS)

    assert ops.get("/search?q=o%2F1").path == "/orders/o%2F1"
    assert ops.get("/search?q=+o%2F1+").path == "/orders/o%2F1"
    assert ops.get("/search?q=e1").path.startswith("/events/")
    with engine.begin() as connection:
        number = connection.execute(text("SELECT max(id) FROM stock_movement")).scalar_one()
    shown = ops.get(f"/movements/{number}")
    assert "2 units of \u2068tea\u2069" in shown.text
    assert 'href="/orders/o%2F1"' in shown.html


def test_events_are_found_by_operators_alone(signed_in: SignIn, database: Database) -> None:
    hear(database, [payment("e1", "o1")])

    assert "Nothing is named" in signed_in(Scope.STOCK_READ).get("/search?q=e1").text
    assert signed_in(Scope.OPS, name="ops").get("/search?q=e1").path.startswith("/events/")


def test_who_may_not_read_stock_finds_none(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    ops = signed_in(Scope.OPS)

    for asked in ("o1", "tea", "te", "1"):
        assert "Nothing is named" in ops.get(f"/search?q={asked}").text
    assert "SKU of this name" not in ops.get("/search?q=te").text


def test_several_matches_are_listed(signed_in: SignIn, database: Database) -> None:
    hold(database, "tea")

    shown = signed_in(Scope.STOCK_READ).get("/search?q=tea")

    assert shown.path == "/search?q=tea"
    assert 'href="/stock/tea"' in shown.html
    assert 'href="/orders/tea"' in shown.html


def test_nothing_found_says_what_was_looked_for(signed_in: SignIn, database: Database) -> None:
    supply(database, "SHIRT-M", 1)
    clerk = signed_in(Scope.STOCK_READ)

    shown = clerk.get("/search?q=shirt-m")
    assert "Nothing is named shirt-m" in shown.text
    assert 'href="/stock/SHIRT-M"' in shown.html
    assert "of an event" not in shown.text
    assert "Type a SKU" in clerk.get("/search").text


def test_a_text_that_names_nothing_is_no_error(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ)

    for asked in ("%00", "x" * 5_000, "<script>alert(1)</script>", "%F0%9F%8D%B5" * 60):
        shown = clerk.get(f"/search?q={asked}")
        assert (shown.status, "Nothing is named" in shown.text) == (200, True)
        assert "<script>alert" not in shown.html


def test_an_unknown_movement_is_not_found(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ)

    assert clerk.get("/movements/77").status == 404
    unusable = clerk.get("/movements/x")
    assert unusable.status == 422
    assert "number must be a number from 1 to" in unusable.text


def test_a_number_is_offered_and_not_opened(signed_in: SignIn, database: Database) -> None:
    supply(database, "tea", 1)
    with database.transaction() as session:
        number = session.scalars(select(Movement.id)).one()
    clerk = signed_in(Scope.STOCK_READ)

    shown = clerk.get(f"/search?q={number}")
    assert shown.path.startswith("/search")
    assert f'href="/movements/{number}"' in shown.html
    assert clerk.get(f"/search?q=Movement+{number}").path == f"/movements/{number}"


def test_a_movement_has_its_way_back(signed_in: SignIn, database: Database) -> None:
    put_on_shelf(database, {"tea": 5})
    hold(database, "o1")
    with database.transaction() as session:
        kinds = {one.kind: one.id for one in session.scalars(select(Movement))}
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    asked = f"/movements/{kinds['adjusted']}"

    assert f'href="{asked}/reverse"' in clerk.get(asked).html
    assert "Take it back" not in clerk.get(f"/movements/{kinds['reserved']}").text
    assert "Take it back" not in signed_in(Scope.STOCK_READ, name="reader").get(asked).text
    looked = clerk.send(clerk.get(f"{asked}/reverse"), step="preview")
    clerk.send(looked, step="apply")
    assert "Take it back" not in clerk.get(asked).text
