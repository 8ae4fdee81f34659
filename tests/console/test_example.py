"""The example page, as a pattern of tests of others."""

from __future__ import annotations

from sqlalchemy import Engine, text

from inventory.database.transactions import Database, now
from inventory.domain.causes import Cause
from inventory.domain.commands import StateSupply
from inventory.domain.orders.hold_times import HoldTimes
from inventory.tokens import Scope
from inventory.write_path.apply import apply
from tests.console.conftest import SignIn


def supply(database: Database, sku: str, quantity: int) -> None:
    with database.transaction() as session:
        moment = now(session)
        apply(session, [StateSupply(sku, sku, quantity, moment, Cause("test"))], now=moment, holds=HoldTimes())


def test_found_units_are_added_by_the_person_who_is_signed_in(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    supply(database, "a/b", 5)
    clerk = signed_in(Scope.STOCK_ADJUST, Scope.STOCK_READ)

    shown = clerk.send(clerk.get("/example/a%2Fb"), quantity="1 000", note="behind the door", step="apply")

    assert shown.status == 200
    assert "1000 units of a/b were added." in shown.text
    with engine.begin() as connection:
        last = connection.execute(
            text("SELECT actor, note, on_hand_delta FROM stock_movement ORDER BY id DESC LIMIT 1")
        )
        assert last.one() == ("token:clerk", "behind the door", 1000)


def test_a_wrong_number_comes_back_with_a_sentence(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_ADJUST, Scope.STOCK_READ)

    shown = clerk.send(clerk.get("/example/mug"), quantity="some", step="apply")

    assert shown.status == 422
    assert "Must be a whole number." in shown.text
    assert shown.form().fields["quantity"] == "some"


def test_a_refusal_is_told_in_its_own_words(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_ADJUST, Scope.STOCK_READ)

    shown = clerk.send(clerk.get("/example/mug"), quantity="2", step="apply")

    assert shown.status == 422
    assert "Check the name" in shown.text


def test_the_same_form_twice_changes_once(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    clerk = signed_in(Scope.STOCK_ADJUST, Scope.STOCK_READ)
    form = clerk.get("/example/mug")

    clerk.send(form, quantity="3", step="apply")
    clerk.send(form, quantity="3", step="apply")

    with engine.begin() as connection:
        assert connection.execute(text("SELECT quantity_on_hand FROM product_inventory")).scalar_one() == 8


def test_somebody_who_only_reads_is_told_the_missing_scope(signed_in: SignIn) -> None:
    shown = signed_in(Scope.STOCK_READ).get("/example/mug")

    assert shown.status == 403
    assert "stock:adjust" in shown.text
