"""Changes by hand: each with its preview, its refusals, and once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.tokens import Scope
from tests.console.client import Page, Visitor
from tests.console.conftest import SignIn
from tests.console.stock.conftest import do
from tests.inventory.making import confirm, moved, reserve

RECEIVED = {"location": "main", "delta": "24", "reason": "received"}


def on_hand(engine: Engine) -> dict[str, int]:
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT location, quantity_on_hand FROM product_inventory WHERE sku = 'tea'"))
        return {row.location: row.quantity_on_hand for row in rows}


def last(engine: Engine) -> Any:
    with engine.begin() as connection:
        return connection.execute(text("SELECT * FROM stock_movement ORDER BY id DESC LIMIT 1")).one()


def preview(visitor: Visitor, path: str, **typed: str) -> Page:
    return visitor.send(visitor.get(path), **typed, step="preview")


def test_units_that_came_are_shown_before_and_after_and_then_booked(clerk: Visitor, engine: Engine) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="PO-1", note="two boxes")
    assert shown.status == 200
    assert "124 (+24)" in shown.text
    assert on_hand(engine) == {"main": 100, "north": 5}

    done = clerk.send(shown, step="apply")

    assert "Done. main: 100 → 124 on hand." in done.text
    movement = last(engine)
    assert (movement.actor, movement.reference, movement.note) == ("token:clerk", "PO-1", "two boxes")
    assert (movement.reason, movement.on_hand_delta) == ("received", 24)


def test_a_double_click_and_a_second_tab_change_once(clerk: Visitor, engine: Engine) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED)
    clerk.send(shown, step="apply")

    again = clerk.send(shown, step="apply")

    assert on_hand(engine)["main"] == 124
    assert "done before" in again.text


def test_the_same_paper_is_told_in_the_preview_already(clerk: Visitor, engine: Engine) -> None:
    clerk.send(preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="PO-1"), step="apply")

    again = preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="PO-1")
    other = preview(clerk, "/stock/tea/adjust", **RECEIVED | {"delta": "25"}, reference="PO-1")

    assert "Nothing would change. ! 24 units of 'tea' were booked in under this number on 20" in again.text
    assert f'href="/movements/{last(engine).id}"' in again.html
    assert other.status == 409
    assert on_hand(engine)["main"] == 124


@pytest.mark.parametrize("step", ["preview", "apply"])
def test_a_paper_that_was_booked_with_other_units_leads_to_that_movement(
    clerk: Visitor, engine: Engine, step: str
) -> None:
    clerk.send(preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="PO-1"), step="apply")

    typed = {**RECEIVED, "delta": "25", "reference": "PO-1", "step": step, "regardless": "true"}
    refused = clerk.send(clerk.get("/stock/tea/adjust"), **typed)

    assert refused.status == 409
    assert "24 units of 'tea' were booked in at 'main' under the number 'PO-1' on 20" in refused.text
    assert "If this is another delivery or job, type its own number." in refused.text
    assert f'href="/movements/{last(engine).id}"' in refused.html
    assert on_hand(engine)["main"] == 124


def test_a_move_under_a_number_that_was_used_leads_to_that_move(clerk: Visitor, engine: Engine) -> None:
    path, typed = "/stock/tea/move", {"from_location": "main", "to_location": "north", "reason": "relocated"}
    clerk.send(preview(clerk, path, **typed, quantity="2", reference="T-1"), step="apply")

    refused = preview(clerk, path, **typed, quantity="3", reference="T-1")

    assert (refused.status, "2 units of 'tea' were booked out at 'main'" in refused.text) == (409, True)
    assert f'href="/movements/{last(engine).id - 1}"' in refused.html


def test_a_paper_that_differs_in_letters_alone_is_warned_of(clerk: Visitor, engine: Engine) -> None:
    clerk.send(preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="DN-5531"), step="apply")

    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="dn- 5531")
    elsewhere = preview(clerk, "/stock/tea/adjust", **RECEIVED | {"location": "north"}, reference="dn-5531")

    assert "24 units of 'tea' were booked in under 'DN-5531'" in shown.text
    assert f'href="/movements/{last(engine).id}"' in shown.html
    assert "capital letters" not in elsewhere.text
    assert "capital letters" not in preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="DN-5532").text


def test_the_preview_tells_the_papers_again(clerk: Visitor) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED, reference="PO-1", note="two boxes")

    for told in ("Reason received", "Number of your paper PO-1", "Note two boxes"):
        assert told in shown.text, told
    assert "none: the console makes one" in preview(clerk, "/stock/tea/adjust", **RECEIVED).text


def test_broken_units_that_stay_in_the_books_are_moved(clerk: Visitor) -> None:
    shown = clerk.get("/stock/tea/adjust?location=main")

    assert 'href="/stock/tea/move?from_location=main&amp;reason=damaged"' in shown.html


def test_a_place_that_is_not_there_is_told_without_commands(clerk: Visitor) -> None:
    refused = preview(clerk, "/stock/tea/adjust", **RECEIVED | {"location": "nort"})

    assert "There is no place 'nort'. Check the name. Similar: 'north'." in refused.text
    assert "`" not in refused.text


def test_stock_that_changed_since_the_preview_is_told_and_shown_anew(
    clerk: Visitor, database: Database, engine: Engine
) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED)
    do(database, moved("tea", -10, reference="meanwhile"))

    stale = clerk.send(shown, step="apply")
    assert stale.status == 409
    assert "from 100 units to 90. Nothing was changed" in stale.text
    assert "114 (+24)" in stale.text
    assert on_hand(engine)["main"] == 90

    assert "Done. main: 90 → 114" in clerk.send(stale, step="apply").text


@pytest.mark.parametrize("way", ["adjust", "move", "reverse"])
def test_orders_that_take_the_units_meanwhile_make_the_preview_stale(
    clerk: Visitor, database: Database, engine: Engine, way: str
) -> None:
    do(database, moved("tea", 70, reference="typed twice"))
    path, typed = {
        "adjust": ("/stock/tea/adjust", {"location": "main", "delta": "-70", "reason": "damaged"}),
        "move": (
            "/stock/tea/move",
            {"from_location": "main", "to_location": "north", "quantity": "70", "reason": "relocated"},
        ),
        "reverse": (f"/movements/{last(engine).id}/reverse", {}),
    }[way]
    shown = preview(clerk, path, **typed)
    assert "missing then" not in shown.text
    do(database, reserve("o/2", ("tea", 110)))

    stale = clerk.send(shown, step="apply")

    assert stale.status == 409
    assert "40 promised units would be missing then, not 0. Nothing was changed" in stale.text
    assert "At main 40 units are promised to orders and missing then." in stale.text
    assert on_hand(engine)["main"] == 170
    assert "140 on hand and 40 promised units missing" in clerk.send(stale, step="apply").text


def test_holds_that_leave_enough_do_not_make_the_preview_stale(
    clerk: Visitor, database: Database, engine: Engine
) -> None:
    shown = preview(clerk, "/stock/tea/adjust", location="main", delta="-60", reason="damaged")
    do(database, reserve("o/2", ("tea", 10)))

    assert clerk.send(shown, step="apply").status == 200
    assert on_hand(engine)["main"] == 40


@pytest.mark.parametrize("seen", ["abc", "1", "1/2/3", "100/0 5/0", "", "9" * 5_000])
def test_a_preview_that_was_tampered_with_changes_nothing(clerk: Visitor, engine: Engine, seen: str) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED)

    assert clerk.send(shown, step="apply", seen=seen).status in {400, 409}
    assert on_hand(engine)["main"] == 100


def test_a_change_that_is_meant_whatever_happens_meanwhile(clerk: Visitor, database: Database, engine: Engine) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED)
    do(database, moved("tea", -10, reference="meanwhile"))

    clerk.send(shown, step="apply", regardless="true")

    assert on_hand(engine)["main"] == 114


def test_the_refusal_stands_on_the_form_and_the_input_stays(clerk: Visitor, engine: Engine) -> None:
    for path, typed, status, told in (
        ("adjust", RECEIVED | {"delta": "-101"}, 409, "leaves less than 0"),
        ("adjust", RECEIVED | {"location": "nort"}, 422, "Similar: 'north'"),
        ("adjust", RECEIVED | {"delta": "0"}, 422, "Give the units that came"),
        ("adjust", RECEIVED | {"delta": "a few"}, 422, "Must be a whole number."),
        ("adjust", RECEIVED | {"reason": "other"}, 422, "needs a note"),
        ("adjust", RECEIVED | {"reason": ""}, 422, "Fill this in."),
        ("count", {"quantity": ""}, 422, "Fill this in."),
        ("count", {"quantity": "-1"}, 422, "ust be 0 or more"),
        (
            "move",
            {"from_location": "main", "to_location": "main", "quantity": "1", "reason": "relocated"},
            409,
            "same location",
        ),
        (
            "move",
            {"from_location": "main", "to_location": "north", "quantity": "101", "reason": "relocated"},
            409,
            "less than 0",
        ),
        (
            "move",
            {
                "from_location": "main",
                "to_location": "north",
                "quantity": "80",
                "reason": "relocated",
                "strict": "true",
            },
            409,
            "promised to orders",
        ),
    ):
        shown = preview(clerk, f"/stock/tea/{path}", **typed)
        assert (shown.status, told in shown.text) == (status, True), (path, typed, shown.text)
        fields = shown.form().fields
        assert {name: fields.get(name) for name, text in typed.items() if text} == {k: v for k, v in typed.items() if v}
    assert on_hand(engine) == {"main": 100, "north": 5}


@pytest.mark.parametrize("path", ["adjust", "count", "move"])
@pytest.mark.parametrize("step", ["", "preview", "apply", "edit", "other"])
def test_a_form_without_its_fields_is_due_again(clerk: Visitor, engine: Engine, path: str, step: str) -> None:
    shown = clerk.post(f"/stock/tea/{path}", {"csrf": clerk.csrf(), "step": step})

    assert shown.status == 422
    assert on_hand(engine) == {"main": 100, "north": 5}


def test_units_of_a_new_sku_are_booked_from_the_list(clerk: Visitor) -> None:
    assert "/stock/new%2Ftea/adjust" in clerk.get("/stock?q=new/tea").html

    shown = preview(clerk, "/stock/new%2Ftea/adjust", **RECEIVED)

    assert "new: the SKU was not known there" in shown.text
    assert "Done. main: 0 → 24 on hand." in clerk.send(shown, step="apply").text


def test_what_was_typed_can_be_changed_after_the_preview(clerk: Visitor) -> None:
    shown = preview(clerk, "/stock/tea/adjust", **RECEIVED, note="two boxes")

    again = clerk.send(shown, step="edit")

    assert "Look before it is done" not in again.text
    assert again.form().fields["delta"] == "24"
    assert "25" in clerk.send(again, delta="25", step="preview").form().fields["delta"]


def test_a_count_of_the_shelf_and_of_units_on_hand(clerk: Visitor, database: Database, engine: Engine) -> None:
    do(database, confirm("o/1"))  # 30 are sold: by these settings they are taken for gone
    form = clerk.get("/stock/tea/count?location=main")
    assert "By the books: 70." in form.text

    shown = clerk.send(form, quantity="68", of="on_hand", step="preview")
    assert "68 (-2)" in shown.text
    assert "30 units were paid for since" in shown.text
    assert "Done. main: 70 → 68 on hand." in clerk.send(shown, step="apply").text
    assert (last(engine).reason, on_hand(engine)["main"]) == ("cycle_count", 68)

    clerk.send(clerk.send(clerk.get("/stock/tea/count?location=north"), quantity="7", step="preview"), step="apply")
    assert on_hand(engine)["north"] == 7


def test_sold_units_to_ship_are_part_of_the_shelf_alone(clerk: Visitor, database: Database, engine: Engine) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE product_inventory SET quantity_to_ship = 6 WHERE location = 'main'"))

    shown = clerk.send(clerk.get("/stock/tea/count"), quantity="104", step="preview")
    assert shown.form().fields["expected_shelf"] == "106"
    clerk.send(shown, step="apply")

    assert on_hand(engine)["main"] == 98


def test_a_count_against_old_books_is_refused_and_shows_the_new_ones(
    clerk: Visitor, database: Database, engine: Engine
) -> None:
    shown = clerk.send(clerk.get("/stock/tea/count"), quantity="99", step="preview")
    do(database, moved("tea", -10, reference="meanwhile"))

    stale = clerk.send(shown, step="apply")

    assert stale.status == 409
    assert "90 of 'tea' lie at 'main' by the books, not 100 as expected" in stale.text
    assert stale.form("").fields["quantity"] == "99"
    assert stale.form("").fields["expected_shelf"] == "90"
    assert on_hand(engine)["main"] == 90


def test_promised_units_move_and_the_shortfall_is_told_before(clerk: Visitor, engine: Engine) -> None:
    typed = {"from_location": "main", "to_location": "damaged", "quantity": "80", "reason": "damaged"}
    shown = preview(clerk, "/stock/tea/move", **typed)
    assert "At main 10 units are promised to orders and missing then." in shown.text
    assert "new: the SKU was not known there" in shown.text

    done = clerk.send(shown, step="apply")

    assert "Done. main: 100 → 30 on hand and 10 promised units missing, damaged: 0 → 80 on hand." in done.text
    assert on_hand(engine) == {"main": 30, "north": 5, "damaged": 80}


def test_a_movement_is_taken_back_once(clerk: Visitor, engine: Engine) -> None:
    clerk.send(preview(clerk, "/stock/tea/adjust", **RECEIVED), step="apply")
    number = last(engine).id
    assert f"/movements/{number}/reverse" in clerk.get("/stock/tea/movements").html

    shown = preview(clerk, f"/movements/{number}/reverse", note="counted twice")
    assert "100 (-24)" in shown.text
    assert "Done. main: 124 → 100" in clerk.send(shown, step="apply").text
    again = clerk.get(f"/movements/{number}/reverse")

    assert on_hand(engine)["main"] == 100
    listed = clerk.get("/stock/tea/movements")
    assert f"/movements/{number}/reverse" not in listed.html
    assert "adjusted taken back; that one was received" in listed.text
    assert "was reversed before" in preview(clerk, f"/movements/{number}/reverse").text
    assert again.status == 200


def test_a_move_is_taken_back_with_both_ends(clerk: Visitor, engine: Engine) -> None:
    typed = {"from_location": "main", "to_location": "north", "quantity": "20", "reason": "relocated"}
    clerk.send(preview(clerk, "/stock/tea/move", **typed), step="apply")
    number = last(engine).id

    clerk.send(preview(clerk, f"/movements/{number}/reverse"), step="apply")

    assert on_hand(engine) == {"main": 100, "north": 5}


def test_movements_that_only_something_else_takes_back(clerk: Visitor, engine: Engine) -> None:
    with engine.begin() as connection:
        number = connection.execute(text("SELECT id FROM stock_movement WHERE kind = 'reserved'")).scalar_one()

    shown = clerk.get(f"/movements/{number}/reverse")

    assert "Release or cancel the order" in shown.text
    assert "o/1" not in shown.text
    assert clerk.get("/movements/999999/reverse").status == 404


@pytest.mark.parametrize("path", ["/stock/tea/adjust", "/stock/tea/count", "/stock/tea/move", "/movements/1/reverse"])
def test_somebody_who_only_reads_is_refused(reader: Visitor, path: str) -> None:
    assert reader.get(path).status == 403
    refused = reader.post(path, {"csrf": reader.csrf(), "delta": "1", "step": "apply"})
    assert (refused.status, "stock:adjust" in refused.text) == (403, True)


def test_a_token_for_one_place_changes_that_place_alone(signed_in: SignIn, engine: Engine) -> None:
    of_north = signed_in(
        Scope.STOCK_READ, Scope.STOCK_ADJUST, name="north", allowance=Allowance(locations=frozenset({"north"}))
    )
    refused = preview(of_north, "/stock/tea/adjust", **RECEIVED)
    assert (refused.status, "locations of the token" in refused.text) == (403, True)

    of_north.send(preview(of_north, "/stock/tea/adjust", **RECEIVED | {"location": "north"}), step="apply")

    assert on_hand(engine) == {"main": 100, "north": 29}


def test_a_token_for_one_place_reads_that_place_alone(signed_in: SignIn, engine: Engine) -> None:
    of_north = signed_in(
        Scope.STOCK_READ, Scope.STOCK_ADJUST, name="north", allowance=Allowance(locations=frozenset({"north"}))
    )

    for asked in (
        of_north.get("/stock/tea/count?location=main"),
        of_north.post("/stock/tea/count", {"csrf": of_north.csrf(), "location": "main", "step": "preview"}),
    ):
        assert (asked.status, "100" in asked.html) == (403, False)
    counted = of_north.get("/stock/tea/count")
    assert counted.form("").fields["location"] == "north"
    assert counted.form("").fields["expected_shelf"] == "5"
    assert of_north.get("/stock/tea/adjust").form().fields["location"] == "north"


def test_a_movement_beyond_the_token_is_taken_back_by_nobody_else(signed_in: SignIn, engine: Engine) -> None:
    of_north = signed_in(Scope.STOCK_ADJUST, name="north", allowance=Allowance(locations=frozenset({"north"})))
    of_web = signed_in(Scope.STOCK_ADJUST, name="web", allowance=Allowance(order_prefix="web-"))
    with engine.begin() as connection:
        query = "SELECT id FROM stock_movement WHERE location = 'main' ORDER BY sku DESC, id DESC"
        of_order, adjusted, *_ = connection.execute(text(query)).scalars()

    for visitor, number in ((of_north, of_order), (of_north, adjusted), (of_web, of_order)):
        path = f"/movements/{number}/reverse"
        for shown in (visitor.get(path), visitor.post(path, {"csrf": visitor.csrf(), "step": "other"})):
            assert shown.status == 404
            assert "/stock/tea" not in shown.html
            assert "o/1" not in shown.text
