"""The kinds of movement: what the ledger calls a change of counters."""

from __future__ import annotations

from enum import StrEnum


class MovementKind(StrEnum):
    """What happened to the counters: to or for an order (the first four), or to the stock itself."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    EXPIRED = "expired"
    SUPPLIED = "supplied"
    ADJUSTED = "adjusted"
    OPENING_BALANCE = "opening_balance"
