"""Serve an order by the wishes of its caller. The oracle looks at every set of locations (ADR
0063).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from inventory.domain.lines import Line, merge_lines, units_by_sku
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Hold
from inventory.domain.orders.units.allocation import Fit, fit
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from tests.inventory.making import row

PRIORITIES = {"a": 2, "b": 0, "c": 1, "d": 1, "e": 0, "f": 2}
SKUS = ("shirt", "mug", "cap")
PLACES = st.sampled_from([*PRIORITIES])
STOCK = st.fixed_dictionaries({(sku, at): st.sampled_from([0, 0, 1, 2, 4, 6]) for sku in SKUS for at in PRIORITIES})
LINE = st.tuples(st.sampled_from(SKUS), st.integers(1, 4)).map(lambda one: Line(*one))
LINES = st.lists(LINE, min_size=1, max_size=2).map(merge_lines)
PREFERENCES = st.builds(
    Preference,
    st.lists(PLACES, min_size=1, max_size=5, unique=True).map(tuple),
    only=st.booleans(),
    whole=st.booleans(),
)
WHOLE = PREFERENCES.map(lambda one: one._replace(whole=True)) | st.just(Preference(whole=True))
Stock = Mapping[StockKey, int]


def shelf_of(stock: Stock, held: Mapping[StockKey, int] | None = None) -> Shelf:
    """Return the shelf with this available stock, and the units that the order holds."""
    held = held or {}
    places = stock.keys() | held.keys()
    return Shelf(
        row(sku, stock.get((sku, at), 0) + held.get((sku, at), 0), held.get((sku, at), 0), location=at, priority=rank)
        for sku, at in sorted(places)
        for rank in [PRIORITIES[at]]
    )


def rank(places: set[str], wishes: Preference) -> list[tuple[bool, int, str]]:
    """Return the caller's rank first, then the location's own."""
    listed = wishes.locations
    return sorted((at not in listed, listed.index(at) if at in listed else PRIORITIES[at], at) for at in places)


def sets_of(wishes: Preference) -> Iterator[set[str]]:
    allowed = [at for at in PRIORITIES if at in wishes.locations or not wishes.only]
    most = 1 if wishes.whole else len(allowed)
    return (set(some) for number in range(most + 1) for some in combinations(allowed, number))


def have(places: set[str], lines: tuple[Line, ...], stock: Stock) -> bool:
    return all(
        sum(stock.get((sku, at), 0) for at in places) >= quantity for sku, quantity in units_by_sku(lines).items()
    )


def places_of(fitted: Fit) -> set[str]:
    return {one.location for line in fitted.lines for one in line.allocations}


@given(STOCK, LINES, PREFERENCES)
def test_of_the_smallest_sets_the_callers_first_one_serves(
    stock: Stock, lines: tuple[Line, ...], wishes: Preference
) -> None:
    fitted = fit((), lines, Hold.HELD, shelf_of(stock), preference=wishes)
    able = [some for some in sets_of(wishes) if have(some, lines, stock)]
    assert bool(fitted.shortfalls) is not bool(able)
    if able:
        best = min((len(some), rank(some, wishes)) for some in able)
        assert (len(places_of(fitted)), rank(places_of(fitted), wishes)) == best


@st.composite
def amended(draw: st.DrawFn) -> tuple[tuple[AllocatedLine, ...], Stock]:
    """Return an order with units at some locations, and all units that it could have."""
    stock = draw(STOCK.filter(bool))
    held = draw(st.dictionaries(st.sampled_from(sorted(stock)), st.integers(1, 4), min_size=1, max_size=4))
    lines = {
        sku: AllocatedLine(
            sku,
            sum(units for (of, _), units in held.items() if of == sku),
            None,
            tuple(Allocation(at, units, 0) for (of, at), units in sorted(held.items()) if of == sku),
        )
        for sku, _ in sorted(held)
    }
    return tuple(lines.values()), stock


def held_by(current: tuple[AllocatedLine, ...]) -> dict[StockKey, int]:
    return {(line.sku, one.location): one.held for line in current for one in line.allocations}


def staying(current: tuple[AllocatedLine, ...], lines: tuple[Line, ...]) -> set[str]:
    """Return the locations of the units that the order goes on with: the first of each line."""
    own: set[str] = set()
    for line in current:
        left = units_by_sku(lines)[line.sku]
        for one in line.allocations:
            own |= {one.location} if left > 0 else set()
            left -= one.held
    return own


def altogether(stock: Stock, current: tuple[AllocatedLine, ...]) -> dict[StockKey, int]:
    held = held_by(current)
    return {place: stock.get(place, 0) + held.get(place, 0) for place in stock.keys() | held.keys()}


def lacks(current: tuple[AllocatedLine, ...], lines: tuple[Line, ...]) -> bool:
    """Return True if the order has not all units yet. Else it stays, also where people put it."""
    return not units_by_sku(lines) <= units_by_sku(line.line for line in current)


@given(amended(), LINES, PREFERENCES | WHOLE)
def test_an_order_that_lacks_nothing_stays_where_it_is(
    before: tuple[tuple[AllocatedLine, ...], Stock], lines: tuple[Line, ...], wishes: Preference
) -> None:
    current, stock = before
    assume(not lacks(current, lines))
    fitted = fit(current, lines, Hold.HELD, shelf_of(stock, held_by(current)), preference=wishes)
    assert not fitted.shortfalls
    assert places_of(fitted) <= staying(current, lines)


@given(amended(), LINES, WHOLE)
def test_an_amended_order_is_whole_where_it_is_or_at_the_first_location_that_has_all(
    before: tuple[tuple[AllocatedLine, ...], Stock], lines: tuple[Line, ...], wishes: Preference
) -> None:
    current, stock = before
    assume(lacks(current, lines))
    fitted = fit(current, lines, Hold.HELD, shelf_of(stock, held_by(current)), preference=wishes)
    own = staying(current, lines)
    able = [some for some in sets_of(wishes) if have(some, lines, altogether(stock, current))]
    assert bool(fitted.shortfalls) is not bool(able)
    if able:
        best = min((not some <= own, rank(some, wishes)) for some in able)
        assert (not places_of(fitted) <= own, rank(places_of(fitted), wishes)) == best


@given(amended(), LINES, PREFERENCES.map(lambda one: one._replace(only=True, whole=False)))
def test_an_amended_order_stays_at_its_locations_if_they_are_wished(
    before: tuple[tuple[AllocatedLine, ...], Stock], lines: tuple[Line, ...], wishes: Preference
) -> None:
    current, stock = before
    assume(lacks(current, lines))
    fitted = fit(current, lines, Hold.HELD, shelf_of(stock, held_by(current)), preference=wishes)
    if fitted.shortfalls:
        assert not have(set(wishes.locations), lines, altogether(stock, current))
        return
    assert places_of(fitted) <= {*wishes.locations}
    has = held_by(fitted.lines)
    for line in current:
        wished = all(one.location in wishes.locations for one in line.allocations)
        if wished and line.quantity <= units_by_sku(lines)[line.sku]:
            assert all(has[line.sku, one.location] >= one.held for one in line.allocations)


@given(amended(), LINES, PREFERENCES.map(lambda one: one._replace(whole=False)) | st.just(NO_PREFERENCE))
def test_an_amended_order_goes_to_the_smallest_set_of_further_locations(
    before: tuple[tuple[AllocatedLine, ...], Stock], lines: tuple[Line, ...], wishes: Preference
) -> None:
    current, stock = before
    assume(lacks(current, lines))
    fitted = fit(current, lines, Hold.HELD, shelf_of(stock, held_by(current)), preference=wishes)
    own = {at for at in staying(current, lines) if wishes.allows(at)}
    units = altogether(stock, current)
    able = [some - own for some in sets_of(wishes) if have(some | own, lines, units)]
    assert bool(fitted.shortfalls) is not bool(able)
    if able:
        further = places_of(fitted) - own
        assert (len(further), rank(further, wishes)) == min((len(some), rank(some, wishes)) for some in able)


@given(amended(), LINES, PREFERENCES | st.just(NO_PREFERENCE))
def test_an_order_of_other_wishes_is_where_a_new_one_would_be(
    before: tuple[tuple[AllocatedLine, ...], Stock], lines: tuple[Line, ...], wishes: Preference
) -> None:
    """So it does not matter what was heard before (G4)."""
    current, stock = before
    fitted = fit(current, lines, Hold.HELD, shelf_of(stock, held_by(current)), preference=wishes, anew=True)
    as_new = fit((), lines, Hold.HELD, shelf_of(altogether(stock, current)), preference=wishes)
    assert (fitted.shortfalls, fitted.lines) == (as_new.shortfalls, as_new.lines)


@given(STOCK, LINES, WHOLE)
def test_the_location_that_has_most_is_told(stock: Stock, lines: tuple[Line, ...], wishes: Preference) -> None:
    fitted = fit((), lines, Hold.HELD, shelf_of(stock), preference=wishes)
    if not fitted.shortfalls:
        return
    (best,) = {one.best_single_location for one in fitted.shortfalls}
    lacks = {
        at: {sku: units - stock.get((sku, at), 0) for sku, units in units_by_sku(lines).items()}
        for at in PRIORITIES
        if (at in wishes.locations or not wishes.only) and any(stock.get((line.sku, at)) for line in lines)
    }
    short = {at: sorted((sku, units) for sku, units in of.items() if units > 0) for at, of in lacks.items()}
    if best is None:
        assert not short
        return
    assert [(one.sku, one.shortfall) for one in fitted.shortfalls] == short[best]
    assert min((len(some), sum(units for _, units in some)) for some in short.values()) == (
        len(short[best]),
        sum(units for _, units in short[best]),
    )


def test_a_closed_location_is_passed_over_wherever_it_is_ranked() -> None:
    closed, ready = row("shirt", 9, location="a", priority=0), row("shirt", 9, location="b")
    closed.priority = None
    for wishes in (Preference(("a", "b"), only=True), Preference(("a",)), Preference(whole=True)):
        assert places_of(fit((), (Line("shirt", 2),), Hold.HELD, Shelf([closed, ready]), preference=wishes)) == {"b"}


def test_an_order_keeps_units_at_a_closed_location_when_no_other_has_them() -> None:
    closed, ready = row("shirt", 4, 2, location="a", priority=0), row("shirt", 1, location="b")
    closed.priority = None
    current = (AllocatedLine("shirt", 2, None, (Allocation("a", 2, 0),)),)
    for wishes in (Preference(("a", "b")), Preference(("b",))):
        fitted = fit(current, (Line("shirt", 1),), Hold.HELD, Shelf([closed, ready]), preference=wishes, anew=True)
        assert places_of(fitted) == {"b"}
        fitted = fit(current, (Line("shirt", 2),), Hold.HELD, Shelf([closed, ready]), preference=wishes, anew=True)
        assert places_of(fitted) == {"a"}


def test_lines_that_name_a_location_are_not_wished_elsewhere() -> None:
    shelf = shelf_of({("shirt", "a"): 5, ("mug", "b"): 5, ("mug", "c"): 5})
    lines = (Line("mug", 1), Line("shirt", 1, "a"))
    fitted = fit((), lines, Hold.HELD, shelf, preference=Preference(("c",), only=True))
    assert [places.location for line in fitted.lines for places in line.allocations] == ["c", "a"]


def test_a_line_that_names_a_location_has_the_whole_order_there() -> None:
    shelf = shelf_of({("shirt", "a"): 5, ("mug", "a"): 5, ("shirt", "b"): 5, ("mug", "b"): 5})
    fitted = fit((), (Line("mug", 1), Line("shirt", 1, "a")), Hold.HELD, shelf, preference=Preference(whole=True))
    assert places_of(fitted) == {"a"}
