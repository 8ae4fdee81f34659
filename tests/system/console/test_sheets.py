"""Sheets in a real browser: unusable ones, and an import that is broken off and gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.api.shop import put_on_shelf
from tests.console.gunicorn_process import ConsoleServer, console_server
from tests.system.console.conftest import SignIn
from tools.devstack.processes.children import kill_tree, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

ROWS = 5_000
UNUSABLE = {
    "no text": b"\xff\xfe\x00\x01" * 100,
    "empty": b"",
    "unknown columns": b"sku,location,<script>alert(1)</script>\ntea,main,1\n",
    "another separator": b"sku;location;counted\ntea;main;1\n",
    "a row too long": b"sku,location,counted\ntea,main,1,2,3\n",
    "no number": b"sku,location,counted\ntea,main,<b>many</b>\n",
}


@pytest.fixture
def clerk(signed_in: SignIn, database: Database) -> Person:
    put_on_shelf(database, {"tea": 100})
    return signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, path="/import")


def upload(clerk: Person, content: bytes, name: str = "sheet.csv") -> None:
    clerk.page.get_by_label("Sheet", exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name="Look what it would change").click()


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_sheet_is_told_and_changes_nothing(clerk: Person, engine: Engine, content: bytes) -> None:
    upload(clerk, content, name="<b>sheet</b>.csv")
    clerk.page.locator("#state [hx-get], [role=alert], h2").first.wait_for()
    clerk.page.wait_for_function("!document.querySelector('#state[hx-get]')")

    assert "1 would be rejected" in clerk.text or clerk.page.get_by_role("alert").count() == 1
    clerk.require_good_page()
    with engine.begin() as connection:
        assert connection.execute(text("SELECT quantity_on_hand FROM product_inventory")).scalar_one() == 100


def test_a_form_without_a_sheet_or_with_too_little_is_told(clerk: Person) -> None:
    clerk.page.locator("#sheet").evaluate("field => field.required = false")
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name="Look what it would change").click()

    assert "Choose a file." in clerk.text
    clerk.require_good_page()


@pytest.mark.parametrize("path", ["/import/none", "/import/none/rejected.csv"])
def test_a_sheet_that_is_gone_says_so(clerk: Person, path: str) -> None:
    assert clerk.go(path).status == 404
    clerk.require_good_page()


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Consoles that keep their sheets at one place, one after the other."""
    spool = tmp_path / "spool"
    spool.mkdir()
    return {"INVENTORY_AUTHENTICATION": "open", "TMPDIR": str(spool)}


@pytest.fixture
def first(database_url: str, tmp_path: Path, settings: dict[str, str]) -> Iterator[ConsoleServer]:
    with console_server(database_url, tmp_path, **settings) as running:
        yield running


def test_an_import_that_was_broken_off_is_gone_on_with(
    browser: Browser, first: ConsoleServer, database_url: str, tmp_path: Path, engine: Engine, settings: dict[str, str]
) -> None:
    from tests.system.console.browser import person

    sheet = "sku,location,delta\n" + "".join(f"sku-{number},main,2\n" for number in range(ROWS))
    with person(browser, first.url) as clerk:
        clerk.go("/import")
        clerk.page.get_by_label("Reason").select_option("received")
        clerk.page.get_by_label("Number of your paper").fill("PO-1")
        upload(clerk, sheet.encode())
        clerk.page.get_by_role("button", name="Import it").click()
        clerk.page.get_by_text("Importing").wait_for()
        clerk.require_good_page()
        assert wait_until(lambda: imported(engine) > 0, seconds=60)
        kill_tree(first.process.pid)
        path = clerk.page.url.removeprefix(first.url)
    done = imported(engine)
    assert 0 < done < ROWS

    with (
        console_server(database_url, tmp_path, **settings) as second,
        person(browser, second.url) as clerk,
    ):
        clerk.go(path)
        assert "The console ended while it worked on this." in clerk.text
        clerk.require_good_page()
        clerk.page.get_by_role("button", name="Go on").click()
        clerk.page.get_by_text(f"{done:,} had been imported before").wait_for()
        clerk.require_good_page()
    assert imported(engine) == ROWS


def imported(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(
            connection.execute(text("SELECT count(*) FROM product_inventory WHERE quantity_on_hand = 2")).scalar_one()
        )
