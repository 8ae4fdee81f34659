"""Announcements on `inventory.events`: their types and payloads (docs/events)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from inventory.domain.announcing.dispatches import dispatched_json
from inventory.domain.announcing.reductions import reduced_json
from inventory.domain.announcing.returns import returned_json
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.reservation import AllocatedLine, Reservation
from inventory.domain.orders.status import Status
from inventory.domain.representation import best_single_location, moment_json, ordered_json, places_json
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.errors import BrokenRule, Shortfall


class Announcement(NamedTuple):
    """One event to publish.

    Announcements with the same `key` stay in order. `sequence` is the version of its order or SKU.
    """

    type: OutcomeType
    key: str
    sequence: int
    payload: dict[str, Any]
    occurred_at: datetime
    """The time of the change, never before the time of an earlier announcement of the same key."""
    traceparent: str | None = None


def order_announcement(
    type_: OutcomeType,
    reservation: Reservation,
    *,
    before: Reservation,
    lines: list[dict[str, Any]],
    reason: str | None,
    shortfalls: Sequence[Shortfall],
    policies: Sequence[BrokenRule],
    given_back: Callable[[], dict[StockKey, int]],
    missing: Callable[[], dict[StockKey, int]],
    reference: str | None,
    traceparent: str | None,
) -> Announcement:
    """Return the announcement of a changed order.

    `given_back` returns the units that this makes available again, `missing` those units of the
    order that are known to be gone. `reference` is the id of a reported dispatch or return, or of a
    partial cancel.
    """
    payload: dict[str, Any] = {
        "order_id": reservation.order_id,
        "status": reservation.status,
        "lines": lines,
    }
    if reservation.status is Status.PENDING and reservation.expires_at is not None:
        payload["expires_at"] = moment_json(reservation.expires_at)
    if reason is not None:
        payload["reason"] = reason
    if shortfalls:
        payload["shortfalls"] = [shortfall.as_json() for shortfall in shortfalls]
        payload |= best_single_location(shortfalls)
    if policies:
        payload["policies"] = [broken.as_json() for broken in policies]
    if type_.restocks:
        payload["restocked"] = places_json(given_back())
    if type_.amends:
        payload |= _amended_json(type_, reservation, before)
    if type_ is OutcomeType.STOCK_CONFIRMED and (gone := missing()):
        payload["missing"] = places_json(gone)
    payload |= _part_json(type_, reservation, before, reference)
    assert reservation.updated_at is not None  # a command has just changed it
    return Announcement(type_, reservation.order_id, reservation.version, payload, reservation.updated_at, traceparent)


def _part_json(
    type_: OutcomeType, reservation: Reservation, before: Reservation, reference: str | None
) -> dict[str, Any]:
    """Return the part of the order that the announcement is about, nothing if it is about all."""
    if type_ is OutcomeType.STOCK_REASSIGNED:
        return {"reassigned": [_reassigned_json(reservation, before)]}
    if type_ is OutcomeType.STOCK_DISPATCHED:
        return dispatched_json(reservation, reference)
    if type_ is OutcomeType.STOCK_RETURNED:
        return returned_json(reservation, reference)
    if type_ is OutcomeType.STOCK_REDUCED:
        return reduced_json(before, reservation, reference)
    return {}


def _amended_json(type_: OutcomeType, reservation: Reservation, before: Reservation) -> dict[str, Any]:
    """Return the units that a paid order lost, and its newest lines if they wait for a payment."""
    told: dict[str, Any] = {}
    if type_ is not OutcomeType.STOCK_PAYMENT_REQUIRED:
        had, has = _units(before.lines), _units(reservation.lines)
        lost = {} if had == has else dict(Counter(had) - Counter(has))
        if lost or type_ is OutcomeType.STOCK_AMENDED:
            told["given_back"] = places_json(lost)
    if waiting := reservation.awaiting_payment:
        told["awaiting_payment"] = ordered_json(waiting)
    return told


def _reassigned_json(reservation: Reservation, before: Reservation) -> dict[str, Any]:
    """Return the units that one location has no longer, and another one has instead."""
    had, has = Counter(_units(before.lines)), Counter(_units(reservation.lines))
    ((sku, destination), quantity), ((_, origin), _) = (has - had).popitem(), (had - has).popitem()
    return {"sku": sku, "from_location": origin, "to_location": destination, "quantity": quantity}


def _units(lines: Sequence[AllocatedLine]) -> dict[StockKey, int]:
    units: dict[StockKey, int] = {}
    for sku, _, _, allocations, _ in lines:
        for location, held, taken in allocations:
            units[sku, location] = units.get((sku, location), 0) + held + taken
    return units


def given_back(shelf: Shelf, counters: dict[StockKey, Counters]) -> dict[StockKey, int]:
    """Return the units by stock key that `counters` make available and the shelf does not yet.

    Units that settle a shortfall are not among them, nor are those of rows that nobody is served
    from.
    """
    more: dict[StockKey, int] = {}
    for place, after in counters.items():
        row = shelf.row(place)
        units = after.available - row.counters.available
        if units > 0 and row.serves:
            more[place] = units
    return more


def missing_units(
    shelf: Shelf, lines: Sequence[AllocatedLine], counters: Mapping[StockKey, Counters]
) -> dict[StockKey, int]:
    """Return the units of these lines that are known to be gone, by stock key.

    At most the shortfall of a stock key is missing. `counters` replace those of the shelf. People
    decide which order goes without (ADR 0006), so two orders may be told of the same missing unit.
    """
    missing: dict[StockKey, int] = {}
    for sku, _, _, allocations, _ in lines:
        for location, held, taken in allocations:
            place = sku, location
            physical, reserved, _ = counters.get(place) or shelf.row(place).counters
            if reserved > physical:
                missing[place] = min(missing.get(place, 0) + held + taken, reserved - physical)
    return missing


def level_announcements(shelf: Shelf, traceparents: dict[str, str | None]) -> list[Announcement]:
    """Return one StockLevelChanged for each changed SKU, however many commands changed it."""
    return [_level_announcement(shelf, sku, traceparents.get(sku)) for sku in shelf.changed_skus()]


def _level_announcement(shelf: Shelf, sku: str, traceparent: str | None) -> Announcement:
    rows, total = shelf.of(sku), shelf.total(sku)
    payload: dict[str, Any] = {
        "sku": sku,
        "product_id": shelf.product_id(sku),
        "quantity_on_hand": total.on_hand,
        "quantity_reserved": total.reserved,
        "quantity_available": total.available,
        "quantity_shortfall": total.shortfall,
        **_sellable(total.available, total.kept_back),
        **_to_ship(total.to_ship),
        "level": total.level,
        "previous_level": shelf.before(sku).level,
        "locations": [
            {
                "location": row.location,
                "quantity_on_hand": on_hand,
                "quantity_reserved": reserved,
                "quantity_available": on_hand - reserved,
                "quantity_shortfall": shortfall,
                **_sellable(on_hand - reserved, row.kept_back),
                **_to_ship(row.counters.to_ship),
            }
            for row in rows
            if row.version and row.sells
            for on_hand, reserved, shortfall in (row.counters.columns,)
        ],
    }
    # Versions only rise, so their sum over the locations orders the announcements of the SKU.
    version, changed_at = sum(row.version for row in rows), max(filter(None, (row.last_updated_at for row in rows)))
    return Announcement(OutcomeType.STOCK_LEVEL_CHANGED, sku, version, payload, changed_at, traceparent)


def _sellable(available: int, kept_back: int) -> dict[str, int]:
    """Return the sellable units as JSON, nothing if all available ones are."""
    return {"quantity_sellable": available - kept_back} if kept_back else {}


def _to_ship(units: int) -> dict[str, int]:
    """Return the paid units that have not left as JSON, nothing if there are none."""
    return {"quantity_to_ship": units} if units else {}
