"""The overview in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine

from inventory.tokens import Scope
from tests.console.gunicorn_process import ConsoleServer, console_server
from tests.console.test_overview import announced, heard
from tests.system.console.conftest import SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def server(database_url: str, engine: Engine, tmp_path: Path) -> Iterator[ConsoleServer]:
    """A console that has a dead letter to tell of, and watches a process that is away."""
    now = datetime.now(UTC)
    heard(engine, 5, now, dead=1)
    announced(engine, ["StockReserved", "StockConfirmed"], now)
    with console_server(database_url, tmp_path, INVENTORY_CONSOLE_TARGETS="http://127.0.0.1:1/metrics") as running:
        yield running


@pytest.fixture
def operator(signed_in: SignIn) -> Person:
    arrived = signed_in(*Scope, name="operator")
    arrived.page.get_by_role("heading", name="Now").wait_for()
    arrived.page.locator("figcaption", has_text="Waiting").wait_for()
    return arrived


def test_the_overview_is_good(operator: Person) -> None:
    assert "act" in operator.text
    operator.require_good_page()


def test_a_red_figure_leads_to_the_runbook(operator: Person) -> None:
    operator.page.get_by_role("link", name="what to do about dead letters").click()
    operator.page.wait_for_url("**/runbook#inventorydeadletters")

    assert operator.page.locator(":target").inner_text() == "InventoryDeadLetters"
    operator.require_good_page()


def test_the_sentence_is_the_first_thing_and_a_red_figure_leads_to_its_list(operator: Person) -> None:
    assert (
        "2 things need you: dead letters, process 127.0.0.1."
        in operator.text.split("\n", 3)[1] + operator.text.split("\n", 3)[2]
    )
    operator.page.get_by_role("link", name="look at the message").click()

    operator.page.get_by_role("heading", name="Dead letters").wait_for()


def test_it_refreshes_itself(operator: Person, engine: Engine) -> None:
    heard(engine, 1, datetime.now(UTC), dead=1)

    operator.page.locator("li", has_text="Dead letters").get_by_text("2", exact=True).wait_for()
    operator.require_quiet()


def test_it_stands_still_if_asked_to(operator: Person) -> None:
    operator.page.get_by_role("link", name="Stop refreshing").click()
    operator.page.get_by_text("This page stands still.").wait_for()

    operator.page.get_by_role("heading", name="Now").wait_for()
    assert operator.page.locator("[hx-trigger*=every]").count() == 0
    operator.require_good_page()


def test_times_are_those_of_the_reader(operator: Person) -> None:
    shown = operator.page.locator("h2 time")

    assert shown.get_attribute("title", timeout=5_000)
    assert str(shown.get_attribute("title")).endswith(" UTC")
    # Chromium has another spelling of it.
    assert "Asia/Kat" in operator.page.locator("footer").inner_text()


def test_a_session_that_ends_meanwhile_leads_to_the_sign_in(operator: Person, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM console_session")

    operator.page.wait_for_url(lambda url: urlsplit(url).path == "/sign-in")
    operator.require_quiet()
