"""Every outcome is announced exactly once, in the transaction that made it true, in order per key
(G6).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.domain.commands import Command
from tests.inventory.making import (
    bring_back,
    came_back,
    cancel,
    cancel_lines,
    completed,
    confirm,
    counted,
    dispatch,
    dispatched,
    expire,
    extend,
    lines_cancelled,
    moved,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_batches import COMMANDS

HOLD = reserve("o1", ("a", 2))
BACK = came_back("o1", "r1", ("a", 1, "inspect"))


@pytest.mark.parametrize(
    ("before", "command", "announced"),
    [
        ([], HOLD, ["StockReserved"]),
        ([], order_created("o1", ("a", 2)), ["StockReserved"]),
        ([], order_created("o1", ("a", 99)), ["StockReservationRejected"]),
        ([], payment_succeeded("o1"), []),
        ([payment_succeeded("o1")], order_created("o1", ("a", 2)), ["StockConfirmed"]),
        ([payment_succeeded("o1")], order_created("o1", ("a", 99)), ["StockConfirmationRejected"]),
        ([HOLD], cancel_lines("o1", "c1", ("a", 1)), ["StockReduced"]),
        ([HOLD], lines_cancelled("o1", "c1", ("a", 1), at=9), ["StockReduced"]),
        ([HOLD, confirm("o1")], cancel_lines("o1", "c1", ("a", 1)), ["StockReduced"]),
        ([HOLD], cancel_lines("o1", "c1", ("a", 2)), ["StockReleased"]),
        ([HOLD, cancel_lines("o1", "c1", ("a", 1))], cancel_lines("o1", "c1", ("a", 1)), []),
        ([HOLD], lines_cancelled("o1", "c1", ("b", 1), at=9), []),
        ([], lines_cancelled("o1", "c1", ("a", 1)), []),
        ([HOLD], dispatch("o1", "d1", ("a", 1)), ["StockDispatched"]),
        ([HOLD], dispatched("o1", "d1", ("a", 1)), ["StockDispatched"]),
        ([HOLD], completed("o1"), ["StockDispatched"]),
        ([], dispatched("o1", "d1", ("a", 1)), ["StockDispatched"]),
        ([HOLD, dispatch("o1", "d1", ("a", 1))], dispatch("o1", "d1", ("a", 1)), []),
        ([HOLD, dispatched("o1", "d1", ("a", 1))], dispatched("o1", "d1", ("a", 1)), []),
        ([HOLD, completed("o1")], completed("o1"), []),
        ([HOLD, confirm("o1")], bring_back("o1", "r1", ("a", 1, "sellable")), ["StockReturned"]),
        ([HOLD], came_back("o1", "r1", ("a", 1, "sellable")), ["StockReturned"]),
        ([], came_back("o1", "r1", ("a", 1, "damaged")), ["StockReturned"]),
        ([BACK], BACK, []),
        ([HOLD], HOLD, []),
        ([HOLD], order_created("o1", ("a", 2)), []),
        ([HOLD], order_created("o1", ("a", 3)), ["StockReserved"]),
        ([HOLD], order_created("o1", ("a", 99)), ["StockReservationRejected"]),
        ([HOLD], extend("o1", 1_200), ["StockReserved"]),
        ([HOLD], confirm("o1"), ["StockConfirmed"]),
        ([HOLD], payment_succeeded("o1"), ["StockConfirmed"]),
        ([HOLD], release("o1"), ["StockReleased"]),
        ([HOLD], payment_failed("o1", at=1), ["StockReleased"]),
        ([HOLD], payment_failed("o1", at=-1), []),
        ([HOLD], cancel("o1"), ["StockReleased"]),
        ([HOLD, confirm("o1")], order_cancelled("o1"), ["StockReleased"]),
        ([HOLD, confirm("o1")], payment_failed("o1"), []),
        ([HOLD, confirm("o1")], confirm("o1"), []),
        ([payment_succeeded("o1")], order_cancelled("o1"), ["StockConfirmationRejected"]),
        ([HOLD, release("o1")], payment_failed("o1", at=5), []),
    ],
)
def test_each_outcome_is_announced_once(
    shop: Shop, before: list[Command], command: Command, announced: list[str]
) -> None:
    shop.hear(stated("a", 9), *before)
    shop.announced()
    shop.hear(command)
    assert shop.announced_of("o1") == announced
    shop.hear(command)
    assert shop.announced_of("o1") == []


def test_an_expired_hold_is_announced_with_what_is_free_again(shop: Shop) -> None:
    shop.hear(stated("a", 9), HOLD)
    shop.later(minutes=15)
    shop.announced()
    shop.hear(expire("o1"))
    expired, level = shop.announced()
    assert (expired.type, level.type) == ("StockReservationExpired", "StockLevelChanged")
    assert expired.data == {
        "order_id": "o1",
        "status": "expired",
        "lines": [{"sku": "a", "quantity": 2, "allocations": []}],
        "reason": "hold_expired",
        "restocked": [{"sku": "a", "location": "main", "quantity": 2}],
    }


def test_a_hold_is_announced_with_its_lines_and_its_end(shop: Shop) -> None:
    shop.location("east", 1)
    shop.hear(stated("a", 1, location="east"), stated("a", 9), reserve("o1", ("a", 2), ("a", 1, "east")))
    (reserved,) = [row for row in shop.announced() if row.key == "o1"]
    assert reserved.data == {
        "order_id": "o1",
        "status": "pending",
        "lines": [
            {"sku": "a", "quantity": 2, "allocations": [{"location": "main", "held": 2, "taken": 0}]},
            {
                "sku": "a",
                "quantity": 1,
                "location": "east",
                "allocations": [{"location": "east", "held": 1, "taken": 0}],
            },
        ],
        "expires_at": "2025-01-01T12:15:00.000000Z",
    }
    assert (reserved.sequence, reserved.occurred_at) == (1, shop.now)


def test_a_release_says_why_and_what_was_restocked(shop: Shop) -> None:
    shop.hear(stated("a", 9), HOLD, confirm("o1"), stated("a", 8, at=-1))
    shop.announced()
    shop.hear(order_cancelled("o1"))
    released, _ = shop.announced()
    assert released.data["reason"] == "order_cancelled"
    assert released.data["restocked"] == [{"sku": "a", "location": "main", "quantity": 2}]


def test_what_settles_a_shortfall_is_not_restocked(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 9)), stated("a", 2, at=-1))
    shop.announced()
    shop.hear(release("o1"))
    assert shop.announced()[0].data["restocked"] == [{"sku": "a", "location": "main", "quantity": 2}]


@pytest.mark.parametrize(("sku", "reason"), [("a", "insufficient_stock"), ("x", "unknown_sku")])
@pytest.mark.parametrize("before", [[], [HOLD]], ids=["a new order", "an amended one"])
def test_a_rejection_says_whether_the_sku_is_unknown(shop: Shop, before: list[Command], sku: str, reason: str) -> None:
    shop.hear(stated("a", 9), *before)
    shop.announced()
    shop.hear(order_created("o1", (sku, 99)))
    (rejected,) = shop.announced()
    assert (rejected.type, rejected.data["reason"]) == ("StockReservationRejected", reason)


def test_a_level_is_announced_by_location_and_in_total(shop: Shop) -> None:
    shop.hear(stated("a", 4, location="east"), stated("a", 5, threshold=3), HOLD)
    change = shop.announced()[-1]
    assert (change.type, change.key) == ("StockLevelChanged", "a")
    assert change.data == {
        "sku": "a",
        "product_id": "product of a",
        "quantity_on_hand": 9,
        "quantity_reserved": 2,
        "quantity_available": 7,
        "quantity_shortfall": 0,
        "level": "in_stock",
        "previous_level": "in_stock",
        "locations": [
            {
                "location": location,
                "quantity_on_hand": on_hand,
                "quantity_reserved": reserved,
                "quantity_available": on_hand - reserved,
                "quantity_shortfall": 0,
            }
            for location, on_hand, reserved in (("east", 4, 2), ("main", 5, 0))
        ],
    }


def test_levels_have_their_names(shop: Shop) -> None:
    shop.hear(stated("a", 9, threshold=3), reserve("o1", ("a", 6)), reserve("o2", ("a", 3)), stated("a", 5, at=-1))
    shop.hear(release("o1"), moved("a", 9))
    names = [(row.data["previous_level"], row.data["level"]) for row in shop.announced() if row.key == "a"]
    assert names == [
        ("out_of_stock", "in_stock"),
        ("in_stock", "low"),
        ("low", "out_of_stock"),
        ("out_of_stock", "short"),
        ("short", "low"),
        ("low", "in_stock"),
    ]


def test_a_batch_announces_a_level_once_and_not_when_it_ends_where_it_began(shop: Shop) -> None:
    shop.hear(stated("a", 99), stated("b", 9))
    shop.announced()
    shop.batch(*(reserve(f"o{number}", ("a", 1)) for number in range(9)), reserve("x", ("b", 1)), cancel("x"))
    changes = [row for row in shop.announced() if row.type == "StockLevelChanged"]
    assert [(row.key, row.data["quantity_available"]) for row in changes] == [("a", 90)]


def test_a_row_that_came_to_nothing_does_not_say_whose_product_it_is(shop: Shop) -> None:
    shop.hear(stated("a", 9))
    shop.location("east")
    shop.announced()
    refused, _ = shop.batch(replace(counted("a", 9, location="east"), expected_versions={99}), HOLD)
    assert refused.error is not None
    assert shop.announced()[-1].data["product_id"] == "product of a"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(COMMANDS, min_size=1, max_size=6), max_size=6))
def test_sequences_rise_per_key_and_levels_come_once_a_batch(shop: Shop, batches: list[list[Command]]) -> None:
    last: dict[str, int] = defaultdict(int)
    with shop.session.begin_nested() as savepoint:
        shop.batch(stated("a", 5), stated("a", 4, location="east"), stated("b", 7, location="west"))
        last |= {row.key: row.sequence for row in shop.announced()}
        for batch in batches:
            shop.batch(*batch)
            announced = shop.announced()
            levels = [row.key for row in announced if row.type == "StockLevelChanged"]
            assert len(levels) == len(set(levels))
            for row in announced:
                assert row.sequence > last[row.key]
                last[row.key] = row.sequence
        savepoint.rollback()


def test_what_is_rolled_back_is_not_announced(shop: Shop) -> None:
    shop.hear(stated("a", 9))
    shop.announced()
    with shop.session.begin_nested() as savepoint:
        shop.hear(HOLD)
        savepoint.rollback()
    assert shop.announced() == []


def test_the_trace_of_the_cause_is_carried_on(shop: Shop) -> None:
    shop.hear(stated("a", 9))
    shop.announced()
    command = order_created("o1", ("a", 2))
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    shop.hear(replace(command, cause=command.cause._replace(traceparent=trace)))
    assert [row.traceparent for row in shop.announced()] == [trace, trace]
