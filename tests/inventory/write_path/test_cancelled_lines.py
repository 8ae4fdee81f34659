"""Partial cancels of an order: the lines that are left, in any sequence of facts (ADR 0062)."""

from __future__ import annotations

from itertools import permutations

import pytest

from inventory.domain.commands import Command
from inventory.domain.orders.requests.cancel_errors import TooManyCancels
from inventory.domain.orders.stated.reducing import MAX_LINE_CANCELS
from tests.inventory.making import (
    amend,
    cancel_lines,
    completed,
    confirm,
    dispatched,
    lines_cancelled,
    order_cancelled,
    order_created,
    payment_succeeded,
    reserve,
    stated,
)
from tests.inventory.shop import Shop

ORDER = order_created("o", ("a", 4), at=0)
PAID = payment_succeeded("o", at=1)


def end(shop: Shop, *commands: Command) -> tuple[str, dict[str, int], int, int]:
    """Return the status, the ordered units by SKU, and the physical and the held units of `a`."""
    with shop.session.begin_nested() as savepoint:
        shop.hear(stated("a", 20), stated("b", 20), *commands)
        order, row = shop.reservation("o"), shop.counters("a")
        assert row is not None
        assert shop.discrepancies() == []
        lines = {line.sku: line.quantity for line in order.lines}
        found = order.status.value, lines, row.on_hand - row.shortfall, row.reserved
        savepoint.rollback()
    return found


HISTORIES: dict[str, tuple[list[Command], tuple[str, dict[str, int], int, int]]] = {
    "a hold": ([ORDER, lines_cancelled("o", "c1", ("a", 1), at=2)], ("pending", {"a": 3}, 20, 3)),
    "a paid order": ([ORDER, PAID, lines_cancelled("o", "c1", ("a", 1), at=2)], ("confirmed", {"a": 3}, 17, 0)),
    "two cancels": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 1), at=2), lines_cancelled("o", "c2", ("a", 1), at=2)],
        ("confirmed", {"a": 2}, 18, 0),
    ),
    "a cancel that is stated again": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 3), at=2), lines_cancelled("o", "c1", ("a", 1), at=3)],
        ("confirmed", {"a": 3}, 17, 0),
    ),
    "a newer statement says what is left": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 1), at=2), order_created("o", ("a", 3), at=3)],
        ("confirmed", {"a": 3}, 17, 0),
    ),
    "what was given back needs a payment": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 2), at=2), order_created("o", ("a", 3), at=3)],
        ("confirmed", {"a": 2}, 18, 0),
    ),
    "more than there is": (
        [ORDER, lines_cancelled("o", "c1", ("a", 9), ("b", 1), at=2)],
        ("released", {"a": 4}, 20, 0),
    ),
    "nothing left, and stated again": (
        [ORDER, lines_cancelled("o", "c1", ("a", 4), at=2), order_created("o", ("a", 1), at=3)],
        ("pending", {"a": 1}, 20, 1),
    ),
    "nothing left of a paid order": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 4), at=2), order_created("o", ("a", 1), at=3)],
        ("released", {"a": 4}, 20, 0),
    ),
    "units that have left stay gone": (
        [ORDER, PAID, dispatched("o", "d1", ("a", 3), at=2), lines_cancelled("o", "c1", ("a", 2), at=3)],
        ("confirmed", {"a": 2}, 17, 0),
    ),
    "a completed order gives nothing back": (
        [ORDER, completed("o", at=2), lines_cancelled("o", "c1", ("a", 1), at=3)],
        ("confirmed", {"a": 3}, 16, 0),
    ),
    "completed as it stands": (
        [ORDER, lines_cancelled("o", "c1", ("a", 1), at=2), completed("o", at=3)],
        ("confirmed", {"a": 3}, 17, 0),
    ),
    "cancelled as a whole": (
        [ORDER, PAID, lines_cancelled("o", "c1", ("a", 1), at=2), order_cancelled("o", at=3, restock=False)],
        ("released", {"a": 3}, 17, 0),
    ),
    "created, paid, cancelled twice, restated, dispatched": (
        [
            ORDER,
            PAID,
            lines_cancelled("o", "c1", ("a", 1), at=2),
            order_created("o", ("a", 3), at=3),
            lines_cancelled("o", "c2", ("a", 1), at=4),
            dispatched("o", "d1", ("a", 1), at=5),
        ],
        ("confirmed", {"a": 2}, 18, 0),
    ),
}


