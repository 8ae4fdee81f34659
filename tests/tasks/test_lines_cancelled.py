"""Units of an order that are cancelled, from the inbox to stock, through the workers' functions."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from inventory.domain.orders.stated.reducing import MAX_LINE_CANCELS
from inventory.inbox.events import EventType
from tasks.failures import EventsFailed
from tasks.stock import process
from tests.tasks.line import Line, ids

pytestmark = pytest.mark.usefixtures("broker")


def less(order_id: str, cancel_id: str, quantity: int = 1) -> dict[str, Any]:
    return {"order_id": order_id, "cancel_id": cancel_id, "items": [{"sku": "mug", "quantity": quantity}]}


def test_a_partial_cancel_may_come_first_or_last(line: Line) -> None:
    process(ids(line.product("mug", 40)))
    for number, sequence in enumerate(permutations(range(3))):
        name = f"o-{number}"
        told = [
            line.order(name, "mug", 3),
            line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": name}),
            line.hears(EventType.ORDER_LINES_CANCELLED, less(name, "c-1", 2)),
        ]
        for step in sequence:
            process(ids(told[step]))
        assert (line.status(name), line.stock("mug")) == ("confirmed", (40 - number - 1, 0))


def test_one_cancel_too_many_fails_by_name_and_no_other(line: Line) -> None:
    process(ids(line.product("mug", 200)))
    process(ids(line.order("o-1", "mug", 150)))
    events = [(EventType.ORDER_LINES_CANCELLED, less("o-1", f"c-{number}")) for number in range(MAX_LINE_CANCELS + 1)]
    with pytest.raises(EventsFailed, match="too_many_cancels"):
        process(ids(line.hears_all(events)))
    assert len(line.pending()) == 1
    assert line.stock("mug") == (200, 50)
