"""Find movements by the number of a paper, for one SKU and place. Takes no lock."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import Movement
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.reading import blocks
from inventory.reading.movements import adjustment

LOOKED_AT = 10_000
"""Newest movements of a SKU that are looked through for a paper: its index serves them, and none
serves their letters.
"""


def booked(session: Session, sku: str, location: str, reference: str, *, is_move: bool) -> Movement | None:
    """Return the movement of this paper. Of a move, its end that units left."""
    if not is_move:
        return adjustment(session, sku, location, reference)
    made = (Movement.sku == sku) & (Movement.location == location) & (Movement.kind == MovementKind.MOVED)
    left = Movement.on_hand_delta < Movement.shortfall_delta
    query = select(Movement).where(blocks.of_order(blocks.REFERENCES, reference), made, left)
    return session.scalars(query.order_by(Movement.id).limit(1)).one_or_none()


def booked_alike(session: Session, sku: str, location: str, reference: str) -> Movement | None:
    """Return the newest movement of a paper whose number has other capital letters or blanks."""
    newest = (
        select(Movement.id, Movement.location, Movement.kind, Movement.reference)
        .where(Movement.sku == sku)
        .order_by(Movement.id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    by_hand = newest.c.kind.in_([MovementKind.ADJUSTED, MovementKind.MOVED])
    query = select(newest.c.id, newest.c.reference).where(by_hand, newest.c.location == location)
    folded = _folded(reference)
    for number, other in session.execute(query.order_by(newest.c.id.desc())):
        if other is not None and other != reference and _folded(other) == folded:
            return session.get(Movement, number)
    return None


def _folded(reference: str) -> str:
    return "".join(reference.split()).casefold()
