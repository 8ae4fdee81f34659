"""An order is announced when its receiver learns something by it."""

from __future__ import annotations

import pytest

from inventory.domain.orders.news import news, news_of_paid
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Reservation
from inventory.domain.orders.status import Status

WEST, EAST = Allocation("west", 0, 1), Allocation("east", 0, 1)


def order(status: Status, *allocations: Allocation) -> Reservation:
    lines = (AllocatedLine("a", 2, "west", allocations),)
    return Reservation("o", status=status, lines=lines)


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.PENDING])
def test_units_that_were_found_in_another_sequence_are_no_news(status: Status) -> None:
    """A payment that is heard late, and is older, has more units be gone. Those of a line stay
    where they are, and are found in another sequence.
    """
    before, after = order(status, WEST, EAST), order(status, EAST, WEST)
    assert news(before, after) is None
    assert news_of_paid(before, after) is None


def test_units_elsewhere_are_news() -> None:
    before, after = order(Status.CONFIRMED, WEST, EAST), order(Status.CONFIRMED, EAST, EAST._replace(location="main"))
    assert news(before, after) is OutcomeType.STOCK_CONFIRMED
    assert news_of_paid(before, after) is OutcomeType.STOCK_AMENDED
