"""In a shop with a million rows in each table no statement of the hot path reads a whole one, and
batches need few statements.

The plans are those for the parameters given and those for any, and PostgreSQL takes the cheaper
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from inventory.database.pipelining import run
from inventory.database.tables import Base
from inventory.database.transactions import Database
from inventory.inbox import claiming
from inventory.inbox import store as inbox
from inventory.inbox.queries import EventFilter, events
from inventory.outbox import store as outbox
from tests.inventory.hot_paths import HOT, IDS, apply_all, sent
from tests.inventory.making import (
    NOON,
    expire,
    order_created,
    payment_succeeded,
)
from tests.inventory.plans import FILL, LARGE, SMALL, fill, opened, recording
from tests.inventory.post import RETRY_AFTER, payment
from tools.devstack.servers.postgresql import PostgreSQL


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "million", fill) as database:
        yield database


@pytest.fixture
def large(million: Database) -> Iterator[Session]:
    """A shop with a million rows in each table, if one believes the statistics."""
    with Session(million.engine) as session:
        yield session


def test_each_table_is_filled_or_known_to_stay_small() -> None:
    """Of one that is neither, nothing here would see a plan that reads it whole."""
    assert set(Base.metadata.tables) == LARGE | SMALL
    assert {filled.split(" AS ")[0] for filled in FILL} == LARGE


@pytest.mark.parametrize("name", HOT)
def test_hot_statements_use_their_index_at_a_million_rows(large: Session, name: str) -> None:
    with recording(large, explain=True) as recorder:
        HOT[name](large)

    assert recorder.statements
    assert recorder.whole == []


def test_a_reference_is_found_by_its_own_index_with_any_parameters(large: Session) -> None:
    """By the SKU alone, each adjustment of a hot one would read its whole ledger."""
    with recording(large, explain=True) as recorder:
        HOT["adjust"](large)

    (asking,) = (indexes for statement, indexes in recorder.indexes if "'adjusted'" in statement)
    assert asking == {"uq_stock_movement_adjustment"}


def test_the_events_of_an_order_are_found_by_their_index(large: Session) -> None:
    """The command line lists them, on a connection of its own, so without a plan from before."""
    with recording(large, explain=True) as recorder:
        events(large, where=EventFilter(order="order-1"), before=None, limit=20)

    ((_, indexes),) = recorder.indexes
    assert "ix_inbox_event_key" in indexes
    assert [one for one in recorder.whole if "inbox_event" in one] == []


BATCHES: dict[str, tuple[Callable[[Session, list[int]], object], int]] = {
    "reserve new orders": (lambda s, ids: apply_all(s, *(order_created(f"new-{n}", (f"sku-{n}", 1)) for n in ids)), 3),
    "pay known orders": (lambda s, ids: apply_all(s, *(payment_succeeded(f"order-{n}") for n in ids)), 3),
    "end holds": (lambda s, ids: apply_all(s, *(expire(f"order-{10 * n}") for n in ids)), 3),
    "hear events": (
        lambda s, ids: inbox.record(s, [payment(f"new-{n}") for n in ids], now=NOON, retry_after=RETRY_AFTER),
        1,
    ),
    "claim events": (claiming.claim, 1),
    "have events done": (claiming.complete, 1),
    "remove outcomes": (lambda s, ids: outbox.remove(s, sent(ids)), 1),
}


@pytest.mark.parametrize("name", BATCHES)
@pytest.mark.parametrize("size", [1, 200])
def test_a_batch_takes_as_many_statements_as_one(large: Session, name: str, size: int) -> None:
    work, statements = BATCHES[name]

    with recording(large) as recorder:
        work(large, IDS[:size])
        run(large)  # sends the calls that would go with the commit

    assert len(recorder.statements) == statements, recorder.statements
