"""An order as the command line shows it."""

from __future__ import annotations

from inventory.cli.terminal.output import print_fields, print_json, print_table
from inventory.domain.locations import NEVER, Preference
from inventory.domain.orders.reservation import AllocatedLine, Reservation
from inventory.domain.orders.returning import Returned
from inventory.domain.orders.shipping import Shipping
from inventory.domain.orders.stated.reducing import Reducing
from inventory.reading.facts_json import facts, facts_json
from inventory.reading.reservation_json import reservation_json


def print_reservation(found: Reservation, *, as_json: bool) -> None:
    """Print an order: its status, its units, and the facts behind its status."""
    shown = reservation_json(found)
    if as_json:
        print_json({**shown, "facts": facts_json(found)})
        return
    print_fields(
        [
            ("order", found.order_id),
            ("status", found.status),
            ("expires at", found.expires_at if shown["expires_at"] is not None else None),
            *((name.replace("_", " "), moment) for name, moment in facts(found).items()),
            ("restock", None if found.cancelled_at is None else "yes" if found.restock else "no"),
            *_wishes(found.preference),
            ("version", found.version),
        ]
    )
    print_table(
        ("SKU", "quantity", "from", "held", "taken"),
        [row for line in found.lines for row in _rows(line)],
    )
    if found.shipping is not None and found.shipping.dispatches:
        print_table(("dispatch", "at", "SKU", "quantity", "from"), _parcels(found.shipping))
    if found.returned is not None:
        print_table(("return", "at", "SKU", "quantity", "disposition", "to"), _brought_back(found.returned))
    if found.cancelled_lines is not None:
        print_table(("cancel", "at", "SKU", "quantity", "from"), _cancels(found.cancelled_lines))


def _wishes(stated: Preference) -> list[tuple[str, str | None]]:
    """Return the fields of the wishes for the locations of the order."""
    ranked = ", ".join(stated.locations) or None
    return [
        ("only from" if stated.only else "first from", ranked),
        ("split", NEVER if stated.whole else None),
    ]


def _parcels(shipping: Shipping) -> list[tuple[object, ...]]:
    """Return a row for each item of each dispatch."""
    return [
        (one.dispatch_id, one.at, item.sku, item.quantity, item.location)
        for one in shipping.dispatches
        for item in one.lines
    ]


def _brought_back(returned: Returned) -> list[tuple[object, ...]]:
    """Return a row for each item of each return."""
    return [
        (one.return_id, one.at, item.sku, item.quantity, item.disposition, item.location)
        for one in returned.returns
        for item in one.lines
    ]


def _cancels(known: Reducing) -> list[tuple[object, ...]]:
    """Return a row for each item of each partial cancel."""
    return [
        (one.cancel_id, one.at, item.sku, item.quantity, item.location) for one in known.cancels for item in one.lines
    ]


def _rows(line: AllocatedLine) -> list[tuple[object, ...]]:
    """Return a row for each allocation, or one for a line without any."""
    if not line.allocations:
        return [(line.sku, line.quantity, line.location if line.tracked else "untracked", 0, 0)]
    return [(line.sku, line.quantity, each.location, each.held, each.taken) for each in line.allocations]
