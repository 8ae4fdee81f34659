"""PostgreSQL goes away and comes back while somebody works in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.api.shop import put_on_shelf
from tests.system.console.conftest import MakeToken, SignIn
from tools.devstack.servers.postgresql import PostgreSQL

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)


@contextmanager
def away(postgresql: PostgreSQL) -> Iterator[None]:
    """PostgreSQL is stopped in the block, and there again behind it."""
    postgresql.stop()
    try:
        yield
    finally:
        postgresql.restart()


def on_hand(engine: Engine) -> int:
    engine.dispose()
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT quantity_on_hand FROM product_inventory")).scalar_one())


def test_a_form_that_was_sent_meanwhile_is_sent_again(
    signed_in: SignIn, database: Database, engine: Engine, postgresql: PostgreSQL
) -> None:
    put_on_shelf(database, {"tea": 5})
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, path="/stock/tea/adjust?location=main")
    clerk.page.get_by_label("Units").fill("3")
    clerk.page.get_by_label("Reason").select_option("found")
    clerk.page.get_by_role("button", name="Preview").click()
    clerk.page.get_by_text("8 (+3)").first.wait_for()
    with away(postgresql):
        clerk.page.get_by_role("button", name="Do it").click()
        again = clerk.page.get_by_role("button", name="Send the same form again")
        again.wait_for()
        assert "Nothing was changed" in clerk.text
        clerk.require_good_page()
        with clerk.page.expect_navigation():
            again.click()
        clerk.require_good_page()
    clerk.page.get_by_role("button", name="Send the same form again").click()

    clerk.page.get_by_text("Done. main: 5 → 8 on hand.").wait_for()
    assert on_hand(engine) == 8
    clerk.require_good_page()


PAGES = ["/", "/stock", "/orders", "/events", "/search?q=tea", "/import", "/sign-in", "/runbook"]


def test_each_page_says_so_and_is_there_again(signed_in: SignIn, postgresql: PostgreSQL) -> None:
    clerk = signed_in(*Scope, path="/runbook")
    with away(postgresql):
        for path in PAGES:
            assert clerk.go(path).status == 503, path
            clerk.require_good_page()
        clerk.go("/stock")
        assert "The database can't be reached now" in clerk.text
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name="Try again").click()

    clerk.page.get_by_role("heading", level=1, name="Stock").wait_for()


def test_a_token_is_asked_for_again(somebody: Person, make_token: MakeToken, postgresql: PostgreSQL) -> None:
    secret = make_token(Scope.STOCK_READ)
    somebody.go("/sign-in?next=/stock")
    with away(postgresql):
        somebody.page.get_by_label("Your token").fill(secret)
        somebody.page.get_by_role("button", name="Sign in").click()
        somebody.page.get_by_role("alert").wait_for()
        assert secret not in somebody.page.content()
        somebody.require_good_page()
    somebody.sign_in(secret, "/stock")

    somebody.page.get_by_role("heading", level=1, name="Stock").wait_for()
