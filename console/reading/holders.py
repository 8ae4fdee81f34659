"""Read the orders that hold units of a SKU now. Takes no lock."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from console.reading.patience import until_full
from inventory.domain.allowance import Allowance
from inventory.domain.orders.reservation import Reservation
from inventory.reading.queries import HoldPosition, Page, ReservationFilter, holds

SEARCH_SECONDS = 1.0
"""Maximum number of seconds that a page looks for holds."""


class Holder(NamedTuple):
    """Units of the SKU that one order holds at one location."""

    order_id: str
    location: str
    units: int
    since: datetime | None
    until: datetime | None


def holders(
    session: Session, sku: str, allowance: Allowance, *, after: HoldPosition | None, limit: int
) -> Page[Holder, HoldPosition]:
    """Return the running holds of the SKU within the caller's reach, the first to end in front.

    A page may have fewer orders than `limit`, even none, and still not be the last.
    """
    where = ReservationFilter(sku=sku, prefix=allowance.order_prefix)
    page = until_full(
        lambda position, most: holds(session, where, after=position, limit=most),
        after=after,
        limit=limit,
        seconds=SEARCH_SECONDS,
    )
    return Page([holder for one in page.entries for holder in _of(one, sku, allowance)], page.last)


def _of(hold: Reservation, sku: str, allowance: Allowance) -> list[Holder]:
    places = allowance.locations
    return [
        Holder(hold.order_id, each.location, each.held, hold.held_since, hold.expires_at)
        for line in hold.lines
        if line.sku == sku
        for each in line.allocations
        if each.held and (places is None or each.location in places)
    ]
