"""Choose the locations that serve the lines of an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from inventory.domain.stock.sourcing import MAX_EXACT, Availability, Need, Share, source

PRIORITIES = {"a": 2, "b": 0, "c": 1, "d": 1, "e": 0, "f": 2, "g": 1, "h": 0, "i": 3}
FEW, MANY = list(PRIORITIES)[:MAX_EXACT], list(PRIORITIES)


def needs_at(places: Sequence[str]) -> st.SearchStrategy[list[Need]]:
    units = st.dictionaries(st.sampled_from(places), st.integers(0, 6))
    return st.lists(st.builds(need, st.integers(1, 9), units), min_size=1, max_size=4)


def need(quantity: int, units: dict[str, int], own: Sequence[str] = ()) -> Need:
    return Need(quantity, [Availability(PRIORITIES[at], at, there) for at, there in units.items()], own)


VISITED = st.frozensets(st.sampled_from(FEW), max_size=2)


def places_of(shares: list[list[Share]]) -> set[str]:
    return {share.location for each in shares for share in each}


def rank(places: set[str]) -> list[tuple[int, str]]:
    return sorted((PRIORITIES[at], at) for at in places)


def enough(needs: Sequence[Need], places: set[str] | frozenset[str]) -> bool:
    return all(
        sum(one.available for one in need.availabilities if one.location in places) >= need.quantity for need in needs
    )


def sets_of(places: Sequence[str]) -> Iterator[set[str]]:
    return (set(some) for number in range(len(places) + 1) for some in combinations(places, number))


def largest_first(quantity: int, units: dict[str, int]) -> dict[str, int]:
    """Return the shares of one need by an account of our own: all places are its to take from."""
    shares: dict[str, int] = {}
    while quantity and units:
        able = [at for at in units if units[at] >= quantity]
        at = (
            min(able, key=lambda at: (PRIORITIES[at], at))
            if able
            else min(units, key=lambda at: (-units[at], PRIORITIES[at], at))
        )
        shares[at] = min(quantity, units[at])
        quantity -= shares[at]
        units = {other: there for other, there in units.items() if other != at}
    return shares


@given(needs_at(MANY), VISITED)
def test_shares_are_never_more_than_needed_or_available(needs: list[Need], visited: frozenset[str]) -> None:
    for one, shares in zip(needs, source(needs, visited), strict=True):
        could_give = {a.location: a.available for a in one.availabilities}
        assert all(0 < share.quantity <= could_give[share.location] for share in shares)
        assert len({share.location for share in shares}) == len(shares)
        if enough(needs, set(MANY)):
            assert sum(share.quantity for share in shares) == one.quantity
        assert sum(share.quantity for share in shares) == min(one.quantity, sum(could_give.values()))


@given(needs_at(FEW), VISITED)
def test_the_smallest_of_all_sets_of_locations_serves(needs: list[Need], visited: frozenset[str]) -> None:
    """Look at each set there is: the chosen one is the smallest, and of these the first by rank."""
    if not enough(needs, set(FEW)):
        return
    others = [at for at in FEW if at not in visited]
    best = min((len(some), rank(some)) for some in sets_of(others) if enough(needs, some | visited))
    used = places_of(source(needs, visited)) - visited
    assert (len(used), rank(used)) == best


@given(needs_at(FEW))
def test_each_line_is_whole_or_from_the_largest_within_the_set(needs: list[Need]) -> None:
    if not enough(needs, set(FEW)):
        return
    sourced = source(needs)
    serving = places_of(sourced)
    for one, shares in zip(needs, sourced, strict=True):
        units = {a.location: a.available for a in one.availabilities if a.location in serving and a.available}
        assert dict(shares) == largest_first(one.quantity, units)


@given(needs_at(FEW), VISITED, st.data())
def test_more_units_never_make_more_parcels(needs: list[Need], visited: frozenset[str], data: st.DataObject) -> None:
    if not enough(needs, set(FEW)):
        return
    richer = [
        one._replace(availabilities=[a._replace(available=a.available + data.draw(st.integers(0, 3))) for a in one[1]])
        for one in needs
    ]
    parcels, fewer = places_of(source(needs, visited)) - visited, places_of(source(richer, visited)) - visited
    assert len(fewer) <= len(parcels)


@example(
    needs=[need(3, {"a": 3, "b": 2, "g": 1}), need(3, {"c": 3, "d": 2, "e": 1}), need(4, {"f": 4, "h": 3, "i": 1})],
    visited=frozenset(),
)
@given(needs_at(MANY), VISITED)
def test_of_many_locations_none_serves_in_vain(needs: list[Need], visited: frozenset[str]) -> None:
    if not enough(needs, set(MANY)):
        return
    used = places_of(source(needs, visited)) - visited
    assert all(not enough(needs, (used | visited) - {one}) for one in used)
    one_place = [at for at in MANY if enough(needs, visited | {at})]
    assert len(used) <= 1 or not one_place


@given(needs_at(MANY), VISITED, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_rows_does_not_matter(
    needs: list[Need], visited: frozenset[str], random: Random
) -> None:
    shuffled = [
        (number, one._replace(availabilities=random.sample(one[1], len(one[1])))) for number, one in enumerate(needs)
    ]
    random.shuffle(shuffled)
    sourced = source([one for _, one in shuffled], visited)
    assert {number: shares for (number, _), shares in zip(shuffled, sourced, strict=True)} == dict(
        enumerate(source(needs, visited))
    )


def test_a_location_that_is_not_needed_in_the_end_serves_nothing() -> None:
    """`b` completes a line and gives most. Then `c` and `d` are needed, and have all."""
    others = dict.fromkeys("aefg", 1)
    needs = [
        need(4, {"b": 3, "c": 2, "d": 2, **others}),
        need(1, {"c": 1}),
        need(1, {"d": 1}),
        need(2, {"b": 2, "c": 1, "d": 1}),
    ]
    c, d = Share("c", 1), Share("d", 1)
    assert source(needs) == [[Share("c", 2), Share("d", 2)], [c], [d], [c, d]]


def test_one_parcel_where_the_first_location_of_each_line_would_make_two() -> None:
    needs = [need(2, {"b": 5, "c": 5}), need(2, {"c": 5})]
    assert source(needs) == [[Share("c", 2)], [Share("c", 2)]]


def test_two_parcels_where_emptying_the_first_location_would_make_three() -> None:
    assert source([need(6, {"b": 1, "c": 4, "d": 4})]) == [[Share("c", 4), Share("d", 2)]]


def test_a_location_that_sends_a_parcel_anyway_comes_before_a_better_one() -> None:
    assert source([need(2, {"a": 2, "b": 2})], frozenset("a")) == [[Share("a", 2)]]
    assert source([need(2, {"a": 1, "b": 2})], frozenset("a")) == [[Share("b", 2)]]


def test_a_line_goes_on_where_it_has_units() -> None:
    assert source([need(2, {"a": 2, "b": 2}, own="a")], frozenset("ab")) == [[Share("a", 2)]]


def test_nothing_is_chosen_where_there_is_not_enough() -> None:
    assert source([need(9, {"b": 1, "c": 4}), need(1, {"a": 1})]) == [[Share("c", 4), Share("b", 1)], [Share("a", 1)]]
    assert source([need(1, {})]) == [[]]
