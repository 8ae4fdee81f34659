"""Parcels, returns, cancels of units and other places: looked at before, done once, or refused."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.domain.commands import Cancel, Confirm, Dispatch, Line, Release, Reserve
from inventory.tokens import Scope
from tests.api.shop import open_location
from tests.console.client import Page, Visitor
from tests.console.conftest import SignIn
from tests.console.orders import SHOP, act, supply

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
BOOKS = text(
    "SELECT kind, sku, location, on_hand_delta, reserved_delta, reference FROM stock_movement"
    " WHERE actor = 'token:clerk' ORDER BY id"
)


def books(engine: Engine) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.execute(BOOKS)]


def version(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT version FROM reservation")).scalar_one())


def shipped(engine: Engine) -> str:
    with engine.begin() as connection:
        return str(connection.execute(text("SELECT shipping, returned FROM reservation")).one())


def address(action: str) -> str:
    return f"/orders/o1/{action}"


@pytest.fixture
def clerk(signed_in: SignIn) -> Visitor:
    return signed_in(*SUPPORT)


@pytest.fixture
def _held(database: Database) -> None:
    """Two of tea and one cup are held at main. Tea is at a place in the north, too."""
    open_location(database, "north")
    supply(database, "cup", 5)
    supply(database, "tea", 10)
    supply(database, "tea", 10, "north")
    act(database, Reserve("o1", (Line("cup", 1), Line("tea", 2)), SHOP))


@pytest.fixture
def _paid(_held: None, database: Database) -> None:
    act(database, Confirm("o1", SHOP))


@pytest.fixture
def _sent(_paid: None, database: Database) -> None:
    act(database, Dispatch("o1", "parcel-1", (Line("tea", 2, "main"),), SHOP))


class Desk(NamedTuple):
    """An action, the fields that a person fills in, and its words when it is done."""

    action: str
    typed: dict[str, object]
    told: str


DISPATCH = Desk("dispatch", {"dispatch_id": "p-1", "quantity": ["0", "2"]}, "The parcel is reported.")
RETURN = Desk(
    "return",
    {"return_id": "rma-1", "quantity": ["", "", "", "1", "", "1"], "location": [""] * 6},
    "The goods are back.",
)
CANCEL = Desk("cancel-lines", {"cancel_id": "less", "quantity": ["", "1"]}, "The units are cancelled.")
MOVED = Desk(
    "reassign",
    {"chosen_units": '["tea", "main"]', "to_location": "north", "quantity": "1"},
    "The units come from the other place now.",
)
DESKS = pytest.mark.parametrize("desk", [DISPATCH, RETURN, CANCEL, MOVED], ids=lambda desk: desk.action)


def looked(clerk: Visitor, desk: Desk) -> Page:
    """Fill in the form of a desk, and look ahead."""
    at = address(desk.action)
    return clerk.send(clerk.get(at), at, **desk.typed, step="preview")


@DESKS
@pytest.mark.usefixtures("_paid")
def test_a_desk_does_what_its_page_told_and_does_it_once(clerk: Visitor, engine: Engine, desk: Desk) -> None:
    at, before = address(desk.action), version(engine)

    asked = looked(clerk, desk)
    assert (asked.status, "What will happen" in asked.text, version(engine)) == (200, True, before)
    shown = clerk.send(asked, at, step="apply")
    again = clerk.send(asked, at, step="apply")

    assert (shown.status, shown.path) == (200, "/orders/o1")
    assert desk.told in shown.text
    assert again.path == "/orders/o1"
    assert version(engine) == before + 1


@pytest.mark.usefixtures("_paid")
def test_a_parcel_begins_with_all_that_has_not_left(clerk: Visitor, engine: Engine) -> None:
    asked = clerk.get(address("dispatch"))
    form = asked.form(address("dispatch"))
    assert [form.all(name) for name in ("sku", "location", "quantity")] == [["cup", "tea"], ["main"] * 2, ["1", "2"]]
    assert "Then all of the order will be sent." in asked.text

    looked_at = clerk.send(asked, address("dispatch"), dispatch_id="p-1", quantity=["0", "1"], step="preview")
    assert "2 of the order will still have to be sent." in looked_at.text
    clerk.send(looked_at, address("dispatch"), step="apply")

    rest = clerk.get(address("dispatch")).form(address("dispatch"))
    assert [rest.all("sku"), rest.all("quantity")] == [["cup", "tea"], ["1", "1"]]
    assert all(told in shipped(engine) for told in ("'p-1'", "'tea'"))


@pytest.mark.usefixtures("_sent")
def test_goods_come_back_by_their_state_and_to_their_place(clerk: Visitor, engine: Engine) -> None:
    asked = clerk.get(address("return"))
    form = asked.form(address("return"))
    assert [*zip(form.all("sku"), form.all("disposition"), form.all("quantity"), strict=True)] == [
        (sku, state, "") for sku in ("cup", "tea") for state in ("sellable", "inspect", "damaged")
    ]
    assert "What will happen" not in asked.text
    typed = {"quantity": ["", "", "", "1", "1", ""], "location": ["", "", "", "north", "", ""]}

    looked_at = clerk.send(asked, address("return"), return_id="rma-1", **typed, step="preview")
    assert "1 unit of \u2068tea\u2069 at \u2068north\u2069 will go on the shelf: goods came back." in looked_at.text
    assert "\u2068returns-to-inspect\u2069" in looked_at.text
    assert books(engine) == []
    clerk.send(looked_at, address("return"), step="apply")

    assert books(engine) == [
        ("returned", "tea", "north", 1, 0, "rma-1"),
        ("returned", "tea", "returns-to-inspect", 1, 0, "rma-1"),
    ]
    left = clerk.get(address("return"))
    assert set(left.form(address("return")).all("sku")) == {"cup"}


@pytest.mark.usefixtures("_held")
def test_units_of_a_hold_are_cancelled_and_free_again(clerk: Visitor, engine: Engine) -> None:
    asked = clerk.send(clerk.get(address("cancel-lines")), address("cancel-lines"), quantity=["", "1"], step="preview")
    assert (
        "1 unit of \u2068tea\u2069 at \u2068main\u2069 will be free again: units of the order were cancelled."
        in asked.text
    )
    clerk.send(asked, address("cancel-lines"), step="apply")

    ((*moved, reference),) = books(engine)
    assert moved == ["reduced", "tea", "main", 0, -1]
    assert str(reference).startswith("console-")


@pytest.mark.usefixtures("_held")
def test_a_hold_comes_from_another_place(clerk: Visitor, engine: Engine) -> None:
    clerk.send(looked(clerk, MOVED), address("reassign"), step="apply")

    assert [row[:5] for row in books(engine)] == [
        ("reassigned", "tea", "main", 0, -1),
        ("reassigned", "tea", "north", 0, 1),
    ]


@DESKS
@pytest.mark.usefixtures("_paid")
def test_an_order_that_changed_meanwhile_is_told_and_left_alone(
    clerk: Visitor, database: Database, engine: Engine, desk: Desk
) -> None:
    asked = looked(clerk, desk)
    act(database, Dispatch("o1", "meanwhile", (Line("cup", 1, "main"),), SHOP))
    before = version(engine)

    shown = clerk.send(asked, address(desk.action), step="apply")

    assert (shown.status, version(engine), books(engine)) == (409, before, [])
    assert "has changed since the page looked ahead" in shown.text
    fields = shown.form(address(desk.action))
    assert all(typed in fields.all(name) for name, typed in desk.typed.items() if isinstance(typed, str))


@DESKS
@pytest.mark.usefixtures("_paid")
def test_other_units_than_those_looked_at_are_shown_before_it_is_done(
    clerk: Visitor, engine: Engine, desk: Desk
) -> None:
    asked, before = looked(clerk, desk), version(engine)
    other = {
        "dispatch": ["1", "1"],
        "return": ["1", "", "", "1", "", "1"],
        "cancel-lines": ["1", "1"],
        "reassign": ["2"],
    }[desk.action]

    shown = clerk.send(asked, address(desk.action), quantity=other, step="apply")

    assert (shown.status, version(engine)) == (409, before)
    assert "The choice has changed since the page looked ahead. Nothing was done." in shown.text
    assert shown.form(address(desk.action)).all("quantity") == other
    assert clerk.send(shown, address(desk.action), step="apply").path == "/orders/o1"
    assert version(engine) == before + 1


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "dispatch": ({"dispatch_id": "p-2", "quantity": ["2", "2"]}, "has fewer units left to dispatch: 1 of 'cup', not 2"),
    "return": (
        {"return_id": "r", "quantity": ["", "", "", "3", "", ""], "location": [""] * 6},
        "can come back: 2 of 'tea', not 3",
    ),
    "cancel-lines": ({"quantity": ["", "3"]}, "has fewer units to cancel: 2 of 'tea', not 3"),
    "reassign": ({"chosen_units": '["cup", "main"]', "to_location": "north"}, "is short"),
}


@pytest.mark.parametrize("action", REFUSED)
@pytest.mark.usefixtures("_paid")
def test_a_refusal_is_foretold_and_told_in_the_words_of_the_service(
    clerk: Visitor, engine: Engine, action: str
) -> None:
    typed, told = REFUSED[action]
    before = version(engine)

    asked = clerk.send(clerk.get(address(action)), address(action), **typed, step="preview")
    assert "As the order is now, this would be refused" in asked.text
    shown = clerk.send(asked, address(action), step="apply")

    assert (shown.status, version(engine)) == (409, before)
    assert told in shown.text or told == "is short"
    form = shown.form(address(action))
    assert {
        name: form.all(name) if isinstance(one, list) else form.fields[name] for name, one in typed.items()
    } == typed


@pytest.mark.usefixtures("_paid")
def test_a_place_that_is_not_there_names_similar_ones(clerk: Visitor) -> None:
    typed = {"chosen_units": '["tea", "main"]', "to_location": "nroth"}
    asked = clerk.send(clerk.get(address("reassign")), address("reassign"), **typed, step="preview")

    shown = clerk.send(asked, address("reassign"), step="apply")

    assert (shown.status, "north" in shown.text) == (422, True)


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "dispatch": ({"dispatch_id": "", "quantity": ["1", "2"]}, "Fill this in."),
    "return": ({"return_id": "r", "quantity": ["", "", "", "some", "", ""]}, "Must be a whole number."),
    "cancel-lines": ({"quantity": ["", ""]}, "Type the units of one line at least."),
    "reassign": ({"chosen_units": "tea", "to_location": "north"}, "Choose one of the list."),
}


@pytest.mark.parametrize("action", FAULTS)
@pytest.mark.usefixtures("_paid")
def test_a_wrong_field_comes_back_with_a_sentence(clerk: Visitor, engine: Engine, action: str) -> None:
    typed, told = FAULTS[action]
    before = version(engine)

    shown = clerk.send(clerk.get(address(action)), address(action), **typed, step="apply")

    assert (shown.status, told in shown.text, version(engine)) == (422, True, before)
    if action == "return":
        assert shown.html.count('aria-describedby="quantity-3-fault"') == 1


@pytest.mark.usefixtures("_paid")
def test_the_same_parcel_with_other_units_is_refused(clerk: Visitor, database: Database, engine: Engine) -> None:
    act(database, Dispatch("o1", "p-1", (Line("cup", 1, "main"),), SHOP))
    asked = clerk.get(address("dispatch"))

    shown = clerk.send(asked, address("dispatch"), dispatch_id="p-1", step="apply")

    assert (shown.status, "was reported with other items" in shown.text) == (409, True)
    assert version(engine) == 3


@pytest.mark.usefixtures("_paid")
def test_half_a_row_is_no_form_of_ours(clerk: Visitor, engine: Engine) -> None:
    asked, before = clerk.get(address("dispatch")), version(engine)

    shown = clerk.send(asked, address("dispatch"), dispatch_id="p-1", quantity=["1"], step="apply")

    assert (shown.status, version(engine)) == (403, before)


def offered(visitor: Visitor) -> list[str]:
    html = visitor.get("/orders/o1").html
    return [one for one in ("dispatch", "return", "cancel-lines", "reassign") if f'"{address(one)}"' in html]


@pytest.mark.usefixtures("_held")
def test_an_order_offers_what_can_take_effect(clerk: Visitor, database: Database) -> None:
    assert offered(clerk) == ["dispatch", "cancel-lines", "reassign"]
    act(database, Confirm("o1", SHOP))
    assert offered(clerk) == ["dispatch", "return", "cancel-lines", "reassign"]
    act(database, Dispatch("o1", "all", (Line("cup", 1), Line("tea", 2)), SHOP))
    assert offered(clerk) == ["return"]
    act(database, Cancel("o1", "no", SHOP))
    assert offered(clerk) == ["return"]


@pytest.mark.usefixtures("_held")
def test_an_order_without_units_offers_none(clerk: Visitor, database: Database) -> None:
    act(database, Release("o1", "no", SHOP))

    assert offered(clerk) == []


@pytest.mark.parametrize("action", ["dispatch", "return", "cancel-lines", "reassign"])
@pytest.mark.usefixtures("_paid")
def test_who_only_reads_is_refused(signed_in: SignIn, engine: Engine, action: str) -> None:
    reader, before = signed_in(Scope.STOCK_READ, name="reader"), version(engine)

    assert offered(reader) == []
    assert reader.get(address(action)).status == 403
    shown = reader.post(address(action), {"csrf": reader.csrf(), "seen": "1", "step": "apply"})
    assert (shown.status, "stock:reserve" in shown.text, version(engine)) == (403, True, before)


@pytest.mark.parametrize("action", ["dispatch", "return", "cancel-lines", "reassign"])
def test_an_unknown_order_has_no_desk(clerk: Visitor, action: str) -> None:
    assert clerk.get(f"/orders/o9/{action}").status == 404


@pytest.mark.parametrize("action", ["dispatch", "return", "cancel-lines", "reassign"])
@pytest.mark.usefixtures("_paid")
def test_an_order_beyond_the_token_has_no_desk(signed_in: SignIn, action: str) -> None:
    of_web = signed_in(*SUPPORT, name="web", allowance=Allowance(order_prefix="web-"))
    of_north = signed_in(*SUPPORT, name="north", allowance=Allowance(locations=frozenset({"north"})))

    for visitor in (of_web, of_north):
        shown = visitor.get(address(action))
        assert (shown.status, "cup" in shown.text) == (403, False)
