"""Have units of an order come from another location. Pure (docs/life-of-a-reservation.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from inventory.domain.commands import Reassign
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.requests.conflicts import conflict
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Reservation
from inventory.domain.orders.returning import NOTHING_LANDED
from inventory.domain.orders.shipping import NOTHING_HEARD, NOTHING_LEFT, Left, pin
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.allocation import Fit
from inventory.domain.orders.units.to_ship import not_reported
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.moving import SameLocation
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.errors import InsufficientStock, PreconditionFailed, Shortfall


def reassigned(before: Reservation, command: Reassign, now: datetime) -> Reservation:
    """Return the reservation with these units at the other location.

    Returns `before` itself for all units of a location that has none any more, because that is a
    replay. Raises `SameLocation`, `PreconditionFailed`, or `ReservationConflict` for units that the
    order does not have.
    """
    if command.from_location == command.to_location:
        raise SameLocation(sku=command.sku, location=command.to_location)
    if not before.live(now) and before.status is not Status.CONFIRMED:
        raise conflict(before, "only a running hold or a paid order has units that can be reassigned.")
    there = reassignable(before).get((command.sku, command.from_location), 0)
    quantity = there if command.quantity is None else command.quantity
    if command.quantity is None and not there and units_at(before, command.sku, command.to_location):
        return before
    if command.expected_versions is not None and before.version not in command.expected_versions:
        raise PreconditionFailed(subject=f"The reservation of order {before.order_id!r}", version=before.version)
    if not quantity or quantity > there:
        raise conflict(before, _why_not(before, command, there))
    lines = [_moved(line, command, quantity) if _takes_any(line, command.sku) else line for line in before.lines]
    return _with_assumed(before._replace(lines=tuple(lines)), command, quantity)


def reassignable(reservation: Reservation) -> dict[StockKey, int]:
    """Return the units that may come from elsewhere: those of lines that name no location, less
    those that are gone.
    """
    gone = _gone(reservation).pinned
    units: dict[StockKey, int] = {}
    for line in reservation.lines:
        if line.location is None:
            there = gone.get((line.sku, None), {})
            for location, held, taken in line.allocations:
                units[line.sku, location] = held + taken - there.get(location, 0)
    return {place: quantity for place, quantity in units.items() if quantity > 0}


def units_left(command: Reassign, before: Reservation, after: Reservation, shelf: Shelf) -> Fit:
    """Return the lines with the counters of both locations. Units that are gone stay as they are.

    Raises as `counters_left`.
    """
    landed = NOTHING_LANDED if before.returned is None else before.returned.landed
    return Fit(after.lines, counters_left(command, before, after, shelf), left=_gone(before), landed=landed)


def counters_left(command: Reassign, before: Reservation, after: Reservation, shelf: Shelf) -> dict[StockKey, Counters]:
    """Return the counters of both locations. A hold leaves the safety stock where it is.

    Raises `LocationNotSetUp`, `LocationInactive` or `InsufficientStock` for the new location.
    """
    shelf.require_usable(command.to_location)
    sku, is_held = command.sku, before.status is Status.PENDING
    quantity = units_at(after, sku, command.to_location) - units_at(before, sku, command.to_location)
    offered = [
        one.available for one in shelf.availabilities(sku, {}, keep_back=is_held) if one.location == command.to_location
    ]
    available = max([0, *offered])
    if available < quantity:
        row = shelf.find((sku, command.to_location))
        kept_back = row.kept_back if row is not None and row.serves and is_held else 0
        raise InsufficientStock(lines=[Shortfall(sku, quantity, available, command.to_location, kept_back)])
    origin, destination = (sku, command.from_location), (sku, command.to_location)
    physical, reserved = (0, quantity) if is_held else (-quantity, 0)
    return {
        origin: shelf.row(origin).counters.moved(-physical, -reserved),
        destination: shelf.row(destination).counters.moved(physical, reserved),
    }


def news_of(reservation: Reservation) -> OutcomeType:
    """Return the announcement. A hold is told again, as whenever its lines change.

    A paid order has one of its own: `StockConfirmed` would ship twice, and `StockAmended` refunds.
    """
    return OutcomeType.STOCK_RESERVED if reservation.status is Status.PENDING else OutcomeType.STOCK_REASSIGNED


def other_ends(command: Reassign) -> dict[str, str]:
    """Return each of the two locations with the other one."""
    return {command.from_location: command.to_location, command.to_location: command.from_location}


def units_at(reservation: Reservation, sku: str, location: str) -> int:
    """Return the units at the location, under a line that takes any, with those that are gone."""
    return sum(
        one.held + one.taken
        for line in reservation.lines
        if _takes_any(line, sku)
        for one in line.allocations
        if one.location == location
    )


def _takes_any(line: AllocatedLine, sku: str) -> bool:
    return line.sku == sku and line.location is None


def _gone(reservation: Reservation) -> Left:
    """Return the units that left, as the lines have them. They left from where they were."""
    goods = reservation.goods
    return NOTHING_LEFT if goods is None else pin(goods.shipping.gone, reservation.ordered_lines, goods.spare)


def _moved(line: AllocatedLine, command: Reassign, quantity: int) -> AllocatedLine:
    """Return the line with its held units elsewhere, or the taken ones if it holds none."""
    units = {location: (held, taken) for location, held, taken in line.allocations}
    is_held = any(one.held for one in line.allocations)
    for location, more in ((command.from_location, -quantity), (command.to_location, quantity)):
        held, taken = units.get(location, (0, 0))
        units[location] = (held + more, taken) if is_held else (held, taken + more)
    allocations = [Allocation(location, *there) for location, there in units.items() if any(there)]
    return line._replace(allocations=tuple(allocations))


def _with_assumed(after: Reservation, command: Reassign, quantity: int) -> Reservation:
    """Return the order with its units that are taken for gone, at the other location as far as the
    units that are to ship do not suffice.
    """
    shipping = after.shipping or NOTHING_HEARD
    origin, destination = (command.sku, command.from_location), (command.sku, command.to_location)
    more = min(quantity, shipping.assumed.get(origin, 0) - not_reported(after).get(origin, 0))
    if more <= 0:
        return after
    assumed = _moved_units(shipping.assumed, origin, destination, more)
    return after._replace(shipping=shipping._replace(assumed=assumed))


def _moved_units(
    units: Mapping[StockKey, int], origin: StockKey, destination: StockKey, quantity: int
) -> dict[StockKey, int]:
    moved = {**units, origin: units[origin] - quantity, destination: units.get(destination, 0) + quantity}
    return {place: there for place, there in moved.items() if there}


def _why_not(before: Reservation, command: Reassign, there: int) -> str:
    named = [line for line in before.lines if (line.sku, line.location) == (command.sku, command.from_location)]
    if named and not there:
        return f"its line of {command.sku!r} names {command.from_location!r}. Amend it to name another location."
    return (
        f"it has {there} units of {command.sku!r} at {command.from_location!r} that may come from elsewhere, besides "
        "those that are gone. Read it for the locations that it has."
    )
