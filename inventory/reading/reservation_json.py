"""Reservations as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired, cast

from pydantic import AfterValidator

from inventory.boundary.shown import MomentText, ShownJson, Units, open_enum
from inventory.domain.announcing.dispatches import remaining_json
from inventory.domain.announcing.returns import landed_json
from inventory.domain.lines import Disposition
from inventory.domain.locations import NEVER, Preference
from inventory.domain.orders.requests.returns import returnable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import DispatchFact
from inventory.domain.orders.stated.reducing import LinesCancelled
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.chosen_locations import LocationReason, Sourcing, SourcingRule
from inventory.domain.representation import lines_json, moment_json, ordered_json, places_json
from inventory.domain.stock.row import StockKey

SHOWN_STATUSES = [status for status in Status if status is not Status.NEW]


def _require_shown(status: Status) -> Status:
    if status not in SHOWN_STATUSES:
        raise ValueError(f"must be one of {', '.join(SHOWN_STATUSES)}")
    return status


ShownStatus = Annotated[Status, AfterValidator(_require_shown)]
"""A status that a reservation has once anything was heard of its order."""


class AllocationJson(ShownJson):
    location: str
    held: Units
    """Still on the shelf."""
    taken: Units
    """Off the shelf."""


class ReservedLineJson(ShownJson):
    sku: str
    quantity: int
    location: NotRequired[str]
    """The location that the caller named, if it named one."""
    allocations: list[AllocationJson]
    tracked: NotRequired[bool]
    """False for a line that is met without units, because its SKU is not tracked. Left out for
    others.
    """


class OrderedLineJson(ShownJson):
    sku: str
    quantity: int
    location: NotRequired[str]


class MissingJson(ShownJson):
    sku: str
    location: str
    quantity: int


class DispatchJson(ShownJson):
    """Goods of the order that left together."""

    dispatch_id: str
    at: MomentText
    """The time when they left, as it was reported."""
    items: list[OrderedLineJson]


class LinesCancelledJson(ShownJson):
    """Units of the order that were cancelled together."""

    cancel_id: str
    at: MomentText
    """The time of the cancel. Lines that are newer have fewer units already."""
    items: list[OrderedLineJson]


class RemainingJson(ShownJson):
    sku: str
    quantity: Units


class ReturnedJson(ShownJson):
    """Units of the order that came back, and lie at a location again."""

    sku: str
    location: str
    quantity: Units
    disposition: Annotated[str, open_enum(Disposition)]
    """The state in which they came back. Only `sellable` ones are for sale again."""


class ReturnableJson(ShownJson):
    sku: str
    quantity: Units


class ChosenLocationJson(ShownJson):
    location: str
    reason: Annotated[str, open_enum(LocationReason)]
    """`named` by a line, `kept` because the order had units there, `ranked` by the caller before
    others, or first by `priority`.
    """


class SourcingJson(ShownJson):
    """The rule by which the locations were chosen, and the reason of each."""

    rule: Annotated[str, open_enum(SourcingRule)]
    """`one_location` serves all items that name none, or the `fewest` that can. `named`: each item
    names its location.
    """
    considered: Units
    """Number of locations that had any units for it."""
    locations: list[ChosenLocationJson]
    """The locations that serve, sorted."""


class ReservationJson(ShownJson):
    """Everything held or taken for one order."""

    order_id: str
    status: Annotated[ShownStatus, open_enum(SHOWN_STATUSES)]
    lines: list[ReservedLineJson]
    expires_at: MomentText | None
    """End of the hold. Null unless a hold is running."""
    created_at: MomentText
    updated_at: MomentText
    version: int
    awaiting_payment: NotRequired[list[OrderedLineJson]]
    """Lines of an event that amended a paid order to more units than were paid for. A newer payment
    takes them. Left out if there are none.
    """
    locations: NotRequired[list[str]]
    """The only locations that serve items without a location, as the caller ranks them. Left out if
    any may.
    """
    locations_first: NotRequired[list[str]]
    """The locations that come before all others, as the caller ranks them. Left out if none do."""
    split: NotRequired[Annotated[str, open_enum([NEVER])]]
    """`never` if one location is to serve the whole order. Left out for others."""
    missing: NotRequired[list[MissingJson]]
    """Units of the order that are known to be gone, at most as many as are short there. Only in the
    answer to a confirmation, and left out if there are none.
    """
    sourcing: NotRequired[SourcingJson]
    """Why these locations serve. Only in the answer to the reserve call or the amendment that asked
    for the units. A replay has none, nor has an order that needs no units.
    """
    dispatches: NotRequired[list[DispatchJson]]
    """Goods that left, sorted by `dispatch_id`. Left out if nothing was reported."""
    remaining: NotRequired[list[RemainingJson]]
    """Units that are held or taken and have not left. Left out if neither a dispatch nor the
    completion of the order was reported, and empty if all have left.
    """
    cancels: NotRequired[list[LinesCancelledJson]]
    """Cancels of some units, sorted by `cancel_id`. Left out if there are none."""
    returned: NotRequired[list[ReturnedJson]]
    """Units that came back, by SKU, location and disposition. Left out if nothing was reported."""
    returnable: NotRequired[list[ReturnableJson]]
    """Units that left and are not back, so that a return may bring them. Left out if no goods of
    the order were reported, neither as gone nor as back.
    """


def reservation_json(
    reservation: Reservation, missing: Mapping[StockKey, int] | None = None, sourcing: Sourcing | None = None
) -> ReservationJson:
    """Return a stored reservation. `missing` are its units known to be gone, by stock key."""
    running = reservation.expires_at if reservation.status is Status.PENDING else None
    assert reservation.created_at is not None  # both are set when it is stored
    assert reservation.updated_at is not None
    shown: ReservationJson = {
        "order_id": reservation.order_id,
        "status": reservation.status,
        # Events have the same lines, so the domain makes them. Tests hold both to their schemas.
        "lines": cast("list[ReservedLineJson]", lines_json(reservation.lines)),
        "expires_at": None if running is None else moment_json(running),
        "created_at": moment_json(reservation.created_at),
        "updated_at": moment_json(reservation.updated_at),
        "version": reservation.version,
    }
    if waiting := reservation.awaiting_payment:
        shown["awaiting_payment"] = cast("list[OrderedLineJson]", ordered_json(waiting))
    if reservation.preference:
        _show_preference(shown, reservation.preference)
    if missing:
        shown["missing"] = cast("list[MissingJson]", places_json(missing))
    if sourcing is not None:
        shown["sourcing"] = _sourcing(sourcing)
    if reservation.shipping is not None and reservation.shipping.reported:
        shown["remaining"] = cast("list[RemainingJson]", remaining_json(reservation))
        if reservation.shipping.dispatches:
            shown["dispatches"] = [_dispatch(one) for one in reservation.shipping.dispatches]
    if reservation.shipping is not None:
        shown["returnable"] = _units(returnable(reservation))
    if reservation.cancelled_lines is not None:
        shown["cancels"] = [_cancel(one) for one in reservation.cancelled_lines.cancels]
    if reservation.returned is not None:
        shown["returned"] = cast("list[ReturnedJson]", landed_json(reservation.returned.landed.items()))
    return shown


def _cancel(one: LinesCancelled) -> LinesCancelledJson:
    items = cast("list[OrderedLineJson]", ordered_json(one.lines))
    return {"cancel_id": one.cancel_id, "at": moment_json(one.at), "items": items}


def _units(units: Mapping[str, int]) -> list[ReturnableJson]:
    return [{"sku": sku, "quantity": quantity} for sku, quantity in sorted(units.items()) if quantity > 0]


def _show_preference(shown: ReservationJson, wishes: Preference) -> None:
    if wishes.locations:
        shown["locations" if wishes.only else "locations_first"] = list(wishes.locations)
    if wishes.whole:
        shown["split"] = NEVER


def _sourcing(told: Sourcing) -> SourcingJson:
    return {
        "rule": str(told.rule),
        "considered": told.considered,
        "locations": [{"location": location, "reason": str(reason)} for location, reason in told.reasons.items()],
    }


def _dispatch(one: DispatchFact) -> DispatchJson:
    items = cast("list[OrderedLineJson]", ordered_json(one.lines))
    return {"dispatch_id": one.dispatch_id, "at": moment_json(one.at), "items": items}
