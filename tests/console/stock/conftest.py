"""A small warehouse, and people who work there."""

from __future__ import annotations

import pytest

from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.hold_times import HoldTimes
from inventory.tokens import Scope
from inventory.write_path.apply import apply
from tests.api.shop import open_location, put_on_shelf
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.inventory.making import reserve

HOSTILE = "<script>alert(1)</script>/../%2F\u05d0\u05d1 &amp;"


@pytest.fixture(autouse=True)
def _warehouse(database: Database) -> None:
    """100 of tea at main and 5 at north, of which 30 and none are held. 3 of a hostile SKU."""
    put_on_shelf(database, {"tea": 100, HOSTILE: 3})
    put_on_shelf(database, {"tea": 5}, location="north")
    open_location(database, "damaged", LocationSettings(sells=False))
    do(database, reserve("o/1", ("tea", 30)))


@pytest.fixture
def clerk(signed_in: SignIn) -> Visitor:
    return signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)


@pytest.fixture
def planner(signed_in: SignIn) -> Visitor:
    return signed_in(Scope.STOCK_READ, Scope.STOCK_CONFIGURE, name="planner")


@pytest.fixture
def reader(signed_in: SignIn) -> Visitor:
    return signed_in(Scope.STOCK_READ, name="reader")


def do(database: Database, *commands: Command) -> None:
    with database.transaction() as session:
        outcomes = apply(session, commands, now=now(session), holds=HoldTimes())
    assert [one.error for one in outcomes] == [None] * len(commands)
