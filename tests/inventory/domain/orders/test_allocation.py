"""Bring an order to its target: all or nothing, and no unit made or lost on the way."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.domain.commands import Line, merge_lines
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Hold
from inventory.domain.orders.units.allocation import Fit, fit
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.errors import Shortfall
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


def shelf_of(levels: dict[StockKey, Counters]) -> Shelf:
    return Shelf(
        row(sku, level.physical, level.reserved, location=location) for (sku, location), level in levels.items()
    )


def owned(allocated: tuple[AllocatedLine, ...]) -> tuple[Counter[StockKey], Counter[StockKey]]:
    """Units held and units taken, by place."""
    held: Counter[StockKey] = Counter()
    taken: Counter[StockKey] = Counter()
    for line in allocated:
        for allocation in line.allocations:
            held[line.sku, allocation.location] += allocation.held
            taken[line.sku, allocation.location] += allocation.taken
    return held, taken


def units(fitted: Fit) -> dict[tuple[str, str | None], int]:
    return {(line.sku, line.location): sum(one.held + one.taken for one in line.allocations) for line in fitted.lines}


@given(STOCK, ORDERS, HOLD, ORDERS, HOLD)
def test_every_unit_that_moves_is_accounted_for(
    physical: dict[StockKey, int], first: tuple[Line, ...], hold: Hold, second: tuple[Line, ...], then: Hold
) -> None:
    levels = {place: Counters(on_hand) for place, on_hand in physical.items()}
    before: tuple[AllocatedLine, ...] = ()
    for wanted, how in ((first, hold), (second, then)):
        fitted = fit(before, wanted, how, shelf_of(levels))
        if fitted.shortfalls:
            return
        (held_before, taken_before), (held, taken) = owned(before), owned(fitted.lines)
        after = levels | fitted.counters
        for place, level in levels.items():
            assert after[place].reserved == level.reserved + held[place] - held_before[place]
            assert after[place].physical == level.physical - taken[place] + taken_before[place]
        levels, before = after, fitted.lines


@given(STOCK, ORDERS, HOLD)
def test_all_lines_or_none(physical: dict[StockKey, int], wanted: tuple[Line, ...], hold: Hold) -> None:
    levels = {place: Counters(on_hand) for place, on_hand in physical.items()}
    fitted = fit((), wanted, hold, shelf_of(levels))
    assert [line.line for line in fitted.lines] == list(wanted)
    if hold is Hold.NOTHING:
        assert not fitted.counters
        assert not fitted.shortfalls
    elif not fitted.shortfalls:
        assert units(fitted) == {(line.sku, line.location): line.quantity for line in wanted}
        assert all(level.available >= 0 and not level.shortfall for level in fitted.counters.values())


@given(STOCK, ORDERS)
def test_a_new_order_is_refused_only_when_no_assignment_would_do(
    physical: dict[StockKey, int], wanted: tuple[Line, ...]
) -> None:
    left = {place: max(on_hand, 0) for place, on_hand in physical.items()}
    for line in wanted:
        if line.location is not None:
            left[line.sku, line.location] -= line.quantity
    anywhere = Counter({line.sku: line.quantity for line in wanted if line.location is None})
    possible = all(units >= 0 for units in left.values()) and all(
        sum(units for place, units in left.items() if place[0] == sku) >= quantity for sku, quantity in anywhere.items()
    )
    fitted = fit((), wanted, Hold.HELD, shelf_of({place: Counters(on_hand) for place, on_hand in physical.items()}))
    assert (not fitted.shortfalls) == possible


def possible(has: dict[StockKey, int], wanted: tuple[Line, ...]) -> bool:
    """Return True if each place has enough for the lines that name it, and all places for all
    lines.
    """
    left = Counter(has)
    for line in wanted:
        if line.location is not None:
            left[line.sku, line.location] -= line.quantity
    everything = Counter({sku: sum(units for place, units in left.items() if place[0] == sku) for sku in SKUS})
    anywhere = Counter({line.sku: line.quantity for line in wanted if line.location is None})
    return min(left.values()) >= 0 and all(everything[sku] >= quantity for sku, quantity in anywhere.items())


@settings(max_examples=2_000)
@given(STOCK, ORDERS, ORDERS, st.sampled_from([Hold.HELD, Hold.TAKEN]), st.sampled_from([Hold.HELD, Hold.TAKEN]), STOCK)
def test_what_release_and_reserve_could_do_an_amendment_can_and_nothing_else(
    physical: dict[StockKey, int],
    first: tuple[Line, ...],
    second: tuple[Line, ...],
    hold: Hold,
    then: Hold,
    lost: dict[StockKey, int],
) -> None:
    """And where units that were promised are gone since then, the order may still have as many as
    it had.
    """
    levels = {place: Counters(on_hand) for place, on_hand in physical.items()}
    before = fit((), first, hold, shelf_of(levels))
    levels |= before.counters
    current = before.lines if not before.shortfalls else ()
    returned = fit(current, first, Hold.NOTHING, shelf_of(levels))
    anew = fit((), second, then, shelf_of(levels | returned.counters))
    assert bool(fit(current, second, then, shelf_of(levels)).shortfalls) == bool(anew.shortfalls)

    left = {place: level.moved(-abs(lost[place]), 0) for place, level in levels.items()}
    held, taken = owned(current)
    has = {place: left[place].available + held[place] + taken[place] for place in left}
    assert bool(fit(current, second, then, shelf_of(left)).shortfalls) != possible(has, second)


def test_a_line_that_can_do_with_any_place_makes_room_and_else_stays_where_it_is() -> None:
    shelf = Shelf([row("a", 2, 2, location="s1"), row("a", 9, location="s2")])
    held = (AllocatedLine("a", 2, None, (Allocation("s1", 2, 0),)),)
    fitted = fit(held, lines(("a", 2), ("a", 1, "s1")), Hold.HELD, shelf)
    assert [one.allocations for one in fitted.lines] == [
        (Allocation("s1", 1, 0), Allocation("s2", 1, 0)),
        (Allocation("s1", 1, 0),),
    ]
    assert fitted.counters == {("a", "s2"): Counters(9, 1)}
    roomy = Shelf([row("a", 3, 2, location="s1"), row("a", 9, location="s2")])
    fitted = fit(held, lines(("a", 2), ("a", 1, "s1")), Hold.HELD, roomy)
    assert fitted.lines[0].allocations == (Allocation("s1", 2, 0),)


def test_the_shortfalls_of_several_lines_of_a_sku_add_up_and_name_the_place() -> None:
    shelf = Shelf([row("a", 5, location="s1"), row("a", 1, location="s2")])
    wanted = lines(("a", 5, "s1"), ("a", 5))
    assert fit((), wanted, Hold.HELD, shelf).shortfalls == (Shortfall("a", 10, 6),)
    wanted = lines(("a", 7, "s1"), ("a", 1))
    assert fit((), wanted, Hold.HELD, shelf).shortfalls == (Shortfall("a", 7, 5, "s1"),)
    wanted = lines(("a", 7, "s1"), ("a", 1, "s2"), ("a", 2))
    told = (Shortfall("a", 7, 5, "s1"), Shortfall("a", 3, 1))
    assert fit((), wanted, Hold.HELD, shelf).shortfalls == told


@settings(max_examples=300)
@given(STOCK, ORDERS)
def test_what_the_shortfalls_say_is_available_can_be_had(
    physical: dict[StockKey, int], wanted: tuple[Line, ...]
) -> None:
    shelf = shelf_of({place: Counters(on_hand) for place, on_hand in physical.items()})
    shortfalls = fit((), wanted, Hold.HELD, shelf).shortfalls
    named = {(line.sku, line.location) for line in shortfalls if line.location is not None}
    together = {line.sku for line in shortfalls if line.location is None}
    met = [line for line in wanted if (line.sku, line.location) not in named and line.sku not in together]
    could = [Line(line.sku, line.available, line.location) for line in shortfalls if line.available]
    assert not fit((), merge_lines([*met, *could]), Hold.HELD, shelf).shortfalls
    for sku in together:
        told = [line for line in shortfalls if line.sku == sku]
        assert sum(line.requested for line in told) == sum(line.quantity for line in wanted if line.sku == sku)


def test_the_shortfall_says_what_could_be_had() -> None:
    shelf = Shelf([row("a", 3), row("b", 9), row("c", 1, location="west")])
    fitted = fit((), lines(("a", 5), ("b", 9), ("c", 2), ("d", 1)), Hold.HELD, shelf)
    assert fitted.shortfalls == (Shortfall("a", 5, 3), Shortfall("c", 2, 1), Shortfall("d", 1, 0))


def test_units_already_allocated_are_kept_where_they_are() -> None:
    shelf = Shelf([row("a", 9, location="east", priority=1), row("a", 9, 2, location="west", priority=2)])
    held = (AllocatedLine("a", 2, None, (Allocation("west", 2, 0),)),)
    taken = fit(held, lines(("a", 2)), Hold.TAKEN, shelf)
    assert taken.lines[0].allocations == (Allocation("west", 0, 2),)
    assert taken.counters == {("a", "west"): Counters(7, 0)}
    more = fit(held, lines(("a", 5)), Hold.HELD, shelf)
    assert more.lines[0].allocations == (Allocation("west", 5, 0),)
    most = fit(held, lines(("a", 10)), Hold.HELD, shelf)
    assert most.lines[0].allocations == (Allocation("west", 2, 0), Allocation("east", 8, 0))


def test_what_an_amended_order_gives_back_may_serve_its_other_lines() -> None:
    shelf = Shelf([row("a", 4, 4)])
    held = (AllocatedLine("a", 4, None, (Allocation("main", 4, 0),)),)
    fitted = fit(held, lines(("a", 4, "main")), Hold.HELD, shelf)
    assert not fitted.shortfalls
    assert [one.allocations for one in fitted.lines] == [(Allocation("main", 4, 0),)]
    assert fitted.counters == {}


def test_units_promised_during_a_shortfall_may_still_be_taken() -> None:
    shelf = Shelf([row("a", 1, 4)])
    held = (AllocatedLine("a", 4, None, (Allocation("main", 4, 0),)),)
    fitted = fit(held, lines(("a", 4)), Hold.TAKEN, shelf)
    assert not fitted.shortfalls
    level = fitted.counters["a", "main"]
    assert (level.on_hand, level.reserved, level.shortfall) == (0, 0, 3)
