"""The types of announcements on `inventory.events`, with the contents of each in one row."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class OutcomeType(StrEnum):
    """A type of announcement. The value is its name on the topic.

    `restocks`: it names the units that are available again. `amends`: it names the units that a
    paid order has lost, and the lines that wait for a newer payment. A row that lacks one can't be
    loaded.
    """

    restocks: bool
    amends: bool

    def __new__(cls, value: str, restocks: bool, amends: bool) -> Self:  # noqa: FBT001 - a row of the table
        member = str.__new__(cls, value)
        member._value_ = value
        member.restocks = restocks
        member.amends = amends
        return member

    STOCK_RESERVED = "StockReserved", False, False
    STOCK_RESERVATION_REJECTED = "StockReservationRejected", False, False
    STOCK_CONFIRMED = "StockConfirmed", False, True
    STOCK_AMENDED = "StockAmended", True, True
    STOCK_REASSIGNED = "StockReassigned", False, False
    STOCK_PAYMENT_REQUIRED = "StockPaymentRequired", False, True
    STOCK_CONFIRMATION_REJECTED = "StockConfirmationRejected", False, False
    STOCK_REDUCED = "StockReduced", True, False
    STOCK_RELEASED = "StockReleased", True, False
    STOCK_RESERVATION_EXPIRED = "StockReservationExpired", True, False
    STOCK_DISPATCHED = "StockDispatched", False, False
    STOCK_RETURNED = "StockReturned", False, False
    STOCK_LEVEL_CHANGED = "StockLevelChanged", False, False
