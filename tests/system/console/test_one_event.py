"""One event and one movement in a real browser: read, given up, taken back, and not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.console.orders import act, hear, hold
from tests.inventory.making import moved
from tests.inventory.post import payment
from tests.system.console.conftest import SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

NAME = "<script>alert(1)</script>\u202e"


@pytest.fixture
def operator(signed_in: SignIn, database: Database) -> Person:
    """An operator before one pending event."""
    hear(database, [payment(NAME, NAME)])
    return signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, Scope.OPS, path="/events/pending")


def begin_giving_up(operator: Person) -> None:
    operator.page.get_by_role("cell").get_by_role("link").first.click()
    operator.page.get_by_role("link", name="Give it up").wait_for()
    operator.require_good_page()
    operator.page.get_by_role("link", name="Give it up").click()
    operator.page.get_by_label("Reason").fill("of a test")


def test_a_pending_event_is_given_up_from_its_page(operator: Person) -> None:
    begin_giving_up(operator)
    operator.require_good_page()
    other = operator.another_tab()
    other.go(operator.page.url.removeprefix(operator.url))
    other.page.get_by_label("Reason").fill("of another tab")
    operator.page.get_by_role("button", name="Give up").click()
    operator.page.get_by_text("1 event is given up.").wait_for()

    assert "dead letter" in operator.text
    assert NAME in operator.text
    operator.require_good_page()
    other.page.get_by_role("button", name="Give up").click()
    other.page.get_by_text("The event is not given up. Nothing was changed.").wait_for()
    assert "not pending any more" in other.text
    other.require_good_page()


def test_an_event_that_is_done_meanwhile_is_told(operator: Person, engine: Engine) -> None:
    begin_giving_up(operator)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM inbox_pending"))
    operator.page.get_by_role("button", name="Give up").click()
    operator.page.get_by_text("The event is not given up. Nothing was changed.").wait_for()

    operator.require_good_page()


def test_a_reason_is_asked_for(operator: Person) -> None:
    begin_giving_up(operator)
    operator.page.get_by_label("Reason").fill(" ")
    with operator.page.expect_navigation():
        operator.page.get_by_role("button", name="Give up").click()

    assert "Fill this in." in operator.text
    operator.require_good_page()


@pytest.mark.parametrize(
    "path", ["/events/99", "/events/give-up", "/events/group?reason=none&source=none", "/movements/99"]
)
def test_what_is_not_there_says_so(operator: Person, path: str) -> None:
    assert operator.go(path).status in {200, 404}
    operator.require_good_page()


def test_a_movement_is_read_and_taken_back(operator: Person, database: Database, engine: Engine) -> None:
    hold(database, "o1", NAME)
    act(database, moved(NAME, 5, reference="<script>alert(2)</script>"))
    with engine.begin() as connection:
        numbers = connection.execute(text("SELECT id FROM stock_movement ORDER BY id")).scalars().all()
        connection.execute(text("UPDATE stock_movement SET note = :note"), {"note": NAME * 100})
    for number in numbers:
        assert operator.go(f"/movements/{number}").status == 200
        assert NAME in operator.text
        operator.require_good_page()

    operator.go(f"/movements/{numbers[-1]}/reverse")
    for button in ("Preview", "Do it"):
        with operator.page.expect_navigation():
            operator.page.get_by_role("button", name=button).click()
        operator.require_good_page()
    operator.go(f"/movements/{numbers[-1]}")
    operator.page.get_by_role("link", name="movement").first.click()
    operator.page.get_by_text("It took back").wait_for()
    operator.require_good_page()

    operator.go(f"/movements/{numbers[-1]}/reverse")
    with operator.page.expect_navigation():
        operator.page.get_by_role("button", name="Preview").click()
    assert operator.page.get_by_role("alert").count() == 1
    operator.require_good_page()
