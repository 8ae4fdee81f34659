"""In a shop with a million rows in each table no statement of the hot path reads a whole one, and
batches need few statements.

The plans are those for the parameters given and those for any, and PostgreSQL takes the cheaper
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from inventory.domain.commands import Command, Line
from inventory.domain.orders.status import Status
from inventory.inbox import claiming, retries
from inventory.inbox import store as inbox
from inventory.outbox import store as outbox
from inventory.reading import availability, queries
from inventory.write_path import idempotency
from inventory.write_path import overdue as sweep
from inventory.write_path.apply import apply
from inventory.write_path.idempotency import CallerRequest, Name
from tests.inventory.making import (
    HOLDS,
    NOON,
    expire,
    moved,
    order_created,
    payment_succeeded,
    reserve,
)
from tests.inventory.plans import begin, fill, opened, recording
from tests.inventory.post import BACKOFF, RETRY_AFTER, payment
from tools.devstack.servers.postgresql import PostgreSQL

IDS = list(range(1, 201))


def _apply(session: Session, *commands: Command) -> None:
    apply(session, commands, now=NOON, holds=HOLDS)


def _sent(ids: list[int]) -> list[outbox.OutboxRow]:
    return [outbox.OutboxRow(n, UUID(int=n), "StockReserved", "o", 1, "{}", NOON, None) for n in ids]


HOT: dict[str, Callable[[Session], object]] = {
    "reserve new orders": lambda s: _apply(s, *(order_created(f"new-{n}", (f"sku-{n}", 1)) for n in IDS)),
    "pay known orders": lambda s: _apply(s, *(payment_succeeded(f"order-{n}") for n in IDS)),
    "reserve more than there is, with holds overdue": lambda s: _apply(s, reserve("greedy", ("sku-10", 1_001))),
    "end holds": lambda s: _apply(s, *(expire(f"order-{10 * n}") for n in IDS)),
    "adjust": lambda s: _apply(s, *(moved(f"sku-{n}", 1, reference=f"note-{n}") for n in IDS)),
    "one request with a key": lambda s: idempotency.apply_once(
        s, [CallerRequest((reserve("new", ("sku-1", 1)),), Name("caller", "key-new"), b"1")], now=NOON, holds=HOLDS
    ),
    "hear events": lambda s: inbox.record(s, [payment(f"new-{n}") for n in IDS], now=NOON, retry_after=RETRY_AFTER),
    "hear events again": lambda s: inbox.record(
        s, [payment(f"event-{n}") for n in IDS], now=NOON, retry_after=RETRY_AFTER
    ),
    "claim events": lambda s: claiming.claim(s, IDS),
    "have events done": lambda s: claiming.complete(s, IDS),
    "find events to send again": lambda s: retries.take_due(
        s, now=NOON, backoff=BACKOFF, limit=1_000, counted=True, older_than=timedelta(0)
    ),
    "begin with events that were sent again": lambda s: retries.begin(s, IDS, 2, now=NOON, backoff=BACKOFF),
    "bury events": lambda s: retries.bury_exhausted(s, now=NOON, backoff=BACKOFF),
    "fetch outcomes": lambda s: outbox.fetch(s, 1_000),
    "remove outcomes": lambda s: outbox.remove(s, _sent(IDS)),
    "find holds to end": lambda s: sweep.due_orders(s, now=NOON, limit=500),
    "show stock": lambda s: queries.stock(s, ["sku-1", "sku-2"]),
    "check availability": lambda s: availability.available(s, ["sku-1", "sku-2"]),
    "check availability of more than there is": lambda s: availability.obtainable(
        s, [[Line("sku-10", 1_001)]], now=NOON
    ),
    "show a reservation": lambda s: queries.reservation(s, "order-1"),
    "show a page of stock": lambda s: queries.stock_page(s, after=None, limit=200),
    "show the next page of stock": lambda s: queries.stock_page(s, after="sku-1", limit=200),
    "show a page of holds": lambda s: queries.holds(s, limit=200),
    "show the next page of holds": lambda s: queries.holds(s, after=(NOON, "order-1"), limit=200),
    "show a page of reservations": lambda s: queries.reservations(s, status=Status.CONFIRMED, limit=200),
}


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "million", fill) as database:
        yield database


@pytest.fixture
def large(million: Database) -> Iterator[Session]:
    """A shop with a million rows in each table, if one believes the statistics."""
    with Session(million.engine) as session:
        yield session


@pytest.fixture(scope="module")
def new_shop(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "new_shop", begin) as database:
        yield database


@pytest.mark.parametrize("name", HOT)
def test_hot_statements_use_their_index_at_a_million_rows(large: Session, name: str) -> None:
    with recording(large, explain=True) as recorder:
        HOT[name](large)

    assert recorder.statements
    assert recorder.whole == []


OF_THE_RELAY = {"fetch outcomes", "remove outcomes"}
"""Statements on the connection that holds the relay's lock, and not in a transaction of
`Database`.
"""


@pytest.mark.parametrize("name", sorted(HOT.keys() - OF_THE_RELAY))
def test_a_plan_made_in_a_new_shop_is_good_for_a_large_one(new_shop: Database, name: str) -> None:
    """The prepared statements of a process keep it while the shop grows, until autovacuum comes
    by.
    """
    with new_shop.transaction() as session:
        with recording(session, explain=True) as recorder:
            HOT[name](session)
        session.rollback()

    assert recorder.whole == []


@pytest.mark.parametrize("name", sorted(OF_THE_RELAY))
def test_so_is_the_plan_of_the_relay(new_shop: Database, name: str) -> None:
    with Session(new_shop.engine) as session, recording(session, explain=True) as recorder:
        HOT[name](session)

    assert recorder.whole == []


def test_a_reference_is_found_by_its_own_index_with_any_parameters(large: Session) -> None:
    """By the SKU alone, each adjustment of a hot one would read its whole ledger."""
    with recording(large, explain=True) as recorder:
        HOT["adjust"](large)

    (asking,) = (indexes for statement, indexes in recorder.indexes if statement.startswith("SELECT stock_movement."))
    assert asking == {"uq_stock_movement_adjustment"}


BATCHES: dict[str, tuple[Callable[[Session, list[int]], object], int]] = {
    "reserve new orders": (lambda s, ids: _apply(s, *(order_created(f"new-{n}", (f"sku-{n}", 1)) for n in ids)), 3),
    "pay known orders": (lambda s, ids: _apply(s, *(payment_succeeded(f"order-{n}") for n in ids)), 3),
    "end holds": (lambda s, ids: _apply(s, *(expire(f"order-{10 * n}") for n in ids)), 3),
    "hear events": (
        lambda s, ids: inbox.record(s, [payment(f"new-{n}") for n in ids], now=NOON, retry_after=RETRY_AFTER),
        1,
    ),
    "claim events": (claiming.claim, 1),
    "have events done": (claiming.complete, 1),
    "remove outcomes": (lambda s, ids: outbox.remove(s, _sent(ids)), 1),
}


@pytest.mark.parametrize("name", BATCHES)
@pytest.mark.parametrize("size", [1, 200])
def test_a_batch_takes_as_many_statements_as_one(large: Session, name: str, size: int) -> None:
    run, statements = BATCHES[name]

    with recording(large) as recorder:
        run(large, IDS[:size])

    assert len(recorder.statements) == statements, recorder.statements
