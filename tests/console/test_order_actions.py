"""Actions on an order: looked at before, done once, refused in the service's own words."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.domain.commands import Cancel, Confirm, Release
from inventory.tokens import Scope
from tests.console.conftest import SignIn
from tests.console.orders import SHOP, act, hold

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
BOOKS = text(
    "SELECT kind, on_hand_delta, reserved_delta, reason, reference, actor FROM stock_movement"
    " WHERE actor LIKE 'token:%' ORDER BY id"
)


def books(engine: Engine) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.execute(BOOKS)]


def status(engine: Engine, order_id: str = "o1") -> str:
    with engine.begin() as connection:
        query = text("SELECT status FROM reservation WHERE order_id = :order_id")
        return str(connection.execute(query, {"order_id": order_id}).scalar_one())


def version(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT version FROM reservation")).scalar_one())


DONE = {
    "confirm": ("The order is paid now.", ("confirmed", -2, -2, None, "by hand", "token:clerk")),
    "release": ("The units are free again.", ("released", 0, -2, "by hand", None, "token:clerk")),
    "cancel": ("The order is cancelled.", ("released", 0, -2, "by hand", None, "token:clerk")),
}


@pytest.mark.parametrize("action", DONE)
def test_an_action_does_what_its_page_told(signed_in: SignIn, database: Database, engine: Engine, action: str) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    told, (kind, on_hand, reserved, reason, reference, actor) = DONE[action]

    asked = clerk.get(f"/orders/o1/{action}")
    assert "2 units of \u2068tea\u2069 at \u2068main\u2069" in asked.text
    again = clerk.send(asked, f"/orders/o1/{action}", reason="by hand", step="preview")
    assert books(engine) == []
    shown = clerk.send(again, f"/orders/o1/{action}", step="apply")

    assert (shown.status, shown.path) == (200, "/orders/o1")
    assert told in shown.text
    ((*deltas, why, kept, who),) = books(engine)
    assert (deltas, why, who) == ([kind, on_hand, reserved], reason, actor)
    assert reference is None or kept == reference


def test_units_that_are_sold_go_back_on_the_shelf_or_stay_off_it(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    hold(database, "o1")
    act(database, Confirm("o1", SHOP))
    clerk = signed_in(*SUPPORT)

    asked = clerk.get("/orders/o1/cancel")
    assert "will go on the shelf" in asked.text
    again = clerk.send(asked, "/orders/o1/cancel", reason="lost", restock="no", step="preview")
    assert "No units will move." in again.text
    assert status(engine) == "confirmed"
    assert again.form("/orders/o1/cancel").fields["reason"] == "lost"
    clerk.send(again, "/orders/o1/cancel", step="apply")

    assert (status(engine), books(engine)) == ("released", [])


@pytest.mark.parametrize(
    ("action", "typed"),
    [("cancel", {"restock": "no", "reason": "lost"}), ("extend", {"minutes": "1500", "reason": "a bank"})],
)
def test_another_choice_than_the_one_looked_at_is_shown_before_it_is_made(
    signed_in: SignIn, database: Database, engine: Engine, action: str, typed: dict[str, str]
) -> None:
    hold(database, "o1")
    if action == "cancel":
        act(database, Confirm("o1", SHOP))
    clerk = signed_in(*SUPPORT)
    before = version(engine)

    shown = clerk.send(clerk.get(f"/orders/o1/{action}"), f"/orders/o1/{action}", **typed, step="apply")

    assert (shown.status, version(engine)) == (409, before)
    assert "The choice has changed since the page looked ahead. Nothing was done." in shown.text
    fields = shown.form(f"/orders/o1/{action}").fields
    assert {name: fields[name] for name in typed} == typed
    assert clerk.send(shown, f"/orders/o1/{action}", step="apply").path == "/orders/o1"
    assert version(engine) == before + 1


def test_a_hold_is_kept_for_longer(signed_in: SignIn, database: Database, engine: Engine) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)

    looked = clerk.send(
        clerk.get("/orders/o1/extend"), "/orders/o1/extend", minutes="40", reason="the bank's day", step="preview"
    )
    shown = clerk.send(looked, "/orders/o1/extend", step="apply")

    assert "The hold is longer now." in shown.text
    with engine.begin() as connection:
        left = text("SELECT extract(epoch FROM expires_at - now()) FROM reservation")
        assert 2_300 < connection.execute(left).scalar_one() <= 2_400
    assert "the bank's day" in clerk.get("/orders/o1").text


def test_a_reason_is_asked_for(signed_in: SignIn, database: Database, engine: Engine) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)

    shown = clerk.send(clerk.get("/orders/o1/cancel"), "/orders/o1/cancel", reason=" ", step="apply")

    assert (shown.status, status(engine)) == (422, "pending")
    assert "Fill this in." in shown.text


def test_a_refusal_is_foretold_and_told_in_the_words_of_the_service(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    asked = clerk.get("/orders/o1/release")
    act(database, Confirm("o1", SHOP))

    shown = clerk.send(asked, "/orders/o1/release", reason="no", step="apply")

    assert (shown.status, status(engine)) == (409, "confirmed")
    assert "As the order is now, this would be refused" in shown.text
    assert shown.form("/orders/o1/release").fields["reason"] == "no"


def test_the_same_form_twice_acts_once(signed_in: SignIn, database: Database, engine: Engine) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    asked = clerk.get("/orders/o1/confirm")

    pages = [clerk.send(asked, "/orders/o1/confirm", reason="paid", step="apply") for _ in range(2)]

    assert [one.path for one in pages] == ["/orders/o1"] * 2
    assert len(books(engine)) == 1


def test_a_form_that_is_sent_again_late_does_not_act_on_a_later_hold(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    asked = clerk.get("/orders/o1/release")
    clerk.send(asked, "/orders/o1/release", reason="no", step="apply")
    hold(database, "o1")

    clerk.send(asked, "/orders/o1/release", reason="no", step="apply")

    assert status(engine) == "pending"


def test_an_order_that_changed_meanwhile_is_told_and_left_alone(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    first, second = clerk.get("/orders/o1/confirm"), clerk.get("/orders/o1/cancel")
    clerk.send(first, "/orders/o1/confirm", reason="paid", step="apply")

    shown = clerk.send(second, "/orders/o1/cancel", reason="never paid", step="apply")

    assert (shown.status, status(engine), len(books(engine))) == (409, "confirmed", 1)
    assert "has changed since the page looked ahead" in shown.text
    assert "2 units of \u2068tea\u2069 at \u2068main\u2069 will go on the shelf" in shown.text
    shown = clerk.send(shown, "/orders/o1/cancel", step="apply")
    assert (shown.status, status(engine)) == (200, "released")


def test_what_was_done_by_others_meanwhile_is_no_change(signed_in: SignIn, database: Database, engine: Engine) -> None:
    hold(database, "o1")
    clerk = signed_in(*SUPPORT)
    asked = clerk.get("/orders/o1/cancel")
    act(database, Cancel("o1", "by the shop", SHOP))

    shown = clerk.send(asked, "/orders/o1/cancel", reason="no", step="apply")

    assert "The order was cancelled before." in shown.text


def test_a_cancelled_order_has_no_buttons(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    act(database, Cancel("o1", "no", SHOP))

    shown = signed_in(*SUPPORT).get("/orders/o1")

    assert "/orders/o1/" not in shown.html


def test_a_released_order_may_be_paid_or_cancelled(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    act(database, Release("o1", "no", SHOP))

    html = signed_in(*SUPPORT).get("/orders/o1").html

    assert [f"/orders/o1/{action}" in html for action in ("confirm", "cancel", "extend")] == [True, True, False]


@pytest.mark.parametrize("action", ["confirm", "release", "cancel", "extend"])
def test_who_only_reads_sees_no_button_and_is_refused(signed_in: SignIn, database: Database, action: str) -> None:
    hold(database, "o1")
    reader = signed_in(Scope.STOCK_READ)

    assert f"/orders/o1/{action}" not in reader.get("/orders/o1").html
    assert reader.get(f"/orders/o1/{action}").status == 403
    fields = {"csrf": reader.csrf(), "reason": "no", "seen": "1", "minutes": "5", "step": "apply"}
    shown = reader.post(f"/orders/o1/{action}", fields)
    assert (shown.status, "stock:reserve" in shown.text) == (403, True)


def test_an_unknown_order_has_no_actions(signed_in: SignIn) -> None:
    assert signed_in(*SUPPORT).get("/orders/o9/cancel").status == 404
