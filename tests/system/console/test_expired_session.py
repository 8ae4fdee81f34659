"""A session that ends while somebody fills a form in: what was typed is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.api.shop import open_location, put_on_shelf
from tests.console.orders import hold
from tests.system.console.conftest import MakeToken, SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

SKU = "<script>alert(1)</script>/a?b#c%2F"
NOTE = '"><script>alert(1)</script> {{ 7 * 7 }} \u202edrow إبريق'


@pytest.fixture
def clerk(signed_in: SignIn, database: Database) -> Person:
    put_on_shelf(database, {SKU: 5})
    return signed_in(*Scope)


def over(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE console_session SET expires_at = now() - interval '1 second'"))


def sign_in_there(clerk: Person, token: str) -> None:
    """Sign in on the page that has kept the form."""
    clerk.page.get_by_role("alert").wait_for()
    assert "Your session is over" in clerk.text
    clerk.require_good_page()
    clerk.page.get_by_label("Your token").fill(token)
    clerk.page.get_by_role("button", name="Sign in").click()


def on_hand(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT max(quantity_on_hand) FROM product_inventory")).scalar_one())


def test_an_adjustment_is_seen_again_and_made_once(clerk: Person, engine: Engine, make_token: MakeToken) -> None:
    clerk.go(f"/stock/{quote(SKU, safe='')}/adjust")
    clerk.page.get_by_label("Place").fill("main")
    clerk.page.get_by_label("Units").fill("3")
    clerk.page.get_by_label("Reason").select_option("found")
    clerk.page.get_by_label("Note").fill(NOTE)
    over(engine)
    clerk.page.get_by_role("button", name="Preview").click()
    sign_in_there(clerk, "invtok_" + "x" * 43)
    clerk.page.get_by_text("unknown, expired or revoked").wait_for()
    clerk.require_good_page()
    clerk.page.get_by_label("Your token").fill(make_token(*Scope, name="again"))
    clerk.page.get_by_role("button", name="Sign in").click()
    clerk.page.get_by_role("heading", name="You are signed in").wait_for()

    assert NOTE in clerk.text
    clerk.require_good_page()
    clerk.page.get_by_role("button", name="Send it now").click()
    clerk.page.get_by_text("8 (+3)").first.wait_for()
    assert on_hand(engine) == 5
    clerk.page.get_by_role("button", name="Do it").click()
    clerk.page.get_by_text("Done. main: 5 → 8 on hand.").wait_for()
    assert NOTE in clerk.text
    clerk.require_good_page()


def test_the_last_step_is_not_done_before_its_person_sends_it(
    clerk: Person, database: Database, engine: Engine, make_token: MakeToken
) -> None:
    hold(database, "o/1")
    clerk.go("/orders/o%2F1/confirm")
    clerk.page.get_by_label("Reason").fill(NOTE)
    over(engine)
    clerk.page.get_by_role("button", name="Take the order as paid").click()
    sign_in_there(clerk, make_token(*Scope, name="again"))
    clerk.page.get_by_role("heading", name="You are signed in").wait_for()
    assert NOTE in clerk.text
    with engine.begin() as connection:
        assert connection.execute(text("SELECT status FROM reservation")).scalar_one() == "pending"

    clerk.page.get_by_role("button", name="Send it now").click()
    clerk.page.get_by_text("The order is paid now.").wait_for()
    clerk.require_good_page()


def test_somebody_may_begin_anew_without_it(
    clerk: Person, database: Database, engine: Engine, make_token: MakeToken
) -> None:
    open_location(database, "north")
    clerk.go("/locations/north/set")
    clerk.page.get_by_label("Counts as").fill(NOTE)
    over(engine)
    clerk.page.get_by_role("button", name="Set it").click()
    sign_in_there(clerk, make_token(*Scope, name="again"))
    clerk.page.get_by_role("link", name="Begin anew, without it").click()

    clerk.page.get_by_role("heading", name="Change").wait_for()
    assert clerk.page.get_by_label("Counts as").input_value() == ""
    clerk.require_good_page()


def test_somebody_with_less_is_refused(clerk: Person, engine: Engine, make_token: MakeToken) -> None:
    clerk.go("/locations/new")
    clerk.page.get_by_label("Name").fill("shelf 7")
    over(engine)
    clerk.page.get_by_role("button", name="Make it").click()
    sign_in_there(clerk, make_token(Scope.STOCK_READ, name="reader"))
    clerk.page.get_by_role("button", name="Send it now").click()
    clerk.page.get_by_role("alert").wait_for()

    assert "stock:configure" in clerk.text
    clerk.require_good_page()


def test_a_sheet_is_asked_for_again(clerk: Person, engine: Engine, make_token: MakeToken) -> None:
    clerk.go("/import")
    clerk.page.get_by_label("Sheet", exact=True).set_input_files(
        {"name": "sheet.csv", "mimeType": "text/csv", "buffer": b"sku,location,counted\n"}
    )
    over(engine)
    clerk.page.get_by_role("button", name="Look what it would change").click()
    clerk.page.get_by_role("alert").wait_for()
    clerk.require_good_page()
    clerk.page.get_by_role("link", name="Sign in").click()
    clerk.page.get_by_label("Your token").fill(make_token(*Scope, name="again"))
    clerk.page.get_by_role("button", name="Sign in").click()

    clerk.page.get_by_role("heading", name="Import a sheet").wait_for()