@pytest.mark.parametrize("history", HISTORIES)
def test_cancels_end_the_same_in_any_sequence(shop: Shop, history: str) -> None:
    facts, expected = HISTORIES[history]
    sequences = list(permutations(facts))
    ends = {number: end(shop, *one) for number, one in enumerate(sequences[:: max(len(sequences) // 120, 1)])}
    assert ends == dict.fromkeys(ends, expected)


def test_a_cancel_takes_from_the_line_of_its_location_first(shop: Shop) -> None:
    shop.location("east", 1)
    shop.hear(stated("a", 9), stated("a", 9, location="east"))
    shop.hear(order_created("o", ("a", 2), ("a", 2, "east"), ("a", 2, "main"), at=0))
    shop.hear(lines_cancelled("o", "c1", ("a", 3, "main"), at=1))
    assert [(line.location, line.quantity) for line in shop.reservation("o").lines] == [(None, 1), ("east", 2)]
    shop.hear(lines_cancelled("o", "c2", ("a", 2), at=1))
    assert [(line.location, line.quantity) for line in shop.reservation("o").lines] == [("east", 1)]


def test_a_reserve_call_answers_to_the_cancels_that_are_known(shop: Shop) -> None:
    shop.hear(stated("a", 9), lines_cancelled("o", "c1", ("a", 1), at=30))
    assert shop.reservation("o").status == "awaiting_order"
    shop.hear(reserve("o", ("a", 3)))
    assert shop.reservation("o").held_units == 3
    shop.hear(lines_cancelled("o", "c2", ("a", 1), at=40))
    assert shop.reservation("o").held_units == 2


def test_an_amendment_is_newer_than_known_cancels(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o", ("a", 3)), lines_cancelled("o", "c1", ("a", 2), at=30))
    assert shop.reservation("o").held_units == 1
    shop.hear(amend("o", ("a", 4)))
    assert shop.reservation("o").held_units == 4


def test_a_refused_amendment_leaves_the_lines_that_cancels_left(shop: Shop) -> None:
    """Also once another fact has the lines weighed again."""
    shop.hear(stated("a", 9), order_created("o", ("a", 3), at=0), lines_cancelled("o", "c1", ("a", 1), at=5))
    shop.hear(order_created("o", ("a", 99), at=3))
    assert shop.reservation("o").held_units == 2
    shop.hear(lines_cancelled("o", "c2", ("a", 1), at=6), confirm("o"))
    assert [line.units for line in shop.reservation("o").lines] == [1]


def test_a_payment_of_an_order_with_nothing_left_is_to_be_refunded(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o", ("a", 3)), lines_cancelled("o", "c1", ("a", 3), at=5))
    shop.announced()
    shop.hear(payment_succeeded("o", at=6), payment_succeeded("o", at=6))
    told = [row for row in shop.announced() if row.key == "o"]
    assert [(row.type, row.data["reason"]) for row in told] == [("StockConfirmationRejected", "order_cancelled")] * 2


def test_one_cancel_too_many_is_refused(shop: Shop) -> None:
    shop.hear(stated("a", 200), reserve("o", ("a", 150)))
    shop.batch(*(cancel_lines("o", f"c{number}", ("a", 1)) for number in range(MAX_LINE_CANCELS)))
    assert shop.reservation("o").held_units == 50
    for command in (cancel_lines("o", "more", ("a", 1)), lines_cancelled("o", "more", ("a", 1))):
        assert isinstance(shop.refused(command), TooManyCancels)
