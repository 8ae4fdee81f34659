"""Paid units that are to ship, until they are reported or taken for gone (ADR 0058)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from tests.inventory.model.orders import Ask, Order, Places
from tests.inventory.model.stock import Place


def not_gone(order: Order) -> dict[Place, int]:
    """Return the taken units of its lines that nobody has reported to be gone."""
    left: Counter[Place] = Counter()
    for sku in {sku for sku, _ in order.units} if order.taken else ():
        for at, units in order.unpinned(sku):
            left[sku, at] += units
    return {place: units for place, units in left.items() if units > 0}


def shipping(before: Order, after: Order, now: datetime, patience: timedelta) -> Order:
    """Return the order with the time until which its paid units are to ship, and with those that
    were taken for gone before.
    """
    left, was = not_gone(after), not_gone(before)
    if after.status != "confirmed" or not left or not patience:
        return after.but(due=None, assumed={})
    due, assumed = after.due, after.assumed
    if before.status != "confirmed" or _grown(was, left):
        due = now + patience
        if before.status == "confirmed" and before.due is None:
            assumed = was
    capped = {place: min(units, left.get(place, 0)) for place, units in assumed.items()}
    after = after.but(due=due, assumed={place: units for place, units in capped.items() if units})
    return after if to_ship(after) else after.but(due=None)


def to_ship(order: Order) -> dict[Place, int]:
    """Return the units that are paid for and still lie there."""
    if order.due is None:
        return {}
    left = {place: units - order.assumed.get(place, 0) for place, units in not_gone(order).items()}
    return {place: units for place, units in left.items() if units > 0}


def taken_for_gone_elsewhere(order: Order, units: dict[Ask, Places], origin: Place, destination: Place) -> Order:
    """Units come from elsewhere. Where those that are to ship do not suffice, some that are taken
    for gone left from there.
    """
    stay = not_gone(order.but(units=units)).get(origin, 0)
    has = order.assumed.get(origin, 0)
    if has <= stay:
        return order
    elsewhere = order.assumed.get(destination, 0) + has - stay
    return order.but(assumed=order.assumed | {origin: stay, destination: elsewhere})


def _grown(was: dict[Place, int], left: dict[Place, int]) -> bool:
    """Return True if more units of a SKU are to ship, over all places."""
    skus = {sku for sku, _ in left}
    return any(_of(left, sku) > _of(was, sku) for sku in skus)


def _of(units: dict[Place, int], sku: str) -> int:
    return sum(number for (other, _), number in units.items() if other == sku)
