"""With ample stock, the end depends on the set of events heard, not on their order,
number or batches (G4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.database.tables import InboxPending, Reservation, Stock
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import (
    Command,
    OrderCommand,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StateReturn,
)
from inventory.domain.orders.status import Status
from inventory.errors import UnknownSku
from inventory.inbox import claiming, parking
from inventory.inbox import store as inbox
from inventory.inbox.events import commands_of
from inventory.write_path.apply import apply
from tests.inventory.making import (
    HOLDS,
    NOON,
    came_back,
    completed,
    dispatched,
    lines_cancelled,
    order_created,
    payment_succeeded,
    reassign,
    reserve,
    stated,
)
from tests.inventory.model.commands import LOCATIONS, MINUTES, ORDERED, SKUS
from tests.inventory.model.facts import FACTS
from tests.inventory.model.hearsay import ABOUT_ORDERS, Said, said
from tests.inventory.model.settings import SOON, TIMEOUT, look
from tests.inventory.shop import Shop

SUPPLIED = CatalogueQuantity.SUPPLIED
AMPLE = 1_000
EACH = ("west", "main", "east", "new")
LATER = NOON + timedelta(hours=1)
"""The time when all is received: events ahead of it count by their arrival, and need not end the
same (ADR 0036).
"""
PATIENCE = parking.Patience(timedelta(seconds=30), timedelta(hours=1))
EVERYWHERE = [
    Said("ProductCreated", {"product_id": sku, "quantity_on_hand": AMPLE, "location": location}, -60)
    for sku in ("a", "b", "c")
    for location in ("west", "main", "east", "new")
]
_SUPPLY = st.builds(
    lambda sku, location, more, at: Said(
        "ProductUpdated", {"product_id": sku, "quantity_on_hand": AMPLE + more, "location": location}, at
    ),
    SKUS,
    LOCATIONS,
    st.integers(0, 20),
    MINUTES | st.integers(-66, -60),
)
"""Also older than all that is known, which counts where the first statement does.
"""

Delivery = tuple[str, Said]


class Deliveries(NamedTuple):
    """Orders that were reserved over HTTP before. The same events once each, one by one. And in
    another order, some more than once, in chunks.
    """

    reserved: list[Command]
    once: list[Delivery]
    again: list[list[Delivery]]
    counts: CatalogueQuantity


@st.composite
def deliveries(draw: st.DrawFn) -> Deliveries:
    orders = draw(st.sampled_from([["o1"], ["o1", "o2"]]))
    # Few types at a time, since one cancellation makes all other events idle.
    types = draw(st.sampled_from([list(some) for size in (1, 2, 6) for some in combinations(ABOUT_ORDERS, size)]))
    about = said(orders, types)
    told = draw(st.lists(draw(st.sampled_from([about, about | _SUPPLY])), min_size=2, max_size=10))
    events = [(f"event-{number}", one) for number, one in enumerate(told)]
    repeated = draw(st.lists(st.sampled_from(events), max_size=6))
    arriving = draw(st.permutations(events + repeated))
    cuts = sorted(draw(st.sets(st.integers(1, len(arriving) - 1), max_size=4)))
    chunks = [arriving[first:last] for first, last in zip([0, *cuts], [*cuts, len(arriving)], strict=True)]
    reserved = draw(st.sampled_from([[], orders]))
    counts = draw(st.sampled_from(CatalogueQuantity))
    return Deliveries([reserve(one, *draw(ORDERED)) for one in reserved], events, chunks, counts)


def deliver(session: Session, chunk: Sequence[Delivery], counts: CatalogueQuantity = SUPPLIED) -> None:
    """Into the inbox and through it, as one poll and one task."""
    messages = [one.heard(event_id, 0) for event_id, one in chunk]
    recorded = inbox.record(session, messages, now=LATER, retry_after=SOON)
    work(session, [sent.id for sendable in recorded.dispatch.values() for sent in sendable], counts)


def work(session: Session, ids: Sequence[int], counts: CatalogueQuantity) -> None:
    """Do these events, but for orders of SKUs that are not known: those wait, until all that they
    wait for are.
    """
    while ids:
        claimed = claiming.claim(session, ids)
        meant = [commands_of(row.event, patient=True, counts=counts) for row in claimed]
        outcomes = iter(apply(session, [one for commands in meant for one in commands], now=NOON, holds=HOLDS))
        errors = [[next(outcomes).error for _ in commands] for commands in meant]
        waiting = {
            row.id: one.skus
            for row, found in zip(claimed, errors, strict=True)
            for one in found
            if isinstance(one, UnknownSku)
        }
        parking.park(session, waiting, now=NOON, patience=PATIENCE)
        claiming.complete(session, [row.id for row in claimed if row.id not in waiting])
        known, vain = parking.release(session, catalogue="products", now=NOON, patience=PATIENCE)
        assert vain == 0
        ids = list(session.scalars(select(InboxPending.id).where(InboxPending.waits_for == []))) if known else []


MOMENTS = 3
Elsewhere = tuple[int, str, int | None]
"""Units that are reassigned: those of one of the places of an order, their new place and number."""
ELSEWHERE = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(EACH), st.sampled_from([None, None, 1, 2])))


def reassign_some(shop: Shop, elsewhere: Sequence[Elsewhere]) -> None:
    """Have units come from elsewhere, if there are any."""
    for number, destination, quantity in elsewhere:
        orders = map(shop.reservation, shop.session.scalars(select(Reservation.order_id)))
        has = [
            (order.order_id, line.sku, one.location)
            for order in orders
            if order.status in {Status.PENDING, Status.CONFIRMED}
            for line in order.lines
            if line.location is None
            for one in line.allocations
        ]
        if has:
            order_id, sku, origin = has[number % len(has)]
            shop.batch(reassign(order_id, sku, origin, destination, quantity))


def end(
    shop: Shop,
    reserved: Sequence[Command],
    chunks: Sequence[Sequence[Delivery]],
    *,
    supplied: Sequence[Said] = tuple(EVERYWHERE),
    counts: CatalogueQuantity = SUPPLIED,
    elsewhere: Sequence[Elsewhere] = (),
) -> tuple[Any, Any]:
    """Each order's status and lines, and the totals per SKU, after these deliveries. Undone
    again. Units are reassigned `elsewhere` in between.
    """
    with shop.session.begin_nested() as savepoint:
        deliver(shop.session, [(f"supply-{number}", one) for number, one in enumerate(supplied)])
        shop.batch(*reserved)
        for number, chunk in enumerate(chunks):
            reassign_some(shop, elsewhere[number::MOMENTS])
            deliver(shop.session, chunk, counts)
        totals = select(
            Stock.sku,
            func.sum(Stock.quantity_on_hand),
            func.sum(Stock.quantity_reserved),
            func.sum(Stock.quantity_shortfall),
        )
        orders, _ = shop.outcome()
        left = orders, shop.session.execute(totals.group_by(Stock.sku).order_by(Stock.sku)).all()
        assert shop.discrepancies() == []
        savepoint.rollback()
    return left


NAMED_AT_FIRST = [
    (
        "named",
        Said(
            "OrderCreated",
            {
                "order_id": "o1",
                "items": [{"sku": "a", "quantity": 1, "location": "main"}, {"sku": "b", "quantity": 1}],
            },
            0,
        ),
    ),
    (
        "not named",
        Said("OrderCreated", {"order_id": "o1", "items": [{"sku": s, "quantity": 1} for s in ("a", "b")]}, 1),
    ),
]
"""An order names a location, and no longer does when it is amended."""


@pytest.mark.timeout(TIMEOUT)
@look(45)
@example(Deliveries([], NAMED_AT_FIRST, [NAMED_AT_FIRST[1:], NAMED_AT_FIRST[:1]], SUPPLIED))
@given(deliveries())
def test_any_order_of_arrival_ends_the_same(shop: Shop, both: Deliveries) -> None:
    once = [[one] for one in both.once]
    assert end(shop, both.reserved, both.again, counts=both.counts) == end(
        shop, both.reserved, once, counts=both.counts
    )


@pytest.mark.timeout(TIMEOUT)
@look(45)
@given(deliveries(), ELSEWHERE)
def test_units_that_are_reassigned_meanwhile_change_places_alone(
    shop: Shop, both: Deliveries, elsewhere: list[Elsewhere]
) -> None:
    once = [[one] for one in both.once]
    orders, totals = end(shop, both.reserved, both.again, counts=both.counts, elsewhere=elsewhere)
    others, as_many = end(shop, both.reserved, once, counts=both.counts)
    assert (without_places(orders), totals) == (without_places(others), as_many)


def without_places(orders: Sequence[Any]) -> list[Any]:
    """Return each order with its status and lines, and with its held and taken units in sum."""
    return [
        (order_id, status, [(line | {"allocations": None}, *units(line["allocations"])) for line in lines])
        for order_id, status, lines in orders
    ]


def units(allocations: Sequence[dict[str, Any]]) -> tuple[int, int]:
    return sum(one["held"] for one in allocations), sum(one["taken"] for one in allocations)


PAID_LATER = timedelta(hours=1)
ABOUT_GOODS = [
    *(StateOrder, StatePayment, StatePaymentFailure, StateCancellation, StateDispatch, StateCompletion),
    *(StateLinesCancelled, StateLinesCancelled, StateReturn, StateReturn),
]


STATED_AGAIN: list[Command] = [
    order_created("o1", ("a", 3)),
    payment_succeeded("o1"),
    dispatched("o1", "d1", ("a", 3), at=1),
    dispatched("o1", "d1", ("a", 2), at=2),
]
"""All has left, and then it is said that one unit was left behind."""
REFUNDED: list[Command] = [
    order_created("o1", ("a", 3)),
    payment_succeeded("o1"),
    came_back("o1", "r1", ("a", 1, "sellable"), at=-20),
    order_created("o1", ("a", 2), at=-19),
    completed("o1"),
]
"""One unit came back, and the order is for the other two. These stay away."""
GIVEN_BACK: list[Command] = [
    *REFUNDED[:3],
    lines_cancelled("o1", "c1", ("a", 1), at=-19),
    payment_succeeded("o1", at=-17),
    completed("o1", at=-18),
    lines_cancelled("o1", "c2", ("a", 1), at=-16),
]
"""The same by a cancel, with another payment. One more is given up once all have left."""


def _possible(one: OrderCommand) -> OrderCommand:
    """Both doors refuse an order that one location is to serve, and whose lines name several."""
    if isinstance(one, StateOrder) and any(line.location is not None for line in one.lines):
        return replace(one, preference=one.preference._replace(whole=False))
    return one


@st.composite
def goods_leaving(draw: st.DrawFn) -> tuple[list[Command], list[list[Command]]]:
    """Facts about one order whose goods leave and come back, and the same in another order, some
    more than once, in chunks.
    """
    kinds = draw(st.lists(st.sampled_from(ABOUT_GOODS), min_size=1, max_size=4))
    facts = st.one_of([FACTS[kind] for kind in (StateOrder, StateDispatch, *kinds)])
    told = draw(st.lists(facts, min_size=2, max_size=8))
    about: list[Command] = [_possible(replace(one, order_id="o1")) for one in told if isinstance(one, OrderCommand)]
    arriving = draw(st.permutations([*about, *draw(st.lists(st.sampled_from(about), max_size=4))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(arriving)), max_size=3)))
    chunks = [arriving[first:last] for first, last in zip([0, *cuts], [*cuts, len(arriving)], strict=True)]
    return about, [chunk for chunk in chunks if chunk]


def shelves(shop: Shop, chunks: Sequence[Sequence[Command]], elsewhere: Sequence[Elsewhere] = ()) -> tuple[Any, Any]:
    """Return the order's status and lines, and the totals per SKU, with those on the shelf. Units
    that are not for sale count apart.
    """
    with shop.session.begin_nested() as savepoint:
        shop.batch(*(stated(sku, AMPLE, location=location) for sku in ("a", "b") for location in EACH))
        for number, chunk in enumerate(chunks):
            reassign_some(shop, elsewhere[number::MOMENTS])
            shop.batch(*chunk)
        counters = (Stock.quantity_on_hand - Stock.quantity_shortfall, Stock.quantity_reserved, Stock.quantity_to_ship)
        groups = Stock.sku, Stock.sells
        totals = select(*groups, *(func.sum(one) for one in counters)).group_by(*groups).order_by(*groups)
        orders = [
            (one.status, [(line.line, line.tracked) for line in one.lines])
            for one in map(shop.reservation, shop.session.scalars(select(Reservation.order_id)))
        ]
        left = orders, [row for row in shop.session.execute(totals) if any(row[2:])]
        assert shop.discrepancies() == []
        savepoint.rollback()
    return left


@pytest.mark.timeout(TIMEOUT)
@pytest.mark.parametrize("within", [timedelta(), PAID_LATER], ids=["not awaited", "awaited"])
@look(45)
@example(told=(STATED_AGAIN, [STATED_AGAIN[:2], STATED_AGAIN[:1:-1]]), elsewhere=[])
@example(told=(REFUNDED, [REFUNDED[::-1]]), elsewhere=[])
@example(told=(GIVEN_BACK, [GIVEN_BACK[::-1]]), elsewhere=[])
@given(told=goods_leaving(), elsewhere=st.just([]) | ELSEWHERE)
def test_goods_may_leave_in_any_order_of_arrival(
    shop: Shop, within: timedelta, told: tuple[list[Command], list[list[Command]]], elsewhere: list[Elsewhere]
) -> None:
    """The units to ship are the same too, with dispatches and returns that are stated again, early
    and late, and with units that are reassigned in between.
    """
    shop.holds = replace(HOLDS, dispatched_after_seconds=int(within.total_seconds()))
    once, again = told
    assert shelves(shop, again, elsewhere) == shelves(shop, [[one] for one in once])


PRODUCTS = [
    Said(
        "ProductCreated",
        {
            "product_id": f"p-{sku}",
            "variants": [
                {"sku": sku, "quantity_on_hand": AMPLE, "location": location}
                for location in ("west", "main", "east", "new")
            ],
        },
        -60,
    )
    for sku in ("a", "b", "c")
]


ORDER_A = Said("OrderCreated", {"order_id": "o1", "items": [{"sku": "a", "quantity": 1}]}, 0)
TRIED_TWICE = [
    ("failed", Said("PaymentFailed", {"order_id": "o1"}, 0)),
    ("ordered", ORDER_A),
    ("paid", Said("PaymentSucceeded", {"order_id": "o1"}, 1)),
]
"""A payment that fails is heard of first, and one that succeeds last, before the catalogue."""
LOST = [
    ("lost", Said("OrderFailed", {"order_id": "o1", "restock": False}, 0)),
    ("ordered", ORDER_A),
    ("paid", Said("PaymentSucceeded", {"order_id": "o1"}, 0)),
]
"""An order that is over before it is known, and whose units are gone once it is paid."""
LOST_LATER = [("cancelled", Said("OrderCancelled", {"order_id": "o1"}, -1)), *LOST[1:], LOST[0]]
"""The same, and at first it was cancelled with its units restocked."""
PAID_BEFORE_AMENDED = [
    ("ordered", ORDER_A),
    ("amended", replace(ORDER_A, minutes=1)),
    ("ordered-c", Said("OrderCreated", {"order_id": "o1", "items": [{"product_id": "c", "quantity": 1}]}, 0)),
    ("paid", Said("PaymentSucceeded", {"order_id": "o1"}, 0)),
]
"""Lines that are paid, but come second to an amendment when they are heard."""
PRODUCT_A = ("supply-0", PRODUCTS[0])
PRODUCT_C = ("supply-2", PRODUCTS[2])


@st.composite
def overtaking(draw: st.DrawFn) -> tuple[list[Delivery], list[Delivery]]:
    """Products and then events about an order, and the same in any other order."""
    told = draw(st.lists(said(["o1"], ABOUT_ORDERS), min_size=1, max_size=6))
    products = [(f"supply-{number}", one) for number, one in enumerate(PRODUCTS)]
    events = [*products, *((f"event-{number}", one) for number, one in enumerate(told))]
    return events, draw(st.permutations(events))


@pytest.mark.timeout(TIMEOUT)
@look(60)
@example(
    (
        [PRODUCT_A, *TRIED_TWICE],
        [*TRIED_TWICE, PRODUCT_A],
    )
)
@example(([PRODUCT_A, *LOST], [*LOST, PRODUCT_A]))
@example(([PRODUCT_A, *LOST_LATER], [*LOST_LATER, PRODUCT_A]))
@example(([PRODUCT_A, PRODUCT_C, *PAID_BEFORE_AMENDED], [PRODUCT_A, *PAID_BEFORE_AMENDED, PRODUCT_C]))
@given(overtaking())
def test_orders_may_overtake_their_products(shop: Shop, both: tuple[list[Delivery], list[Delivery]]) -> None:
    first, other = ([[one] for one in events] for events in both)
    assert end(shop, [], other, supplied=[]) == end(shop, [], first, supplied=[])
