"""Paid units that are to be shipped: until when, and the counters that say so (ADR 0058). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from inventory.domain.orders.decision import Decision
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import NO_UNITS, NOTHING_HEARD, by_sku, less
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.to_ship import not_reported, to_ship
from inventory.domain.stock.shelf import Shelf


def awaiting_dispatch(
    before: Reservation, decided: Decision, shelf: Shelf, *, now: datetime, within: timedelta
) -> Decision:
    """Return the decision with the units to ship."""
    after = _until(before, decided.after, now=now, within=within)
    was, is_ = to_ship(before), to_ship(after)
    counters = dict(decided.fitted.counters)
    for place in sorted(was.keys() | is_.keys()):
        if moved := is_.get(place, 0) - was.get(place, 0):
            counters[place] = (counters.get(place) or shelf.row(place).counters).shipping(moved)
    return decided._replace(after=after, fitted=decided.fitted._replace(counters=counters))


def _until(before: Reservation, after: Reservation, *, now: datetime, within: timedelta) -> Reservation:
    """Return the order with the time until which its units are awaited, if any are."""
    shipping = after.shipping or NOTHING_HEARD
    assumed = shipping.assumed
    if after.status is not Status.CONFIRMED:
        due, assumed = None, NO_UNITS
    elif within and (before.status is not Status.CONFIRMED or _has_more_to_ship(before, after)):
        if before.status is Status.CONFIRMED and before.dispatch_due_at is None:
            # What was taken for gone stays so. Only the added units are to ship.
            assumed = not_reported(before)
        due = now + within
    else:
        due = after.dispatch_due_at
    left = not_reported(after)
    assumed = {place: min(units, left[place]) for place, units in assumed.items() if place in left}
    if dict(shipping.assumed) != assumed:
        after = after._replace(shipping=shipping._replace(assumed=assumed))
    return after._replace(dispatch_due_at=due if less(left, assumed) else None)


def _has_more_to_ship(before: Reservation, after: Reservation) -> bool:
    """Return True if more units of a SKU are taken and not reported as gone, wherever they are."""
    return not by_sku(not_reported(after)) <= by_sku(not_reported(before))
