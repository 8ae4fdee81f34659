"""How the core's values look as JSON, over HTTP and over Kafka alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from inventory.domain.commands import Line
from inventory.domain.reservation import AllocatedLine, Reservation, Status
from inventory.domain.statements import Statement


def moment_json(moment: datetime) -> str:
    """RFC 3339 in UTC, microseconds kept: `2026-01-31T12:00:00.000000Z`."""
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
        }
        for line in lines
    ]


def ordered_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines as they were ordered."""
    return [
        {"sku": sku, "quantity": quantity, **({"location": location} if location is not None else {})}
        for sku, quantity, location in lines
    ]


def statements_json(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """As they are stored."""
    return [{"at": one.at, "by_event": one.by_event, "lines": ordered_json(one.lines)} for one in statements]


def reservation_json(reservation: Reservation) -> dict[str, Any]:
    """A reservation as the API shows it. `expires_at` is null unless a hold is running; `awaiting_payment` is left out if empty."""
    waiting = reservation.awaiting_payment
    running = reservation.expires_at if reservation.status is Status.PENDING else None
    return {
        "order_id": reservation.order_id,
        "status": reservation.status,
        "lines": lines_json(reservation.lines),
        "expires_at": None if running is None else moment_json(running),
        "created_at": None if reservation.created_at is None else moment_json(reservation.created_at),
        "updated_at": None if reservation.updated_at is None else moment_json(reservation.updated_at),
        "version": reservation.version,
        **({"awaiting_payment": ordered_json(waiting)} if waiting else {}),
    }
