"""Goods that came back, from the inbox to stock, through the workers' functions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from inventory.domain.locations import LocationSettings
from inventory.domain.orders.returning import MAX_RETURNS
from inventory.domain.stock.return_places import RETURNS_LOCATION
from inventory.inbox.events import EventType
from inventory.write_path.locations import set_up
from tasks.failures import EventsFailed
from tasks.stock import process
from tests.tasks.line import Line, ids, order

pytestmark = pytest.mark.usefixtures("broker", "patient")


def back(order_id: str, return_id: str, quantity: int = 1, state: str = "sellable", **item: Any) -> dict[str, Any]:
    items = [{"sku": "mug", "quantity": quantity, "disposition": state, **item}]
    return {"order_id": order_id, "return_id": return_id, "items": items}


def sell(line: Line, order_id: str, quantity: int) -> None:
    process(ids(line.order(order_id, "mug", quantity)))
    process(ids(line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": order_id})))


def test_goods_come_back_once_and_a_cancellation_adds_none(line: Line) -> None:
    process(ids(line.product("mug", 5)))
    sell(line, "o-1", 3)
    process(ids(line.hears(EventType.ITEMS_RETURNED, back("o-1", "rma-1", 3))))
    process(ids(line.hears(EventType.ITEMS_RETURNED, back("o-1", "rma-1", 3))))
    assert (line.status("o-1"), line.stock("mug")) == ("confirmed", (5, 0))
    process(ids(line.hears(EventType.ORDER_CANCELLED, {"order_id": "o-1"})))
    assert (line.status("o-1"), line.stock("mug")) == ("released", (5, 0))


def test_an_unknown_product_is_waited_for(line: Line) -> None:
    early = ids(line.hears(EventType.ITEMS_RETURNED, back("o-1", "rma-1", sku="cup")))
    process(early)
    assert (line.statuses(), line.pending()) == ({}, {early[0]: 0})
    process(ids(line.product("cup", 5)))
    process(early)
    assert (line.status("o-1"), line.stock("cup")) == ("awaiting_order", (6, 0))


def test_goods_may_come_back_to_a_location_that_nobody_has_set_up(line: Line) -> None:
    process(ids(line.product("mug", 10)))
    sell(line, "o-1", 3)
    process(ids(line.hears(EventType.ITEMS_RETURNED, back("o-1", "rma-1", location="annex"))))
    assert (line.pending(), line.dead()) == ({}, {})
    assert line.stock("mug") == (8, 0)


def test_one_return_too_many_fails_by_name_and_no_other(line: Line) -> None:
    process(ids(line.product("mug", 500)))
    sell(line, "o-1", 500)
    events = [(EventType.ITEMS_RETURNED, back("o-1", f"rma-{number}")) for number in range(MAX_RETURNS + 1)]
    with pytest.raises(EventsFailed, match="too_many_returns"):
        process(ids(line.hears_all(events)))
    assert len(line.pending()) == 1
    assert line.stock("mug") == (MAX_RETURNS, 0)


def test_damaged_goods_have_no_place_while_the_one_for_them_sells(line: Line) -> None:
    with line.database.transaction() as session:
        set_up(session, RETURNS_LOCATION, LocationSettings(sells=True))
    process(ids(line.product("mug", 10)))
    sell(line, "o-1", 3)
    told = ids(line.hears(EventType.ITEMS_RETURNED, back("o-1", "rma-1", state="damaged")))
    with pytest.raises(EventsFailed, match=f"{RETURNS_LOCATION}.*Set its `sells` to false"):
        process(told)
    assert list(line.pending()) == told
    with line.database.transaction() as session:
        set_up(session, RETURNS_LOCATION, LocationSettings(sells=False))
    process(told)
    assert (line.pending(), line.stock("mug")) == ({}, (8, 0))


FACTS: tuple[tuple[EventType, Callable[[str], dict[str, Any]]], ...] = (
    (EventType.ORDER_CREATED, lambda order_id: order(order_id, "mug", 5)),
    (EventType.PAYMENT_SUCCEEDED, lambda order_id: {"order_id": order_id}),
    (EventType.ITEMS_RETURNED, lambda order_id: back(order_id, "rma-1", 2)),
    (EventType.ITEMS_RETURNED, lambda order_id: back(order_id, "rma-2", 1, "damaged")),
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
    assert line.stock("mug") == (10_000, 0)
    assert (line.pending(), line.dead()) == ({}, {})
