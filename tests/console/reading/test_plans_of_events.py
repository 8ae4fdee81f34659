"""No page of events, and no search, reads a large table whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from console.reading import dead_letters, pending_events
from console.reading.search import search
from inventory.database.transactions import Database
from inventory.domain.allowance import UNLIMITED
from inventory.inbox.queries import event
from inventory.tokens import Scope
from tests.inventory.making import NOON
from tests.inventory.plans import fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "console_million", fill) as database:
        yield database


@pytest.fixture
def large(million: Database) -> Iterator[Session]:
    """A shop with a million rows in each table, if one believes the statistics."""
    with Session(million.engine) as session:
        yield session


def find(session: Session, asked: str) -> None:
    search(session, asked, now=NOON, allowance=UNLIMITED, scopes=list(Scope))


QUERIES: dict[str, Callable[[Session], object]] = {
    "one event": lambda s: event(s, 5_000_310),
    "groups": dead_letters.groups,
    "letters": lambda s: dead_letters.letters(s, reason="garbage", source="shop", before=None, limit=50),
    "later letters": lambda s: dead_letters.letters(s, reason="garbage", source="shop", before=5_002_000, limit=50),
    "letters with content": lambda s: dead_letters.with_content(s, [5_002_000, 5_002_001]),
    "pending": lambda s: pending_events.pending(s, waiting=False, after=None, limit=50),
    "later pending": lambda s: pending_events.pending(s, waiting=False, after=1_000, limit=50),
    "waiting": lambda s: pending_events.pending(s, waiting=True, after=None, limit=50),
    "count": pending_events.count,
}


@pytest.mark.parametrize("name", QUERIES)
def test_no_page_of_events_reads_a_large_table_whole(large: Session, name: str) -> None:
    with recording(large, explain=True) as recorder:
        QUERIES[name](large)

    assert recorder.statements
    assert recorder.whole == []


@pytest.mark.parametrize("asked", ["sku-7", "order-7", "event-7", "7", "nothing at all"])
def test_no_search_reads_a_large_table_whole(large: Session, asked: str) -> None:
    with recording(large, explain=True) as recorder:
        find(large, asked)

    assert recorder.statements
    assert recorder.whole == []


def test_a_reference_and_an_event_are_found_by_their_indexes(large: Session) -> None:
    with recording(large, explain=True) as recorder:
        find(large, "event-7")

    read = {index for _, indexes in recorder.indexes for index in indexes}
    assert {"ix_stock_movement_reference", "uq_inbox_event_source_event_id"} <= read
