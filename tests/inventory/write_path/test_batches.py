"""A batch is only a faster way of applying its commands one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.domain.commands import Command
from tests.inventory.making import (
    amend,
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

ORDERS = st.sampled_from(["o1", "o2", "o3"])
SKUS = st.sampled_from(["a", "b", "c"])
LOCATIONS = st.sampled_from(["east", "main", "west"])
UNITS = st.integers(1, 6)
MINUTES = st.integers(-9, -1)
LINE = st.one_of(st.tuples(SKUS, UNITS), st.tuples(SKUS, UNITS, LOCATIONS))
DISPATCHES = st.sampled_from(["d1", "d2"])
CANCELS = st.sampled_from(["c1", "c2"])
REFERENCES = st.sampled_from(["ref-1", "ref-2"])
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        lambda sku, quantity, at, location: stated(sku, quantity, at=at, location=location),
        SKUS,
        st.none() | st.integers(0, 20),
        MINUTES,
        LOCATIONS,
    ),
    st.builds(
        lambda sku, delta, reference, location: moved(sku, delta, reference=reference, location=location),
        SKUS,
        st.integers(-6, 6).filter(bool),
        REFERENCES,
        LOCATIONS,
    ),
    st.builds(
        lambda sku, quantity, expected, reference, location: counted(
            sku, quantity, expected=expected, reference=reference, location=location
        ),
        SKUS,
        st.integers(0, 9),
        st.none() | st.integers(0, 9),
        REFERENCES,
        LOCATIONS,
    ),
    st.builds(
        lambda o, ordered, at: order_created(o, *ordered, at=at),
        ORDERS,
        st.lists(LINE, min_size=1, max_size=3),
        MINUTES,
    ),
    st.builds(lambda o, ordered: reserve(o, *ordered), ORDERS, st.lists(LINE, min_size=1, max_size=3)),
    st.builds(lambda o, at: payment_succeeded(o, at=at), ORDERS, MINUTES),
    st.builds(lambda o, at: payment_failed(o, at=at), ORDERS, MINUTES),
    st.builds(lambda o, at, restock: order_cancelled(o, at=at, restock=restock), ORDERS, MINUTES, st.booleans()),
    st.builds(
        lambda o, ordered, versions: amend(o, *ordered, expected_versions=versions),
        ORDERS,
        st.lists(LINE, min_size=1, max_size=3),
        st.sampled_from([None, range(1, 2), range(1, 3)]),
    ),
    st.builds(confirm, ORDERS),
    st.builds(release, ORDERS),
    st.builds(cancel, ORDERS),
    st.builds(extend, ORDERS, st.sampled_from([60, 1_200, 9_999])),
    st.builds(expire, ORDERS),
    st.builds(
        lambda o, name, left, at: dispatched(o, name, *left, at=at),
        ORDERS,
        DISPATCHES,
        st.lists(LINE, min_size=1, max_size=3),
        MINUTES,
    ),
    st.builds(
        lambda o, name, left: dispatch(o, name, *left), ORDERS, DISPATCHES, st.lists(LINE, min_size=1, max_size=3)
    ),
    st.builds(lambda o, at: completed(o, at=at), ORDERS, MINUTES),
    st.builds(
        lambda o, name, lost, at: lines_cancelled(o, name, *lost, at=at),
        ORDERS,
        CANCELS,
        st.lists(LINE, min_size=1, max_size=2),
        MINUTES,
    ),
    st.builds(
        lambda o, name, lost: cancel_lines(o, name, *lost), ORDERS, CANCELS, st.lists(LINE, min_size=1, max_size=2)
    ),
)


def after(shop: Shop, batches: Sequence[Sequence[Command]]) -> tuple[Any, ...]:
    """Everything that these batches leave, from a few units at three locations. Undone at the
    end.
    """
    with shop.session.begin_nested() as savepoint:
        for priority, location in enumerate(("west", "main", "east")):
            shop.location(location, priority)
        shop.batch(stated("a", 5, location="main"), stated("a", 4, location="east"), stated("b", 7, location="west"))
        errors = [outcome.error and outcome.error.code for batch in batches for outcome in shop.batch(*batch)]
        announced = [(row.type, row.key) for row in shop.announced() if row.type != "StockLevelChanged"]
        left = (errors, announced, shop.outcome(), shop.discrepancies())
        savepoint.rollback()
    return left


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(COMMANDS, min_size=1, max_size=14), data=st.data())
def test_a_batch_ends_as_its_commands_one_by_one(shop: Shop, commands: list[Command], data: st.DataObject) -> None:
    one_by_one = after(shop, [[command] for command in commands])
    assert one_by_one[-1] == []
    assert after(shop, [commands]) == one_by_one
    cut = data.draw(st.integers(0, len(commands)))
    assert after(shop, [commands[:cut], commands[cut:]]) == one_by_one
