"""One movement of the ledger, by its number. Takes no lock."""

from __future__ import annotations

from sqlalchemy.orm import Session

from inventory.database.tables import Movement
from inventory.domain.allowance import Allowance
from inventory.errors import BeyondToken


def movement(session: Session, number: int, allowance: Allowance) -> Movement | None:
    """Return the movement, None if there is none that the caller may read about."""
    found = session.get(Movement, number)
    return found if found is not None and may_read(allowance, found) else None


def may_read(allowance: Allowance, one: Movement) -> bool:
    """Return True if the movement is within the caller's limits."""
    if allowance.locations is not None and one.location not in allowance.locations:
        return False
    if one.order_id is None:
        return True
    try:
        allowance.require_order(one.order_id)
    except BeyondToken:
        return False
    return True
