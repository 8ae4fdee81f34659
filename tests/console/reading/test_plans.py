"""In a shop with a million rows in each table no page of the console reads a whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from console.reading import history as history_reads
from console.reading.history import history
from console.reading.holders import holders
from console.reading.levels import listed
from console.reading.moments import first_from
from inventory.database.transactions import Database
from inventory.domain.allowance import UNLIMITED
from inventory.domain.stock.levels import StockLevel
from inventory.reading import queries
from inventory.reading.movements import MovementFilter, movements
from inventory.reading.stock_lists import StockFilter
from tests.inventory.making import NOON
from tests.inventory.plans import fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL

SKU = "sku-77"


def _looked_back(session: Session) -> None:
    rows = queries.stock(session, [SKU])[SKU]
    history(session, SKU, rows, since=NOON - timedelta(days=30), until=datetime.now(tz=NOON.tzinfo))


READS: dict[str, Callable[[Session], object]] = {
    "history": _looked_back,
    "moment": lambda session: first_from(session, SKU, NOON),
    "low": lambda session: listed(session, StockFilter(level=StockLevel.LOW), after="sku-4", limit=50),
    "low at a place": lambda session: listed(
        session, StockFilter(level=StockLevel.LOW, location="main", prefix="sku-3"), after=None, limit=50
    ),
    "at a place": lambda session: listed(session, StockFilter(location="main"), after="sku-4", limit=50),
    "in stock": lambda session: listed(session, StockFilter(level=StockLevel.IN_STOCK), after="sku-4", limit=50),
    "short": lambda session: listed(session, StockFilter(level=StockLevel.SHORT), after=None, limit=50),
    "beginning": lambda session: listed(session, StockFilter(prefix="sku-7"), after="sku-71", limit=50),
    "product": lambda session: listed(session, StockFilter(product_id=SKU, prefix="sku"), after=None, limit=50),
    "holders": lambda session: holders(session, SKU, UNLIMITED, after=None, limit=20),
    "movements": lambda session: movements(
        session, SKU, where=MovementFilter(actor="token:clerk", since=NOON), before=None, limit=50
    ),
}


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "console_million", fill) as database:
        yield database


@pytest.mark.parametrize("name", READS)
def test_pages_use_an_index_at_a_million_rows(million: Database, name: str) -> None:
    with Session(million.engine) as session, recording(session, explain=True) as recorder:
        READS[name](session)

    assert recorder.statements
    assert recorder.whole == []


def test_a_sampled_history_uses_the_index_of_the_movements(million: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_reads, "READ_WHOLE", 0)
    with Session(million.engine) as session, recording(session, explain=True) as recorder:
        session.connection().exec_driver_sql("UPDATE stock_movement SET occurred_at = now() WHERE sku = 'sku-77'")
        _looked_back(session)
        session.rollback()

    assert any("RECURSIVE" in one for one in recorder.statements)
    assert recorder.whole == []
