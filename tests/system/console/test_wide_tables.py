"""Tables with many columns: whole on the screen of a desk, moved with a finger on a telephone."""

from __future__ import annotations

import pytest

from inventory.database.transactions import Database
from inventory.domain.locations import LocationSettings
from inventory.tokens import Scope
from tests.api.shop import open_location, put_on_shelf
from tests.system.console.conftest import SignIn

pytestmark = pytest.mark.timeout(300)
DESK = 1_100


def test_the_places_of_a_sku_fit_the_screen_of_a_desk(signed_in: SignIn, database: Database) -> None:
    open_location(database, "returns-to-look-at", LocationSettings(sells=False))
    for location in ("main", "returns-to-look-at"):
        put_on_shelf(database, {"tea": 12_345_678}, location=location)
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, path="/stock/tea")

    clerk.page.set_viewport_size({"width": DESK, "height": 740})
    table = clerk.page.get_by_role("region", name="By place")
    whole, seen = table.evaluate("element => [element.scrollWidth, element.clientWidth]")

    assert whole <= seen <= DESK
    clerk.require_fits()
    clerk.require_good_page()
