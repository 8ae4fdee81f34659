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
    came_back,
    completed,
    dispatched,
    lines_cancelled,
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


def given_up(units: int, at: float) -> Fact:
    """So many units of the order are cancelled."""
    return lambda order_id: lines_cancelled(order_id, "c1", (order_id, units), at=at)


def back(return_id: str, units: int, at: float, state: str = "sellable") -> Fact:
    """So many units of the order came back."""
    return lambda order_id: came_back(order_id, return_id, (order_id, units, state), at=at)


def left(units: int, at: float) -> Fact:
    return lambda order_id: dispatched(order_id, "d1", (order_id, units), at=at)


FEWER, MORE, AS_BEFORE = amended(2, -28), amended(6, -25), amended(4, -20)


def fewer_at_last(order_id: str) -> OrderCommand:
    return order_created(order_id, (order_id, 2), at=-5)


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
    "paid, then one back": ((created, payment_succeeded, back("r1", 1, -25)), Status.CONFIRMED, Counters(7)),
    "paid, then two back for good": (
        (created, payment_succeeded, back("r1", 2, -29), FEWER),
        Status.CONFIRMED,
        Counters(6 + 2),
    ),
    "paid, then more back than there was": (
        (created, payment_succeeded, back("r1", 3, -25), back("r2", 2, -22, "damaged")),
        Status.CONFIRMED,
        Counters(6 + 5),
    ),
    "paid, then back, then cancelled": (
        (created, payment_succeeded, back("r1", 3, -25), order_cancelled),
        Status.RELEASED,
        Counters(10),
    ),
    "completed, then back for good": (
        (created, completed, back("r1", 2, -10), fewer_at_last),
        Status.CONFIRMED,
        Counters(8),
    ),
    "left, then back, then cancelled": (
        (created, left(3, -25), back("r1", 2, -22), order_cancelled),
        Status.RELEASED,
        Counters(9),
    ),
    "paid, then fewer, then cancelled": (
        (created, payment_succeeded, FEWER, cancelled_for_good),
        Status.RELEASED,
        Counters(8),
    ),
}


PARCEL: tuple[Fact, ...] = (
    created,
    payment_succeeded,
    left(2, -27),
    back("r1", 1, -26),
    amended(3, -24),
    back("r2", 1, -22, "damaged"),
)
LONG: dict[str, tuple[tuple[Fact, ...], Status, Counters]] = {
    "back for good, then completed": (
        (created, payment_succeeded, back("r1", 2, -29), FEWER, completed),
        Status.CONFIRMED,
        Counters(8),
    ),
    "back for good, then completed, then cancelled": (
        (created, payment_succeeded, back("r1", 2, -29), FEWER, completed, order_cancelled),
        Status.RELEASED,
        Counters(8),
    ),
    "back, its unit cancelled, then completed": (
        (created, payment_succeeded, back("r1", 1, -29), given_up(1, -28), completed),
        Status.CONFIRMED,
        Counters(7),
    ),
    "back, then all units cancelled": (
        (created, payment_succeeded, back("r1", 1, -29), given_up(4, -28)),
        Status.RELEASED,
        Counters(10),
    ),
    "a part left, and came back": (PARCEL, Status.CONFIRMED, Counters(9)),
    "a part left, and came back, then cancelled": ((*PARCEL, order_cancelled), Status.RELEASED, Counters(10)),
}
"""Stories of so many facts that their sequences can't be counted."""


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
    assert totals(shop) == dict.fromkeys(order_ids, counters)


def totals(shop: Shop) -> dict[str, Counters]:
    """Return the counters of each SKU over all locations. Goods may come back to another one."""
    found: dict[str, Counters] = {}
    for row in shop.outcome()[1]:
        known = found.get(row.sku, Counters(0))
        found[row.sku] = Counters(*(one + other for one, other in zip(known, row[2:], strict=True)))
    return found


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


@pytest.mark.parametrize("name", LONG)
def test_any_sequences_of_long_stories(shop: Shop, name: str) -> None:
    facts, status, counters = LONG[name]
    random = Random(name)
    told = {}
    for number in range(SAMPLED):
        sequence = [*facts, *random.sample(facts, random.randint(0, len(facts)))]
        random.shuffle(sequence)
        told[f"o{number}"] = [fact(f"o{number}") for fact in sequence]
    shop.batch(*(stated(order_id, SUPPLIED) for order_id in told))
    for step in range(2 * len(facts)):
        shop.batch(*(commands[step] for commands in told.values() if step < len(commands)))
    check(shop, list(told), status, counters)
