"""The refusal of a request that contradicts all that is known of its order."""

from __future__ import annotations

from inventory.domain.orders.reservation import Reservation
from inventory.errors import ReservationConflict


def conflict(reservation: Reservation, detail: str) -> ReservationConflict:
    """Return the refusal. `detail` says what speaks against it, and what to do."""
    return ReservationConflict(order_id=reservation.order_id, status=str(reservation.status), detail=detail)
