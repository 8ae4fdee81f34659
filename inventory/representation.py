"""How the core's values look as JSON, over HTTP and over Kafka alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from inventory.lifecycle import AllocatedLine, Reservation, Status


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


def reservation_json(reservation: Reservation) -> dict[str, Any]:
    """A reservation as the API shows it. `expires_at` is null unless a hold is running."""
    running = reservation.expires_at if reservation.status is Status.PENDING else None
    return {
        "order_id": reservation.order_id,
        "status": reservation.status,
        "lines": lines_json(reservation.lines),
        "expires_at": None if running is None else moment_json(running),
        "created_at": None if reservation.created_at is None else moment_json(reservation.created_at),
        "updated_at": None if reservation.updated_at is None else moment_json(reservation.updated_at),
        "version": reservation.version,
    }
