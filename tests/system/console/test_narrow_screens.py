"""Tables on a telephone: rows are cards, no word is cut off or broken, no comma stands apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.transactions import Database, now
from inventory.domain.locations import LocationSettings
from inventory.inbox.decoded import Origin
from inventory.partitions import set_aside
from inventory.partitions.set_aside import Overrun
from inventory.partitions.skipped_types import Skips, count
from inventory.tokens import Scope
from tests.api.shop import open_location, put_on_shelf
from tests.console.gunicorn_process import ConsoleServer, console_server
from tests.console.orders import hear, hold
from tests.console.test_overview import announced
from tests.inventory.post import garbage, payment
from tests.system.console.conftest import SignIn

pytestmark = pytest.mark.timeout(300)

TELEPHONES = (360, 390)
PAGES = (
    "/",
    "/stock",
    "/stock/mug-blue",
    "/stock/mug-blue/movements",
    "/stock/mug-blue/holds",
    "/locations",
    "/orders",
    "/orders/W-1007",
    "/events",
    "/events/group?reason=malformed_json&source=payments",
    "/events/pending",
    "/events/paused",
    "/events/skipped",
    "/search?q=mug",
)


@pytest.fixture
def server(database_url: str, engine: Engine, tmp_path: Path) -> ConsoleServer:  # type: ignore[misc]
    """A console that watches a process that is away."""
    announced(engine, ["StockReserved", "StockConfirmed"], datetime.now(UTC))
    with console_server(database_url, tmp_path, INVENTORY_CONSOLE_TARGETS="http://127.0.0.1:1/metrics") as running:
        yield running


def fill(database: Database) -> None:
    """Rows for each table, with names and numbers as shops have them."""
    open_location(database, "returns-to-look-at", LocationSettings(sells=False))
    for location in ("berlin", "lyon", "returns-to-look-at"):
        put_on_shelf(database, {"mug-blue": 12_345_678, "mug-green-large": 7}, location=location)
    hold(database, "W-1007", "mug-blue")
    hear(database, [garbage(1), replace(garbage(2), source="/shop/checkout"), payment("e1", "W-1008")])
    with database.transaction() as session:
        overrun = Overrun(Origin("orders", 1, 1_234_567), "/shop/checkout", 100, 200, "invalid_data")
        set_aside.begin(session, overrun, [], [], now=now(session))
        count(session, [Skips("orders", 0, "OrderRefunded", 1_200)], now=now(session))


def test_no_word_is_cut_off_or_broken_on_a_telephone(signed_in: SignIn, database: Database) -> None:
    fill(database)
    owner = signed_in(*Scope, name="owner")

    for path in PAGES:
        owner.go(path)
        owner.page.wait_for_load_state("networkidle")
        for width in TELEPHONES:
            owner.require_fits(width)
            owner.require_whole_words(width)
        owner.page.set_viewport_size({"width": TELEPHONES[0], "height": 740})
        owner.require_accessible()


def test_a_row_is_a_card_whose_cells_tell_their_column(signed_in: SignIn, database: Database) -> None:
    fill(database)
    owner = signed_in(*Scope, name="owner", path="/events/group?reason=malformed_json&source=payments")
    owner.page.set_viewport_size({"width": TELEPHONES[0], "height": 740})
    why = owner.page.get_by_role("row").nth(1).get_by_role("cell").last

    assert why.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Why"'
    assert why.evaluate("cell => cell.closest('tr').offsetHeight") < 200
    assert owner.page.get_by_role("row").first.locator("th").first.evaluate("cell => cell.offsetHeight") > 0
