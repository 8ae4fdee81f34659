"""In a shop with a million rows in each table no query of the console reads a whole one.

`READS` has each query of `console.reading`. `tests/console/test_plans_of_pages.py` has the other
queries of pages.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from types import FunctionType

import pytest
from sqlalchemy.orm import Session

import console.reading
from console.reading import dead_letters, levels, minutes, pending_events
from console.reading import history as history_reads
from console.reading.came_of import came_of
from console.reading.history import history
from console.reading.holders import holders
from console.reading.moments import first_from
from console.reading.one_movement import movement
from console.reading.papers import booked, booked_alike
from console.reading.search import near, search
from inventory.database.transactions import Database, now
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.domain.stock.levels import StockLevel
from inventory.inbox.queries import State, event
from inventory.reading import queries
from inventory.reading.stock_lists import StockFilter
from inventory.tokens import Scope
from tests.inventory.making import NOON
from tests.inventory.plans import fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL

SKU = "sku-77"
Read = Callable[[Session], object]


def _looked_back(session: Session) -> None:
    rows = queries.stock(session, [SKU])[SKU]
    history(session, SKU, rows, since=NOON - timedelta(days=30), until=datetime.now(tz=NOON.tzinfo))


def _listed(where: StockFilter, after: str | None = None) -> Read:
    return lambda session: levels.listed(session, where, after=after, limit=50)


def _found(asked: str, limits: Allowance = UNLIMITED) -> Read:
    return lambda session: search(session, asked, now=NOON, allowance=limits, scopes=list(Scope))


def _pending(*, waiting: bool = False, after: int | None = None) -> Read:
    return lambda session: pending_events.pending(session, waiting=waiting, after=after, limit=50)


def _letters(before: int | None = None) -> Read:
    return lambda session: dead_letters.letters(session, reason="garbage", source="shop", before=before, limit=50)


def _came_of(session: Session) -> None:
    found = event(session, 7)
    assert found is not None
    came_of(session, replace(found[0], state=State.DONE, type="OrderCreated", key="order-7"))


READS: dict[Callable[..., object], dict[str, Read]] = {
    history: {"a month": _looked_back},
    first_from: {"a moment": lambda session: first_from(session, SKU, NOON)},
    levels.listed: {
        "low": _listed(StockFilter(level=StockLevel.LOW), after="sku-4"),
        "low at a place": _listed(StockFilter(level=StockLevel.LOW, location="main", prefix="sku-3")),
        "at a place": _listed(StockFilter(location="main"), after="sku-4"),
        "in stock": _listed(StockFilter(level=StockLevel.IN_STOCK), after="sku-4"),
        "short": _listed(StockFilter(level=StockLevel.SHORT)),
        "by their beginning": _listed(StockFilter(prefix="sku-7"), after="sku-71"),
        "of a product": _listed(StockFilter(product_id=SKU, prefix="sku")),
        "of a token for one place": _listed(StockFilter(reach=frozenset({"main"})), after="sku-4"),
    },
    holders: {
        "all": lambda session: holders(session, SKU, UNLIMITED, after=None, limit=20),
        "later ones": lambda session: holders(session, SKU, UNLIMITED, after=(NOON, "order-7"), limit=20),
    },
    movement: {"one": lambda session: movement(session, 77, UNLIMITED)},
    minutes.minute: {"one": lambda session: minutes.minute(session, NOON)},
    minutes.first_since: {"of a minute": lambda session: minutes.first_since(session, minutes.FIRST_HEARD, NOON)},
    search: {
        "a SKU": _found("sku-7"),
        "an order": _found("order-7"),
        "an event": _found("event-7"),
        "a number": _found("7"),
        "nothing": _found("nothing at all"),
        "within limits": _found("order-7", Allowance("order-", frozenset({"main"}))),
    },
    booked: {
        "a delivery": lambda session: booked(session, SKU, "main", "r", is_move=False),
        "a move": lambda session: booked(session, SKU, "main", "r", is_move=True),
    },
    booked_alike: {"in other letters": lambda session: booked_alike(session, SKU, "main", "R")},
    came_of: {"an event": _came_of},
    near: {"a name": lambda session: list(near(session, "sku-x", UNLIMITED))},
    dead_letters.groups: {"all": dead_letters.groups},
    dead_letters.letters: {"the newest": _letters(), "later ones": _letters(before=5_002_000)},
    dead_letters.of_group: {
        "all": lambda session: dead_letters.of_group(session, reason="garbage", source="shop", limit=50)
    },
    dead_letters.with_content: {"two": lambda session: dead_letters.with_content(session, [5_002_000, 5_002_001])},
    dead_letters.few: {"two": lambda session: dead_letters.few(session, [5_002_000, 7])},
    pending_events.pending: {
        "the oldest": _pending(),
        "later ones": _pending(after=1_000),
        "that wait": _pending(waiting=True),
    },
    pending_events.count: {"all": pending_events.count},
}
"""Ways to ask each query, by a name."""


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "console_million", fill) as database:
        yield database


@pytest.fixture
def large(million: Database) -> Iterator[Session]:
    """A shop with a million rows in each table, by the statistics."""
    with Session(million.engine) as session:
        yield session


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(read, id=f"{query.__name__}: {name}")
        for query, ways in READS.items()
        for name, read in ways.items()
    ],
)
def test_each_query_uses_an_index_at_a_million_rows(large: Session, read: Read) -> None:
    with recording(large, explain=True) as recorder:
        read(large)

    assert recorder.statements
    assert recorder.whole == []


def test_each_query_of_the_console_has_a_guard() -> None:
    found = {
        query
        for module in pkgutil.iter_modules(console.reading.__path__, "console.reading.")
        for query in vars(import_module(module.name)).values()
        if isinstance(query, FunctionType) and query.__module__ == module.name and not query.__name__.startswith("_")
        if "session" in inspect.signature(query).parameters
    }

    assert found == set(READS)


def test_a_sampled_history_uses_the_index_of_the_movements(large: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_reads, "READ_WHOLE", 0)
    with recording(large, explain=True) as recorder:
        large.connection().exec_driver_sql("UPDATE stock_movement SET occurred_at = now() WHERE sku = 'sku-77'")
        _looked_back(large)
        large.rollback()

    assert any("RECURSIVE" in one for one in recorder.statements)
    assert recorder.whole == []


def test_the_first_row_of_a_minute_is_found_by_halving(million: Database) -> None:
    with million.transaction() as session:
        moment = now(session)
        days = (moment - timedelta(days=1), moment + timedelta(days=1))
        before, after = (minutes.first_since(session, minutes.FIRST_HEARD, day) for day in days)

    assert before < after <= 10**9, "behind the last row, and not behind all that may be"


def test_a_reference_and_an_event_are_found_by_their_indexes(large: Session) -> None:
    with recording(large, explain=True) as recorder:
        _found("event-7")(large)

    read = {index for _, indexes in recorder.indexes for index in indexes}
    assert {"ix_stock_movement_reference", "uq_inbox_event_source_event_id"} <= read
