"""Histories that `make pairs` found, in which two statements of an order are of one instant."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.inventory.making import order_created, release, reserve, stated
from tests.inventory.model.machine import SideBySide


def test_a_refused_amendment_forgets_no_reserve_call_of_its_instant(session: Session) -> None:
    """A reserve call after a release is a microsecond late, and so is what replaces the event."""
    both = SideBySide(session)
    both.apply([stated("a", 2)])
    both.apply([reserve("other", ("a", 1))])
    both.apply([reserve("o", ("a", 1))])
    both.apply([release("o")])
    both.apply([reserve("o", ("a", 1))])
    both.apply([order_created("o", ("a", 2), at=0)])
