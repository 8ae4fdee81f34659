"""Count how often a worker waits for PostgreSQL, and see it begin again if its writes are void."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.inbox.events import EventType
from inventory.write_path.apply import apply
from tasks import stock
from tests.inventory.database.test_pipelining import traced, trips
from tests.inventory.making import HOLDS, order_created
from tests.tasks.line import Line, ids
from tools.devstack.processes.children import wait_until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'one-worker' AND wait_event_type = 'Lock'"


def is_waiting(database: Database) -> bool:
    with database.transaction() as session:  # one transaction would see one moment
        return bool(session.scalar(text(WAITING)))


@pytest.fixture
def worker(line: Line, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of a worker, with a single connection."""
    del line
    one = Database(database_url, name="one-worker", pool_size=1)
    monkeypatch.setattr(stock, "database", lambda: one)
    yield one
    one.dispose()


def test_an_event_is_three_round_trips(line: Line, worker: Database) -> None:
    """The claim with the beginning, the locks, and all that is written with the commit."""
    stock.apply_events(ids(line.product("mug", 10)), begun=set())
    stock.apply_events(ids(line.order("order-0", "mug", 1)), begun=set())  # prepares the statements
    sent = ids(line.order("order-1", "mug", 1))
    with traced(worker) as file:
        stock.apply_events(sent, begun=set())
        assert trips(file) == 3
    assert line.stock("mug") == (10, 2)
    assert line.pending() == {}


def test_an_order_that_somebody_else_makes_meanwhile_is_met_by_its_payment(line: Line, worker: Database) -> None:
    """The payment finds no order, and can't be written: the order is there by then. It is applied
    to the order in another transaction.
    """
    del worker
    stock.apply_events(ids(line.product("mug", 10)), begun=set())
    (paid,) = ids(line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": "order-1"}))
    with ThreadPoolExecutor(1) as pool:
        with line.database.transaction() as other:
            apply(other, [order_created("order-1", ("mug", 3))], now=now(other), holds=HOLDS)
            applying = pool.submit(stock.apply_events, [paid], begun=set())
            assert wait_until(lambda: is_waiting(line.database), seconds=20)
        applying.result()
    assert line.pending() == {}
    assert (line.status("order-1"), line.stock("mug")) == ("confirmed", (7, 0))
