"""Places in a real browser: made, refused, made twice in two tabs, with hostile names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.api.shop import open_location
from tests.system.console.conftest import SignIn
from tests.system.console.hostile import HOSTILE

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

UNSEEN = "\u202e"
"""It turns a text around, and no new name may have it."""


@pytest.fixture
def planner(signed_in: SignIn, database: Database) -> Person:
    open_location(database, "main")
    return signed_in(Scope.STOCK_READ, Scope.STOCK_CONFIGURE, name="planner", path="/locations")


def make(planner: Person, name: str, **typed: str) -> None:
    """Fill in the form of a new place and send it."""
    planner.page.get_by_label("Name").fill(name)
    for label, value in typed.items():
        planner.page.get_by_label(label.replace("_", " ")).fill(value)
    with planner.page.expect_navigation():
        planner.page.get_by_role("button", name="Make it").click()


def places(engine: Engine) -> dict[str, int]:
    with engine.begin() as connection:
        return dict(map(tuple, connection.execute(text("SELECT name, priority FROM location"))))


@pytest.mark.parametrize("name", [name for name in HOSTILE if not name.startswith(UNSEEN)])
def test_a_place_is_made_and_changed_whatever_its_name(planner: Person, engine: Engine, name: str) -> None:
    planner.page.get_by_role("link", name="Make a place").click()
    make(planner, name, Priority="3", Counts_as=name, Part_of="main")
    assert "was made." in planner.text
    assert places(engine)[name] == 3
    planner.require_good_page()

    planner.go(f"/locations/{quote(name, safe='')}/set")
    planner.require_good_page()
    planner.page.get_by_label("Priority").fill("4")
    planner.page.get_by_role("button", name="Set it").click()
    planner.page.get_by_text("was changed.").wait_for()
    planner.page.get_by_role("cell").get_by_role("link", name=name, exact=True).first.click()
    planner.page.get_by_role("heading", level=1, name="Stock").wait_for()
    planner.require_good_page()


def test_a_place_that_is_refused_keeps_the_input(planner: Person, engine: Engine) -> None:
    planner.go("/locations/new")
    make(planner, "shelf 7", Priority="first", Returns_go_to="mian")
    assert "Must be a whole number." in planner.text
    planner.require_good_page()

    make(planner, f"shelf {UNSEEN}7", Priority="7")
    assert "which can't be seen" in planner.page.get_by_role("alert").inner_text()
    planner.require_good_page()
    make(planner, "shelf 7", Priority="7", Returns_go_to="mian")
    assert "mian" in planner.page.get_by_role("alert").inner_text()
    assert planner.page.get_by_label("Name").input_value() == "shelf 7"
    planner.require_good_page()
    make(planner, "shelf 7", Priority="7", Returns_go_to="main")
    assert places(engine) == {"main": 100, "shelf 7": 7}


def test_two_tabs_make_one_place_and_the_later_is_told(planner: Person, engine: Engine) -> None:
    other = planner.another_tab()
    for tab in (planner, other):
        tab.go("/locations/new")
    make(planner, "shelf 7", Priority="1")
    make(other, "shelf 7", Priority="2")

    assert "Somebody has set it meanwhile" in other.text
    assert places(engine)["shelf 7"] == 1
    other.require_good_page()


def test_a_place_that_nobody_knows(planner: Person) -> None:
    assert planner.go("/locations/mian/set").status == 404
    assert "main" in planner.text
    planner.require_good_page()
    assert planner.go("/stock?place=mian").status == 422
    planner.require_good_page()
