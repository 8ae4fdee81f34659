"""The kinds of movements, as the ledger names them."""

from __future__ import annotations

from enum import StrEnum


class MovementKind(StrEnum):
    """A change of the counters: to or for an order (the first six), or of the stock itself."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    REDUCED = "reduced"
    EXPIRED = "expired"
    REASSIGNED = "reassigned"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    SUPPLIED = "supplied"
    ADJUSTED = "adjusted"
    MOVED = "moved"
    OPENING_BALANCE = "opening_balance"
