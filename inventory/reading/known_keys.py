"""Look for keys that are stored.

A key that may not be new is accepted if it is known (`inventory.domain.identifiers`).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, select, true
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending, Location, Reservation, Stock


def is_taken_in(session: Session, source: str, event_ids: Collection[str], digest: bytes) -> bool:
    """Return True if the inbox has this event, usable, under one of these ids: it came again."""
    query = select(InboxEvent.id).where(
        InboxEvent.source == source,
        InboxEvent.event_id.in_(event_ids),
        InboxEvent.digest == digest,
        ~exists().where(DeadLetter.id == InboxEvent.id),
    )
    return session.execute(query).first() is not None


def is_waiting(session: Session, key: str) -> bool:
    """Return True if a pending event is about this order or product, so that it will be stored."""
    # Pending events are few, and no index has the keys of all that were ever heard.
    about_it = select(InboxEvent.id).where(InboxEvent.id == InboxPending.id, InboxEvent.key == key)
    query = select(InboxPending.id).join(for_each(about_it, name="event"), true())
    return session.execute(query.limit(1)).first() is not None


def is_order(session: Session, order_id: str) -> bool:
    return session.get(Reservation, order_id) is not None


def is_product(session: Session, product_id: str, skus: Collection[str]) -> bool:
    """Return True if one of these SKUs is known to be of that product."""
    query = select(Stock.sku).where(Stock.sku.in_(skus), Stock.product_id == product_id).limit(1)
    return session.execute(query).first() is not None


def is_sku(session: Session, sku: str) -> bool:
    return session.execute(select(Stock.sku).where(Stock.sku == sku).limit(1)).first() is not None


def is_location(session: Session, name: str) -> bool:
    return session.get(Location, name) is not None
