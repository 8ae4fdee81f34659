"""Goods that left, from the inbox to stock, through the workers' functions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from inventory.domain.orders.shipping import MAX_DISPATCHES
from inventory.inbox.events import EventType
from tasks.failures import EventsFailed
from tasks.stock import process
from tests.tasks.line import Line, ids, order

pytestmark = pytest.mark.usefixtures("broker", "patient")


def parcel(order_id: str, dispatch_id: str, sku: str = "mug", quantity: int = 1, **item: Any) -> dict[str, Any]:
    items = [{"sku": sku, "quantity": quantity, **item}]
    return {"order_id": order_id, "dispatch_id": dispatch_id, "items": items}


def test_a_parcel_leaves_and_is_not_restocked(line: Line) -> None:
    process(ids(line.product("mug", 10)))
    process(ids(line.order("o-1", "mug", 3)))
    process(ids(line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": "o-1"})))
    process(ids(line.hears(EventType.ORDER_DISPATCHED, parcel("o-1", "d-1", quantity=2))))
    assert (line.status("o-1"), line.stock("mug")) == ("confirmed", (7, 0))
    process(ids(line.hears(EventType.ORDER_CANCELLED, {"order_id": "o-1"})))
    assert (line.status("o-1"), line.stock("mug")) == ("released", (8, 0))


def test_a_completion_pays_for_the_order_and_empties_its_shelf(line: Line) -> None:
    process(ids(line.product("mug", 10)))
    process(ids(line.hears(EventType.ORDER_COMPLETED, {"order_id": "o-1"})))
    assert line.status("o-1") == "awaiting_order"
    process(ids(line.order("o-1", "mug", 3)))
    process(ids(line.hears(EventType.ORDER_CANCELLED, {"order_id": "o-1"})))
    assert (line.status("o-1"), line.stock("mug")) == ("released", (7, 0))


def test_a_dispatch_waits_for_its_product(line: Line) -> None:
    early = ids(line.hears(EventType.ORDER_DISPATCHED, parcel("o-1", "d-1", "cup")))
    process(early)
    assert (line.statuses(), line.pending()) == ({}, {early[0]: 0})
    process(ids(line.product("cup", 5)))
    process(early)
    assert (line.status("o-1"), line.stock("cup")) == ("awaiting_order", (4, 0))


def test_goods_may_leave_a_location_that_nobody_has_set_up(line: Line) -> None:
    process(ids(line.product("mug", 10)))
    process(ids(line.order("o-1", "mug", 3)))
    process(ids(line.hears(EventType.ORDER_DISPATCHED, parcel("o-1", "d-1", location="annex"))))
    assert line.dead() == {}
    assert (line.status("o-1"), line.stock("mug")) == ("pending", (10, 2))


def test_one_dispatch_too_many_fails_by_name_and_no_other(line: Line) -> None:
    process(ids(line.product("mug", 500)))
    process(ids(line.order("o-1", "mug", 500)))
    events = [(EventType.ORDER_DISPATCHED, parcel("o-1", f"d-{number}")) for number in range(MAX_DISPATCHES + 1)]
    with pytest.raises(EventsFailed, match="too_many_dispatches"):
        process(ids(line.hears_all(events)))
    assert len(line.pending()) == 1
    assert line.stock("mug") == (400, 400)


FACTS: tuple[tuple[EventType, Callable[[str], dict[str, Any]]], ...] = (
    (EventType.ORDER_CREATED, lambda order_id: order(order_id, "mug", 5)),
    (EventType.PAYMENT_SUCCEEDED, lambda order_id: {"order_id": order_id}),
    (EventType.ORDER_DISPATCHED, lambda order_id: parcel(order_id, "d-1", quantity=2)),
    (EventType.ORDER_DISPATCHED, lambda order_id: parcel(order_id, "d-2")),
    (EventType.ORDER_CANCELLED, lambda order_id: {"order_id": order_id}),
)


def test_each_sequence_with_duplicates_ends_alike(line: Line) -> None:
    """120 orders, one for each sequence, and each event is told once more behind all the others."""
    process(ids(line.product("mug", 10_000)))
    sequences = list(permutations(FACTS))
    for number, sequence in enumerate(sequences):
        told = [(type_, data(f"o-{number}")) for type_, data in sequence]
        process(ids(line.hears_all([*told, *told[:3]])))
    assert set(line.statuses().values()) == {"released"}
    assert line.stock("mug") == (10_000 - 3 * len(sequences), 0)
    assert (line.pending(), line.dead()) == ({}, {})
