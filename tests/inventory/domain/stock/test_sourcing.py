"""Choose the location that serves a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.stock.sourcing import Availability, Share, source

AVAILABILITIES = st.lists(
    st.builds(Availability, st.integers(0, 3), st.sampled_from("abcdef"), st.integers(0, 12)),
    unique_by=lambda availability: availability.location,
)
NAMED = st.none() | st.sampled_from("abcdefg")


@given(st.integers(1, 30), NAMED, AVAILABILITIES)
def test_shares_are_never_more_than_asked_or_available(
    quantity: int, location: str | None, availabilities: list[Availability]
) -> None:
    shares = source(quantity, location, availabilities)
    could_give = {a.location: a.available for a in availabilities if location in {None, a.location}}
    assert all(0 < share.quantity <= could_give[share.location] for share in shares)
    assert len({share.location for share in shares}) == len(shares)
    assert sum(share.quantity for share in shares) == min(quantity, sum(could_give.values()))


@given(st.integers(1, 30), AVAILABILITIES)
def test_a_line_is_split_only_when_no_location_has_all_of_it(quantity: int, availabilities: list[Availability]) -> None:
    whole = sorted((a.priority, a.location) for a in availabilities if a.available >= quantity)
    shares = source(quantity, None, availabilities)
    if whole:
        assert shares == [Share(whole[0][1], quantity)]
    else:
        assert all(share.quantity < quantity for share in shares)


@given(st.integers(1, 30), NAMED, AVAILABILITIES, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_are_read_does_not_matter(
    quantity: int, location: str | None, availabilities: list[Availability], random: object
) -> None:
    shuffled = list(availabilities)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert source(quantity, location, shuffled) == source(quantity, location, availabilities)


def test_a_split_empties_the_first_by_priority_before_the_next() -> None:
    availabilities = [Availability(2, "north", 9), Availability(1, "south", 4), Availability(2, "east", 3)]
    assert source(8, None, availabilities) == [Share("north", 8)]
    assert source(10, None, availabilities) == [Share("south", 4), Share("east", 3), Share("north", 3)]


def test_a_named_location_serves_alone() -> None:
    availabilities = [Availability(1, "south", 4), Availability(2, "north", 9)]
    assert source(6, "south", availabilities) == [Share("south", 4)]
    assert source(1, "nowhere", availabilities) == []
