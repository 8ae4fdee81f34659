"""Commands for a small shop: few orders, SKUs, places and units, so that they get in each other's
way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hypothesis import strategies as st

from inventory.domain.adjustments import AdjustmentReason, Change, Count, ShelfCount
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import (
    AdjustStock,
    Cancel,
    Cause,
    Command,
    Move,
    Reassign,
    Release,
    SetPolicy,
    StateCancellation,
    StatePaymentFailure,
    StatePolicy,
    StateSupply,
)
from inventory.domain.lines import Disposition
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.moves import MoveReason
from inventory.domain.policies import Bound, PolicyStatement
from inventory.domain.stock_rules import Amount, StockRulesStatement
from tests.inventory.making import (
    CALLER,
    EVENT,
    Brought,
    Ordered,
    after_noon,
    amend,
    assume_dispatched,
    bring_back,
    came_back,
    cancel_lines,
    completed,
    confirm,
    dispatch,
    dispatched,
    expire,
    extend,
    lines_cancelled,
    order_created,
    payment_succeeded,
    reserve,
    stated,
)
from tests.inventory.model.stock import Site

Strategy = st.SearchStrategy[Command]

ORDERS = [f"o{number}" for number in range(1, 7)]
PRIORITIES = {"west": 0, "main": 1, "east": 1}
LOCATIONS = st.sampled_from([*PRIORITIES] * 4 + ["new"])
SKUS = st.sampled_from(["a"] * 10 + ["b"] * 5 + ["c"])
MINUTES = st.integers(-6, 6) | st.integers(-6, 40)
"""Times of facts: also of a clock that is ahead of ours."""
LONG_AGO = st.integers(-63, -58)
"""Times around those of the statements that every shop begins with."""
SECONDS = st.sampled_from([None] * 4 + [1, 60, 1_200, 9_999])
LINE: st.SearchStrategy[Ordered] = st.tuples(SKUS, st.integers(1, 5)) | st.tuples(SKUS, st.integers(1, 5), LOCATIONS)
ORDERED = st.lists(LINE, min_size=1, max_size=3)
CANCELS = st.sampled_from(["c1", "c1", "c2", "c3"])
WISHES = st.sampled_from([NO_PREFERENCE] * 3 + [None]).flatmap(
    lambda none: (
        st.just(NO_PREFERENCE)
        if none is not None
        else st.builds(
            Preference,
            st.lists(LOCATIONS, max_size=3, unique=True).map(tuple),
            only=st.booleans(),
            whole=st.booleans(),
        ).map(lambda one: one if one.locations else one._replace(only=False))
    )
)
"""Wishes for places: mostly none."""
PARCELS = st.sampled_from(["d1", "d1", "d2", "d3"])
RETURNS = st.sampled_from(["r1", "r1", "r2", "r3"])
DISPOSITIONS = st.sampled_from([Disposition.SELLABLE.value, *map(str, Disposition)])
WORDS = st.sampled_from(["payment_failed", "changed_mind"])
VERSIONS = st.sampled_from([None] * 9 + [range(1, 2), range(2, 3), range(3, 5)])

STOCKED: Strategy = st.builds(
    lambda sku, quantity, location: stated(sku, quantity, at=-60, location=location),
    st.sampled_from(["a", "b"]),
    st.integers(2, 7),
    st.sampled_from(list(PRIORITIES)),
)
HELD: Strategy = st.builds(lambda o, s: reserve(o, *s), st.sampled_from(ORDERS), ORDERED)
SUPPLY: Strategy = st.builds(
    StateSupply,
    sku=SKUS,
    product_id=st.sampled_from(["p", "q"]),
    quantity=st.none() | st.integers(0, 9),
    at=(MINUTES | LONG_AGO).map(after_noon),
    cause=st.sampled_from([EVENT, EVENT, Cause("another catalogue")]),
    location=LOCATIONS,
    low_stock_threshold=st.none() | st.integers(0, 6),
    counts=st.sampled_from([CatalogueQuantity.SUPPLIED, *CatalogueQuantity]),
)
ADJUSTMENT: Strategy = st.builds(
    AdjustStock,
    sku=SKUS,
    adjustment=st.builds(Change, st.integers(-6, 6).filter(bool))
    | st.builds(Count, st.integers(0, 9), st.none() | st.integers(0, 9))
    | st.builds(ShelfCount, st.integers(0, 9), st.none() | st.integers(0, 9)),
    reason=st.sampled_from([AdjustmentReason.RECEIVED, AdjustmentReason.CYCLE_COUNT]),
    reference=st.sampled_from([f"ref-{number}" for number in range(20)]),
    cause=st.just(CALLER),
    location=LOCATIONS,
    expected_versions=VERSIONS,
)
WHEN = st.none() | st.integers(-20, 40).map(after_noon)
AMOUNT = st.none() | st.builds(Amount, st.none() | st.integers(0, 4))
SAFETY = st.lists(
    st.builds(StockRulesStatement, st.none() | LOCATIONS, AMOUNT, st.none()),
    max_size=2,
    unique_by=lambda one: one.location,
).map(tuple)
STOCK_RULE = st.builds(StockRulesStatement, st.none() | LOCATIONS, AMOUNT, AMOUNT)
STOCK_RULES = st.lists(STOCK_RULE, max_size=2, unique_by=lambda one: one.location).map(tuple)
RULES = st.builds(
    PolicyStatement,
    stock=SAFETY,
    tracked=st.sampled_from([None, False, False, True]),
    discontinued=st.sampled_from([None, None, None, False, False, True]),
    sellable_from=st.sampled_from([False] * 4 + [True]).flatmap(
        lambda said: st.builds(Bound, WHEN) if said else st.none()
    ),
    sellable_until=st.sampled_from([False] * 4 + [True]).flatmap(
        lambda said: st.builds(Bound, WHEN) if said else st.none()
    ),
).filter(bool)
RULED = st.sampled_from(["a", "b", "b", "c"])
POLICY: Strategy = st.builds(
    lambda sku, stated, at: StatePolicy(sku, f"product of {sku}", stated, after_noon(at), EVENT), RULED, RULES, MINUTES
) | st.builds(
    SetPolicy,
    RULED,
    st.builds(lambda stated, stock: stated._replace(stock=stock), RULES, STOCK_RULES),
    st.just(CALLER),
    VERSIONS,
)
MOVE: Strategy = st.builds(
    Move,
    sku=SKUS,
    from_location=LOCATIONS,
    to_location=LOCATIONS,
    quantity=st.integers(1, 6),
    reason=st.sampled_from([MoveReason.DAMAGED, MoveReason.RELOCATED]),
    reference=st.sampled_from([f"ref-{number}" for number in range(12)]),
    cause=st.just(CALLER),
    strict=st.booleans(),
)
_UNITS_THERE = st.sampled_from([None, None, 1, 2, 3])
"""Units to reassign: mostly all that an order has at a place."""


def reassigning(orders: st.SearchStrategy[str]) -> Strategy:
    return st.builds(Reassign, orders, SKUS, LOCATIONS, LOCATIONS, _UNITS_THERE, st.just(CALLER))


SITE = st.builds(
    Site,
    priority=st.sampled_from([0, 1, 1, 2]),
    sells=st.sampled_from([True, True, False]),
    active=st.sampled_from([True, True, True, False]),
    returns_to=st.sampled_from([None, None, "east"]),
)


def commands(standing: Mapping[str, list[Ordered]]) -> Strategy:
    """Any command. About half of those on an order are on one that is `standing`, often with the
    lines that it has.
    """
    return _commands(tuple((order_id, tuple(lines)) for order_id, lines in standing.items()))


@lru_cache(64)  # to build and check a strategy takes longer than to draw from it
def _commands(of_orders: tuple[tuple[str, tuple[Ordered, ...]], ...]) -> Strategy:
    standing = {order_id: [*lines] for order_id, lines in of_orders}
    running = st.sampled_from(sorted(standing) or ORDERS)
    orders = st.sampled_from(ORDERS) | running
    lines = ORDERED | st.sampled_from(list(standing.values())) if standing else ORDERED
    parts = lines | lines.map(_units)
    back = st.builds(_brought, parts, st.lists(DISPOSITIONS, min_size=3, max_size=3))
    again = st.sampled_from(sorted(standing.items())) if standing else st.tuples(orders, lines)
    events = _one_of(
        (
            6,
            st.builds(
                lambda o, s, at, ttl, waits, wishes: order_created(
                    o, *s, at=at, ttl_seconds=ttl, patient=waits, wishes=wishes
                ),
                orders,
                lines,
                MINUTES,
                SECONDS,
                st.booleans(),
                WISHES,
            ),
        ),
        (3, st.builds(lambda o, at: payment_succeeded(o, at=at), orders, MINUTES)),
        (
            3,
            st.builds(
                lambda o, parcel, left, at, waits: dispatched(o, parcel, *left, at=at, patient=waits),
                orders,
                PARCELS,
                parts,
                MINUTES,
                st.booleans(),
            ),
        ),
        (1, st.builds(lambda o, at: completed(o, at=at), orders, MINUTES)),
        (3, st.builds(lambda o, one, s, at: lines_cancelled(o, one, *s, at=at), orders, CANCELS, parts, MINUTES)),
        (
            3,
            st.builds(
                lambda o, name, units, at, waits: came_back(o, name, *units, at=at, patient=waits),
                orders,
                RETURNS,
                back,
                MINUTES,
                st.booleans(),
            ),
        ),
        (2, st.builds(lambda o, at, why: StatePaymentFailure(o, why, EVENT, after_noon(at)), orders, MINUTES, WORDS)),
        (
            1,
            st.builds(
                lambda o, at, why, back: StateCancellation(o, why, EVENT, after_noon(at), back),
                orders,
                MINUTES,
                WORDS,
                st.booleans(),
            ),
        ),
    )
    requests = _one_of(
        (
            6,
            st.builds(
                lambda o, s, ttl, wishes: reserve(o, *s, ttl_seconds=ttl, wishes=wishes), orders, lines, SECONDS, WISHES
            ),
        ),
        (1, st.builds(lambda o, s: reserve(o, *s, use_safety_stock=True), orders, lines)),
        (2, st.builds(lambda o_s, ttl: reserve(o_s[0], *o_s[1], ttl_seconds=ttl), again, SECONDS)),
        (
            4,
            st.builds(
                lambda o, s, version, wishes: amend(o, *s, expected_versions=version, wishes=wishes),
                running,
                lines,
                VERSIONS,
                st.none() | WISHES,
            ),
        ),
        (3, st.builds(extend, running, st.sampled_from([1, 60, 1_200, 9_999]))),
        (3, st.builds(confirm, orders)),
        (3, reassigning(orders)),
        (2, st.builds(lambda o, why: Release(o, why, CALLER), orders, WORDS)),
        (1, st.builds(lambda o, why, back: Cancel(o, why, CALLER, back), orders, WORDS, st.booleans())),
        (1, st.builds(expire, orders)),
        (3, st.builds(lambda o, parcel, left: dispatch(o, parcel, *left), running, PARCELS, parts)),
        (3, st.builds(lambda o, name, units: bring_back(o, name, *units), running, RETURNS, back)),
        (1, st.builds(assume_dispatched, orders)),
        (3, st.builds(lambda o, one, s: cancel_lines(o, one, *s), running, CANCELS, parts)),
    )
    return _one_of((2, SUPPLY), (1, ADJUSTMENT), (2, MOVE), (4, events), (9, requests))


def _units(ordered: list[Ordered]) -> list[Ordered]:
    """Return a unit of each line."""
    return [(one[0], 1) if len(one) == 2 else (one[0], 1, one[2]) for one in ordered]


def _brought(ordered: list[Ordered], states: list[str]) -> list[Brought]:
    """Return these units as they come back, each line in a state of its own."""
    return [
        (one[0], one[1], state) if len(one) == 2 else (one[0], one[1], state, one[2])
        for one, state in zip(ordered, states, strict=False)
    ]


def _one_of(*often: tuple[int, Strategy]) -> Strategy:
    """One of these, each about as often as it says."""
    numbers = [number for number, (times, _) in enumerate(often) for _ in range(times)]
    return st.sampled_from(numbers).flatmap(lambda number: often[number][1])
