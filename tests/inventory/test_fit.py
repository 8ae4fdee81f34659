"""Bringing an order to what it should have: all or nothing, and no unit made or lost on the way."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from inventory.allocation import Fit, fit
from inventory.commands import Line, merge_lines
from inventory.errors import Shortfall
from inventory.levels import Level
from inventory.lifecycle import AllocatedLine, Allocation, Hold
from inventory.shelf import Place, Shelf
from tests.inventory.making import lines, row

SKUS = ("a", "b")
LOCATIONS = ("east", "main", "west")
ORDERS = st.lists(
    st.builds(Line, st.sampled_from(SKUS), st.integers(1, 6), st.none() | st.sampled_from(LOCATIONS)),
    min_size=1,
    max_size=4,
).map(merge_lines)
STOCK = st.fixed_dictionaries({(sku, location): st.integers(-2, 8) for sku in SKUS for location in LOCATIONS})
HOLD = st.sampled_from(Hold)


def shelf_of(levels: dict[Place, Level]) -> Shelf:
    return Shelf(row(sku, *level, location=location) for (sku, location), level in levels.items())


def owned(allocated: tuple[AllocatedLine, ...]) -> tuple[Counter[Place], Counter[Place]]:
    """Units held and units taken, by place."""
    held: Counter[Place] = Counter()
    taken: Counter[Place] = Counter()
    for line in allocated:
        for allocation in line.allocations:
            held[line.sku, allocation.location] += allocation.held
            taken[line.sku, allocation.location] += allocation.taken
    return held, taken


def units(fitted: Fit) -> dict[tuple[str, str | None], int]:
    return {(line.sku, line.location): sum(one.held + one.taken for one in line.allocations) for line in fitted.lines}


@given(STOCK, ORDERS, HOLD, ORDERS, HOLD)
def test_every_unit_that_moves_is_accounted_for(
    physical: dict[Place, int], first: tuple[Line, ...], hold: Hold, second: tuple[Line, ...], then: Hold
) -> None:
    levels = {place: Level(on_hand) for place, on_hand in physical.items()}
    before: tuple[AllocatedLine, ...] = ()
    for wanted, how in ((first, hold), (second, then)):
        fitted = fit(before, wanted, how, shelf_of(levels))
        if fitted.shortfalls:
            return
        (held_before, taken_before), (held, taken) = owned(before), owned(fitted.lines)
        after = levels | fitted.levels
        for place, level in levels.items():
            assert after[place].reserved == level.reserved + held[place] - held_before[place]
            assert after[place].physical == level.physical - taken[place] + taken_before[place]
        levels, before = after, fitted.lines


@given(STOCK, ORDERS, HOLD)
def test_all_lines_or_none(physical: dict[Place, int], wanted: tuple[Line, ...], hold: Hold) -> None:
    levels = {place: Level(on_hand) for place, on_hand in physical.items()}
    fitted = fit((), wanted, hold, shelf_of(levels))
    assert [line.line for line in fitted.lines] == list(wanted)
    if hold is Hold.NOTHING:
        assert not fitted.levels
        assert not fitted.shortfalls
    elif not fitted.shortfalls:
        assert units(fitted) == {(line.sku, line.location): line.quantity for line in wanted}
        assert all(level.available >= 0 and not level.shortfall for level in fitted.levels.values())


@given(STOCK, ORDERS)
def test_a_new_order_is_refused_only_when_no_assignment_would_do(
    physical: dict[Place, int], wanted: tuple[Line, ...]
) -> None:
    left = {place: max(on_hand, 0) for place, on_hand in physical.items()}
    for line in wanted:
        if line.location is not None:
            left[line.sku, line.location] -= line.quantity
    anywhere = Counter({line.sku: line.quantity for line in wanted if line.location is None})
    possible = all(units >= 0 for units in left.values()) and all(
        sum(units for place, units in left.items() if place[0] == sku) >= quantity for sku, quantity in anywhere.items()
    )
    fitted = fit((), wanted, Hold.HELD, shelf_of({place: Level(on_hand) for place, on_hand in physical.items()}))
    assert (not fitted.shortfalls) == possible


def test_the_shortfall_says_what_could_be_had() -> None:
    shelf = Shelf([row("a", 3), row("b", 9), row("c", 1, location="west")])
    fitted = fit((), lines(("a", 5), ("b", 9), ("c", 2), ("d", 1)), Hold.HELD, shelf)
    assert fitted.shortfalls == (Shortfall("a", 5, 3), Shortfall("c", 2, 1), Shortfall("d", 1, 0))


def test_units_already_allocated_are_kept_where_they_are() -> None:
    shelf = Shelf([row("a", 9, location="east", priority=1), row("a", 9, 2, location="west", priority=2)])
    held = (AllocatedLine("a", 2, None, (Allocation("west", 2, 0),)),)
    taken = fit(held, lines(("a", 2)), Hold.TAKEN, shelf)
    assert taken.lines[0].allocations == (Allocation("west", 0, 2),)
    assert taken.levels == {("a", "west"): Level(7, 0)}
    more = fit(held, lines(("a", 5)), Hold.HELD, shelf)
    assert more.lines[0].allocations == (Allocation("west", 2, 0), Allocation("east", 3, 0))


def test_what_an_amended_order_gives_back_may_serve_its_other_lines() -> None:
    shelf = Shelf([row("a", 4, 4)])
    held = (AllocatedLine("a", 4, None, (Allocation("main", 4, 0),)),)
    fitted = fit(held, lines(("a", 4, "main")), Hold.HELD, shelf)
    assert not fitted.shortfalls
    assert fitted.levels[("a", "main")] == Level(4, 4)


def test_units_promised_during_a_shortfall_may_still_be_taken() -> None:
    shelf = Shelf([row("a", 1, 4)])
    held = (AllocatedLine("a", 4, None, (Allocation("main", 4, 0),)),)
    fitted = fit(held, lines(("a", 4)), Hold.TAKEN, shelf)
    assert not fitted.shortfalls
    level = fitted.levels["a", "main"]
    assert (level.on_hand, level.reserved, level.shortfall) == (0, 0, 3)
