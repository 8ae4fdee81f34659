"""Every permutation of an order's events, each sent once or twice, on a real database: same stock,
same status (G3, G4).

Each sequence has an order and a SKU of its own, so that hundreds of them go through `apply`
together. Of the longest there are 6,384: of those, tier one takes a sample, and
`tests/system/test_every_permutation.py` all, or a larger one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, permutations
from random import Random

import pytest

from inventory.domain.commands import OrderCommand
from inventory.domain.orders.status import Status
from tests.inventory.making import (
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop

Fact = Callable[[str], OrderCommand]

SUPPLIED, ORDERED = 10, 4
SAMPLED = 250
"""The most sequences of a case. Three facts have 222."""


def created(order_id: str) -> OrderCommand:
    return order_created(order_id, (order_id, ORDERED))


def reserved_again(order_id: str) -> OrderCommand:
    return reserve(order_id, (order_id, ORDERED))


def cancelled_for_good(order_id: str) -> OrderCommand:
    return order_cancelled(order_id, restock=False)


def amended(units: int, at: float) -> Fact:
    """The order is said to be so many units, after it was paid: the payment is of half an hour
    before noon.
    """
    return lambda order_id: order_created(order_id, (order_id, units), at=at)


FEWER, MORE, AS_BEFORE = amended(2, -28), amended(6, -25), amended(4, -20)


def paid_for_more(order_id: str) -> OrderCommand:
    return payment_succeeded(order_id, at=-24)


CASES: dict[str, tuple[tuple[Fact, ...], Status, Counters]] = {
    "paid": ((created, payment_succeeded), Status.CONFIRMED, Counters(6)),
    "failed, then paid": ((created, payment_failed, payment_succeeded), Status.CONFIRMED, Counters(6)),
    "paid, then cancelled": ((created, payment_succeeded, order_cancelled), Status.RELEASED, Counters(10)),
    "paid, then cancelled, goods gone": (
        (created, payment_succeeded, cancelled_for_good),
        Status.RELEASED,
        Counters(6),
    ),
    "cancelled": ((created, order_cancelled), Status.RELEASED, Counters(10)),
    "failed": ((created, payment_failed), Status.RELEASED, Counters(10)),
    "failed, reserved again": ((created, payment_failed, reserved_again), Status.PENDING, Counters(10, 4)),
    "failed, reserved again, paid": (
        (created, payment_failed, reserved_again, payment_succeeded),
        Status.CONFIRMED,
        Counters(6),
    ),
    "paid, then fewer": ((created, payment_succeeded, FEWER), Status.CONFIRMED, Counters(8)),
    "paid, then more": ((created, payment_succeeded, MORE), Status.CONFIRMED, Counters(6)),
    "paid, then fewer, then more": ((created, payment_succeeded, FEWER, MORE), Status.CONFIRMED, Counters(8)),
    "paid, then fewer, then as many": (
        (created, payment_succeeded, FEWER, AS_BEFORE),
        Status.CONFIRMED,
        Counters(8),
    ),
    "paid, then more, paid again": ((created, payment_succeeded, MORE, paid_for_more), Status.CONFIRMED, Counters(4)),
    "paid, then fewer, then cancelled": (
        (created, payment_succeeded, FEWER, cancelled_for_good),
        Status.RELEASED,
        Counters(8),
    ),
}


@cache
def deliveries(facts: tuple[Fact, ...]) -> list[tuple[Fact, ...]]:
    """Every sequence with each fact once or twice."""
    some = (doubled for doubles in range(len(facts) + 1) for doubled in combinations(facts, doubles))
    return [sequence for doubled in some for sequence in dict.fromkeys(permutations([*facts, *doubled]))]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[tuple[Fact, ...], Status, Counters]:
    return CASES[request.param]


def stories(
    shop: Shop, facts: tuple[Fact, ...], *, among: Random | None = None, most: int = SAMPLED
) -> dict[str, list[OrderCommand]]:
    """For each sequence of deliveries its commands, by an order id that is also its SKU, and the
    stock for all of them.

    With `among`, at most `most` sequences drawn from it.
    """
    sequences = deliveries(facts)
    if among is not None and len(sequences) > most:
        sequences = among.sample(sequences, most)
    told = {f"o{number}": sequence for number, sequence in enumerate(sequences)}
    shop.batch(*(stated(order_id, SUPPLIED) for order_id in told))
    return {order_id: [fact(order_id) for fact in sequence] for order_id, sequence in told.items()}


def check(shop: Shop, order_ids: Sequence[str], status: Status, counters: Counters) -> None:
    assert shop.reservations() == {status: len(order_ids)}
    assert {shop_counters for _, shop_counters in rows(shop)} == {counters}
    assert sorted(sku for sku, _ in rows(shop)) == sorted(order_ids)


def rows(shop: Shop) -> list[tuple[str, Counters]]:
    return [(row.sku, Counters(*row[2:])) for row in shop.outcome()[1]]


def test_one_delivery_after_the_other(shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters]) -> None:
    deliver_one_by_one(shop, case, among=Random(4))


def deliver_one_by_one(shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters], *, among: Random | None) -> None:
    facts, status, counters = case
    told = stories(shop, facts, among=among)
    for step in range(2 * len(facts)):
        shop.batch(*(commands[step] for commands in told.values() if step < len(commands)))
    check(shop, list(told), status, counters)


@pytest.mark.parametrize("seed", [1, 2])
def test_batches_of_random_composition(shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters], seed: int) -> None:
    deliver_in_random_batches(shop, case, random=Random(seed))


def deliver_in_random_batches(
    shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters], *, random: Random, most: int = SAMPLED
) -> None:
    facts, status, counters = case
    told = stories(shop, facts, among=random, most=most)
    waiting = {order_id: iter(commands) for order_id, commands in told.items()}
    turns = [order_id for order_id, commands in told.items() for _ in commands]
    random.shuffle(turns)
    while turns:
        size = random.randint(1, 600)
        turn, turns = turns[:size], turns[size:]
        shop.batch(*(next(waiting[order_id]) for order_id in turn))
    check(shop, list(told), status, counters)


def test_all_deliveries_in_one_batch(shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters]) -> None:
    deliver_in_one_batch(shop, case, most=SAMPLED)


def deliver_in_one_batch(shop: Shop, case: tuple[tuple[Fact, ...], Status, Counters], *, most: int) -> None:
    facts, status, counters = case
    told = stories(shop, facts, among=Random(3), most=most)
    shop.batch(*(command for commands in told.values() for command in commands))
    check(shop, list(told), status, counters)
