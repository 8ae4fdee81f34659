"""The rows of a batch have to fit into memory: where they do not, the batch is divided, and all of
it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from inventory.database.transactions import now
from inventory.inbox.events import EventType
from inventory.write_path import locks
from inventory.write_path.apply import HoldTimes, apply
from tasks.one_by_one import settle
from tasks.stock import process
from tasks.sweeps import expire_holds
from tests.inventory.making import reserve
from tests.tasks.line import Line, ids

pytestmark = pytest.mark.usefixtures("environment")

SKUS = [f"s-{number}" for number in range(12)]
PAYMENT = EventType.PAYMENT_SUCCEEDED


@pytest.fixture
def held(line: Line) -> Line:
    """Six orders hold a unit each of two of twelve SKUs."""
    process(ids(line.hears_all([(EventType.PRODUCT_CREATED, _product(sku)) for sku in SKUS])))
    process(ids(line.hears_all([(EventType.ORDER_CREATED, _order(number)) for number in range(6)])))
    assert set(line.statuses().values()) == {"pending"}
    return line


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """No batch may be about more than five rows. How many each has locked that was not refused."""
    seen: list[int] = []
    lock = locks.lock

    def noted(*given: Any, **named: Any) -> Any:
        locked = lock(*given, **named)
        seen.append(len(list(locked.shelf)))
        return locked

    monkeypatch.setattr(locks, "MAX_ROWS", 5)
    monkeypatch.setattr(locks, "lock", noted)
    return seen


def _product(sku: str) -> dict[str, Any]:
    return {"product_id": sku, "quantity_on_hand": 1}


def _order(number: int) -> dict[str, Any]:
    return {
        "order_id": f"o-{number}",
        "items": [{"sku": sku, "quantity": 1} for sku in SKUS[2 * number : 2 * number + 2]],
    }


def test_orders_are_paid_for_in_pieces(held: Line, rows: list[int]) -> None:
    process(ids(held.hears_all([(PAYMENT, {"order_id": f"o-{number}"}) for number in range(6)])))
    assert set(held.statuses().values()) == {"confirmed"}
    assert held.pending() == {}
    assert (max(rows), sum(rows)) == (4, 12)


def test_holds_end_in_pieces(held: Line, rows: list[int]) -> None:
    held.make_overdue()
    expire_holds()
    assert set(held.statuses().values()) == {"expired"}
    assert (max(rows), sum(rows)) == (4, 12)


def test_what_can_not_be_divided_is_done_whole(line: Line, monkeypatch: pytest.MonkeyPatch, rows: list[int]) -> None:
    monkeypatch.setattr(locks, "MAX_ROWS", 1)
    process(ids(line.hears_all([(EventType.PRODUCT_CREATED, _product(sku)) for sku in SKUS])))
    process(ids(line.hears_all([(EventType.ORDER_CREATED, _order(number)) for number in range(6)])))
    assert set(line.statuses().values()) == {"pending"}
    assert max(rows) == 2


def test_holds_that_would_be_too_much_are_left_to_the_sweep(
    held: Line, monkeypatch: pytest.MonkeyPatch, rows: list[int]
) -> None:
    """Each has a unit of the wanted SKU, and of eleven others, to be locked with it."""
    held.make_overdue()
    monkeypatch.setattr(locks, "MAX_ROWS", 3)
    wanted = reserve("new", *((sku, 1) for sku in SKUS))
    with held.database.transaction() as session:
        (outcome,) = apply(session, [wanted], now=now(session), holds=HoldTimes())
    assert outcome.error is not None, "it is about twelve rows itself, and nothing more"
    with held.database.transaction() as session:
        (outcome,) = apply(session, [reserve("one", (SKUS[0], 1))], now=now(session), holds=HoldTimes())
    assert outcome.error is None
    assert held.status("o-0") == "expired"


def test_half_of_it_is_tried_and_not_each_alone() -> None:
    calls: list[int] = []

    def transact(batch: Sequence[int]) -> None:
        calls.append(len(batch))
        if sum(batch) > 4:
            raise locks.TooMuchAtOnce

    assert settle([1] * 9, transact) == {}
    assert calls == [9, 5, 3, 2, 4]
