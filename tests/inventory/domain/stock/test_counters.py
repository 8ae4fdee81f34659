"""Two numbers are the truth of a stock row. The columns follow from them and always satisfy the
table's CHECKs.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.stock.counters import Counters, Total

LEVELS = st.builds(Counters, st.integers(-50, 50), st.integers(0, 50), st.integers(0, 9))


@given(LEVELS)
def test_the_columns_satisfy_the_checks_and_give_the_level_back(level: Counters) -> None:
    assert 0 <= level.reserved <= level.on_hand
    assert level.shortfall == 0 or (level.shortfall > 0 and level.on_hand == level.reserved)
    assert level.available == level.on_hand - level.reserved
    assert Counters.of_columns(level.on_hand, level.reserved, level.shortfall, level.to_ship) == level


@given(LEVELS, st.integers(0, 80))
def test_additions_settle_the_shortfall_first(level: Counters, units: int) -> None:
    after = level.moved(units, 0)
    settled = min(units, level.shortfall)
    assert after.shortfall == level.shortfall - settled
    assert after.available == level.available + units - settled


@given(LEVELS, st.integers(0, 50))
def test_an_ended_hold_settles_the_shortfall_first(level: Counters, units: int) -> None:
    units = min(units, level.reserved)
    after = level.moved(0, -units)
    settled = min(units, level.shortfall)
    assert after.shortfall == level.shortfall - settled
    assert after.available == level.available + units - settled


@pytest.mark.parametrize(
    ("available", "shortfall", "threshold", "name"),
    [
        (9, 0, None, "in_stock"),
        (6, 0, 5, "in_stock"),
        (5, 0, 5, "low"),
        (0, 0, 5, "out_of_stock"),
        (0, 0, None, "out_of_stock"),
        (0, 1, 5, "short"),
        (9, 1, 5, "short"),
    ],
)
def test_the_name_of_a_level(available: int, shortfall: int, threshold: int | None, name: str) -> None:
    assert (
        Total(on_hand=available, reserved=0, available=available, shortfall=shortfall, threshold=threshold).level
        == name
    )


ROWS = st.lists(st.tuples(LEVELS, st.none() | st.integers(0, 9), st.none() | st.integers(0, 80)), max_size=4)


@given(ROWS)
def test_sellable_units_are_available_ones_and_never_below_zero(
    rows: list[tuple[Counters, int | None, int | None]],
) -> None:
    total = Total.of(rows)
    assert 0 <= total.sellable <= total.available
    assert total.sellable == sum(max(counters.available - (safety or 0), 0) for counters, _, safety in rows)


def test_the_name_of_a_level_goes_by_sellable_units() -> None:
    kept = Total(on_hand=9, reserved=0, available=9, shortfall=0, threshold=5, kept_back=4)
    assert (kept.level, kept._replace(kept_back=9).level) == ("low", "out_of_stock")
