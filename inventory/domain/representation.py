"""Represent values of the core as JSON, over HTTP and over Kafka alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from inventory.domain.lines import Line
from inventory.domain.orders.reservation import AllocatedLine, Reservation
from inventory.domain.orders.returning import Returned
from inventory.domain.orders.shipping import Shipping
from inventory.domain.orders.stated.reducing import Reducing
from inventory.domain.orders.stated.statements import Statement
from inventory.domain.stock.row import StockKey
from inventory.domain.stock_rules import Rules, Stated
from inventory.errors import Shortfall


def moment_json(moment: datetime) -> str:
    """Return RFC 3339 in UTC with microseconds: `2026-01-31T12:00:00.000000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def lines_json(lines: Sequence[AllocatedLine]) -> list[dict[str, Any]]:
    return [
        {
            "sku": line.sku,
            "quantity": line.quantity,
            **({"location": line.location} if line.location is not None else {}),
            "allocations": [
                {"location": location, "held": held, "taken": taken} for location, held, taken in line.allocations
            ],
            **({} if line.tracked else {"tracked": False}),
        }
        for line in lines
    ]


class LinesJson:
    """The lines of a batch's orders as JSON, made once to be both announced and stored."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Sequence[AllocatedLine], list[dict[str, Any]]]] = {}

    def of(self, reservation: Reservation) -> list[dict[str, Any]]:
        """Return the lines that the reservation has now."""
        made = self._made.get(reservation.order_id)
        if made is None or made[0] is not reservation.lines:
            made = self._made[reservation.order_id] = reservation.lines, lines_json(reservation.lines)
        return made[1]


def ordered_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the lines as they were ordered."""
    return [line_json(line) for line in lines]


def line_json(line: Line) -> dict[str, Any]:
    sku, quantity, location = line
    return {"sku": sku, "quantity": quantity, **({"location": location} if location is not None else {})}


def best_single_location(shortfalls: Sequence[Shortfall]) -> dict[str, str]:
    """Return the location that has most of an order that is not to be split, nothing for others."""
    best = shortfalls[0].best_single_location if shortfalls else None
    return {} if best is None else {"best_single_location": best}


def statements_json(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Return the statements as they are stored."""
    return [
        {
            "at": one.at,
            "by_event": one.by_event,
            "lines": ordered_json(one.lines),
            **({"preference": one.preference._asdict()} if one.preference else {}),
        }
        for one in statements
    ]


def shipping_json(shipping: Shipping) -> dict[str, Any]:
    """Return the dispatches of an order, and the units that left, as they are stored."""
    derived = {"gone": shipping.gone, "unexpected": shipping.unexpected, "assumed": shipping.assumed}
    return {
        "dispatches": [
            {"id": one.dispatch_id, "at": moment_json(one.at), "lines": ordered_json(one.lines)}
            for one in shipping.dispatches
        ],
        **({} if shipping.completed_at is None else {"completed_at": moment_json(shipping.completed_at)}),
        **{name: places_json(units) for name, units in derived.items() if units},
    }


def reducing_json(known: Reducing) -> dict[str, Any]:
    """Return the partial cancels of an order, and the units that they took, as they are stored."""
    return {
        "cancels": [
            {"id": one.cancel_id, "at": moment_json(one.at), "lines": ordered_json(one.lines)} for one in known.cancels
        ],
        **({"nothing_left": True} if known.nothing_left else {}),
        **({"late": ordered_json(known.late)} if known.late else {}),
    }


def returned_json(returned: Returned) -> dict[str, Any]:
    """Return the returns of an order, and where the goods lie, as they are stored."""
    return {
        "returns": [
            {
                "id": one.return_id,
                "at": moment_json(one.at),
                "lines": [{**line_json(line.line), "disposition": line.disposition} for line in one.lines],
            }
            for one in returned.returns
        ],
        "landed": [
            {
                "id": slot.return_id,
                "sku": slot.sku,
                "disposition": slot.disposition,
                **({} if slot.named is None else {"named": slot.named}),
                **({"excess": True} if slot.excess else {}),
                "location": location,
                "quantity": quantity,
            }
            for slot, (location, quantity) in returned.landed.items()
        ],
    }


def places_json(units: Mapping[StockKey, int]) -> list[dict[str, Any]]:
    """Return units by stock key as JSON, sorted."""
    return [
        {"sku": sku, "location": location, "quantity": quantity} for (sku, location), quantity in sorted(units.items())
    ]


def stock_rules_json(rules: Rules) -> list[dict[str, Any]] | None:
    """Return the rules as they are stored, None without any."""
    return [
        {
            "location": one.location,
            "safety_stock": _stated_json(one.safety_stock),
            "low_stock_threshold": _stated_json(one.low_stock_threshold),
        }
        for one in rules
    ] or None


def _stated_json(stated: Stated | None) -> dict[str, Any] | None:
    return None if stated is None else {"units": stated.units, "at": moment_json(stated.at), "by": stated.by}
