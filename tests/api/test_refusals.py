"""Refused calls are recorded beside the calls, and a flood of them stays bounded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from api import refusals
from api.refusals import BURST, MAX_COUNTED, Refusals
from inventory.database.transactions import Database
from inventory.refused_calls import RefusedCall, add
from tools.devstack.processes.children import wait_until


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorder(database_url: str, clock: Clock) -> Iterator[Refusals]:
    made = Refusals(Database(database_url, pool_size=1, name="refusals"), clock=clock)
    yield made
    made.close()


def sold_out(order_id: str, sku: str = "tea", wanted: int = 2) -> RefusedCall:
    line = {"sku": sku, "requested": wanted, "available": 0, "shortfall": wanted, "locations": []}
    return RefusedCall(order_id, (sku,), "reserve", "insufficient_stock", (line,), "token:shop", "request-1")


def rows(database: Database) -> list[Any]:
    with database.transaction() as session:
        found = session.execute(text("SELECT order_id, skus, calls FROM refused_call ORDER BY id"))
        return [tuple(row) for row in found]


def eventually(condition: Callable[[], bool]) -> None:
    assert wait_until(condition, seconds=60)


def test_the_same_call_again_counts_in_one_record(recorder: Refusals, database: Database) -> None:
    for _ in range(3):
        recorder.note(sold_out("o1")._replace(request_id="other"))
    eventually(lambda: sum(calls for *_, calls in rows(database)) == 3)
    recorder.note(sold_out("o1"))
    recorder.note(sold_out("o1", wanted=1))
    eventually(lambda: sum(calls for *_, calls in rows(database)) == 5)

    assert rows(database) == [("o1", ["tea"], 4), ("o1", ["tea"], 1)]


def test_a_flood_of_orders_leaves_bounded_records_and_counts_the_others_by_sku(
    recorder: Refusals, database: Database
) -> None:
    """A thousand customers want a sold-out SKU each second."""
    flood = 20_000
    for number in range(flood):
        recorder.note(sold_out(f"o{number}", f"sku-{number % 500}"))
    eventually(lambda: sum(calls for *_, calls in rows(database)) == flood)

    found = rows(database)
    assert sum(1 for order_id, *_ in found if order_id is not None) == BURST
    assert len(found) <= BURST + MAX_COUNTED + 1
    several = [(skus, calls) for order_id, skus, calls in found if order_id is None]
    assert ([], flood - BURST - sum(calls for skus, calls in several if skus)) in several


def test_records_of_their_own_come_back_with_time(recorder: Refusals, database: Database, clock: Clock) -> None:
    for number in range(BURST + 1):
        recorder.note(sold_out(f"o{number}"))
    clock.now += 1.0
    recorder.note(sold_out("later"))
    recorder.note(sold_out("and another"))
    recorder.note(sold_out("too many"))
    eventually(lambda: sum(calls for *_, calls in rows(database)) == BURST + 4)

    told = {order_id for order_id, *_ in rows(database)}
    assert {"later", "and another"} <= told
    assert "too many" not in told


def test_a_caller_never_waits_for_a_database_that_does_not_answer(
    recorder: Refusals, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records that can't be written are dropped, and later calls are recorded."""
    monkeypatch.setattr(refusals, "INTERVAL_SECONDS", 0.01)
    with database.transaction() as session:
        session.execute(text("LOCK TABLE refused_call IN ACCESS EXCLUSIVE MODE"))
        for number in range(100):
            recorder.note(sold_out(f"o{number}"))
        session.rollback()
    recorder.note(sold_out("later"))
    eventually(lambda: any(order_id == "later" for order_id, *_ in rows(database)))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the error of this test
def test_calls_that_waited_when_the_thread_ended_are_recorded_with_the_next_one(
    recorder: Refusals, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = threading.Event()

    def fail(*_: object) -> None:
        monkeypatch.setattr(refusals, "add", add)
        failed.set()
        recorder.note(sold_out("meanwhile"))
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(refusals, "add", fail)
    recorder.note(sold_out("lost"))
    assert failed.wait(60)
    eventually(lambda: all(one.name != "refusals" for one in threading.enumerate()))
    recorder.note(sold_out("meanwhile"))
    eventually(lambda: rows(database) == [("meanwhile", ["tea"], 2)])
