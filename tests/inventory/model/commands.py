"""Commands for a small shop: few orders, SKUs, places and units, so that they get in each other's way."""

from __future__ import annotations

from hypothesis import strategies as st

from inventory.commands import AdjustmentReason, AdjustStock, Cancel, Change, Command, Count, Release, StateSupply
from tests.inventory.making import (
    CALLER,
    EVENT,
    after_noon,
    amend,
    confirm,
    expire,
    extend,
    order_created,
    payment_succeeded,
    reserve,
    stated,
)

ORDERS = st.sampled_from(["o1", "o2", "o3", "o4", "o5"])
SKUS = st.sampled_from(["a"] * 10 + ["b"] * 5 + ["c"])
PRIORITIES = {"west": 0, "main": 1, "east": 1}
LOCATIONS = st.sampled_from([*PRIORITIES] * 4 + ["new"])
UNITS = st.integers(1, 5)
MINUTES = st.integers(-6, 40)
"""When a fact is said to have happened: also when the clock of whoever says so is ahead of ours."""
SECONDS = st.sampled_from([None, 1, 60, 1_200, 9_999])
LINE = st.tuples(SKUS, UNITS) | st.tuples(SKUS, UNITS, LOCATIONS)
ORDERED = st.lists(LINE, min_size=1, max_size=3)
WORDS = st.sampled_from(["payment_failed", "changed_mind"])
REFERENCES = st.sampled_from([f"ref-{number}" for number in range(20)])
VERSIONS = st.sampled_from([None] * 9 + [1, 2, 3])

SUPPLY: st.SearchStrategy[Command] = st.builds(
    StateSupply,
    sku=SKUS,
    product_id=st.sampled_from(["p", "q"]),
    quantity=st.none() | st.integers(0, 20),
    at=MINUTES.map(after_noon),
    cause=st.just(EVENT),
    location=LOCATIONS,
    low_stock_threshold=st.none() | st.integers(0, 6),
)
STOCKED: st.SearchStrategy[Command] = st.builds(
    lambda sku, quantity, location: stated(sku, quantity, at=-60, location=location),
    st.sampled_from(["a", "b"]),
    st.integers(3, 12),
    st.sampled_from(list(PRIORITIES)),
)
ADJUSTMENT: st.SearchStrategy[Command] = st.builds(
    AdjustStock,
    sku=SKUS,
    adjustment=st.builds(Change, st.integers(-6, 6).filter(bool))
    | st.builds(Count, st.integers(0, 9), st.none() | st.integers(0, 9)),
    reason=st.sampled_from([AdjustmentReason.RECEIVED, AdjustmentReason.CYCLE_COUNT]),
    reference=REFERENCES,
    cause=st.just(CALLER),
    location=LOCATIONS,
    expected_version=VERSIONS,
)


def _any(**often: tuple[int, st.SearchStrategy[Command]]) -> st.SearchStrategy[Command]:
    """One of these, each as often as it says."""
    names = [name for name, (times, _) in often.items() for _ in range(times)]
    return st.sampled_from(names).flatmap(lambda name: often[name][1])


EVENT_COMMANDS = _any(
    order_created=(
        6,
        st.builds(
            lambda o, ordered, at, ttl: order_created(o, *ordered, at=at, ttl_seconds=ttl),
            ORDERS,
            ORDERED,
            MINUTES,
            SECONDS,
        ),
    ),
    payment_succeeded=(3, st.builds(lambda o, at: payment_succeeded(o, at=at), ORDERS, MINUTES)),
    payment_failed=(2, st.builds(lambda o, at, why: Release(o, why, EVENT, after_noon(at)), ORDERS, MINUTES, WORDS)),
    order_cancelled=(
        1,
        st.builds(
            lambda o, at, why, back: Cancel(o, why, EVENT, after_noon(at), back),
            ORDERS,
            MINUTES,
            WORDS,
            st.booleans(),
        ),
    ),
)
REQUESTS = _any(
    reserve=(
        10,
        st.builds(lambda o, ordered, ttl: reserve(o, *ordered, ttl_seconds=ttl), ORDERS, ORDERED, SECONDS),
    ),
    confirm=(4, st.builds(confirm, ORDERS)),
    release=(4, st.builds(lambda o, why: Release(o, why, CALLER), ORDERS, WORDS)),
    cancel=(1, st.builds(lambda o, why, back: Cancel(o, why, CALLER, None, back), ORDERS, WORDS, st.booleans())),
    extend=(3, st.builds(extend, ORDERS, st.sampled_from([1, 60, 1_200, 9_999]))),
    amend=(
        4,
        st.builds(lambda o, ordered, version: amend(o, *ordered, expected_version=version), ORDERS, ORDERED, VERSIONS),
    ),
)
COMMANDS = _any(
    supply=(2, SUPPLY),
    adjustment=(2, ADJUSTMENT),
    event=(6, EVENT_COMMANDS),
    request=(6, REQUESTS),
    expire=(1, st.builds(expire, ORDERS)),
)

__all__ = ["COMMANDS", "PRIORITIES", "STOCKED"]
