"""The data of the nine outcomes: what those who read `inventory.events` can rely on.

These models are the contract. The payloads themselves are built as plain values in `inventory.domain.announcements`, since going
through a model costs 10 µs each in the path that every command takes; `tests/contracts` holds every payload to its model,
nothing missing and nothing more.
"""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import AwareDatetime, Field

from inventory.domain.outcome_types import OutcomeType
from inventory.outbox.outcome_parts import (
    Counters,
    LocationLevel,
    Missing,
    OrderedLine,
    ReservedLine,
    Restocked,
    Shortfall,
    Told,
)

StatusName = Literal["pending", "confirmed", "released", "expired", "rejected"]
LevelName = Literal["in_stock", "low", "out_of_stock", "short"]


class OrderOutcomeData(Told):
    """What became of an order."""

    order_id: str
    """The order; also the record's key and the event's `subject`."""
    lines: list[ReservedLine]
    """Its lines; empty when the order itself was not heard of yet."""


class StockReservedData(OrderOutcomeData):
    """All lines of the order are held for it until `expires_at`. Told again when its lines or its end change."""

    status: Literal["pending"]
    """What the reservation is now."""
    expires_at: AwareDatetime
    """When the hold ends by itself."""


class StockReservationRejectedData(OrderOutcomeData):
    """Not all lines of the order could be held. A new order has nothing then; an amended one keeps what it had."""

    status: StatusName
    """What the reservation is now: `rejected`, or what it is without the amendment that failed."""
    expires_at: AwareDatetime | None = None
    """When the hold that it keeps ends by itself, with status `pending`."""
    reason: Literal["insufficient_stock", "unknown_sku"]
    """Why."""
    shortfalls: Annotated[list[Shortfall], Field(min_length=1)]
    """Every line that could not be met."""


class StockConfirmedData(OrderOutcomeData):
    """The order is paid and its units have left the shelf. Told again when a newer payment takes more units for it."""

    status: Literal["confirmed"]
    """What the reservation is now."""
    given_back: Annotated[list[Restocked], Field(min_length=1)] | None = None
    """Units that an amended order had and has no longer. Left out without any."""
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)] | None = None
    """Lines that it was said to have since, with more units than were paid for. Left out without any."""
    missing: Annotated[list[Missing], Field(min_length=1)] | None = None
    """Units that the order was promised and that may not be there, since fewer exist than were promised. Left out without any.
    Which order goes without is for people to decide, so several may be told of the same unit.
    """


class StockAmendedData(OrderOutcomeData):
    """A paid order was amended to other lines, with no more units of any SKU. It is paid still, and there is nothing more to ship."""

    status: Literal["confirmed"]
    """What the reservation is now."""
    given_back: list[Restocked]
    """Units that it had and has no longer: don't ship them. Empty when the same units stand on other lines."""
    restocked: list[Restocked]
    """What is available again because of it; units that were missing elsewhere go there first, and are not listed."""
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)] | None = None
    """Lines that it was said to have since, with more units than were paid for. Left out without any."""


class StockPaymentRequiredData(OrderOutcomeData):
    """A paid order was amended to more units than were paid for. It keeps what it has until a newer payment comes."""

    status: Literal["confirmed"]
    """What the reservation is now."""
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)]
    """The lines that it was amended to. Nothing is held for them; a payment newer than the amendment takes them, or is refused."""


class StockConfirmationRejectedData(OrderOutcomeData):
    """The payment can't be honoured: refund it. It is never confirmed later behind anybody's back."""

    status: StatusName
    """What the reservation is without that payment."""
    expires_at: AwareDatetime | None = None
    """When the hold that still runs ends by itself, with status `pending`."""
    reason: Literal["insufficient_stock", "order_cancelled"]
    """Why."""
    shortfalls: Annotated[list[Shortfall], Field(min_length=1)] | None = None
    """Every line that can't be met now, with reason `insufficient_stock`; left out when the units are back already."""


class StockReleasedData(OrderOutcomeData):
    """The order has given its units back: it was cancelled, or its payment failed."""

    status: Literal["released"]
    """What the reservation is now."""
    reason: str
    """Why: what whoever ended it said, or `order_cancelled`, `order_failed`, `payment_failed`, `released`."""
    restocked: list[Restocked]
    """What is available again because of it; units that were missing elsewhere go there first, and are not listed."""


class StockReservationExpiredData(OrderOutcomeData):
    """The hold's time was over before the order was paid. A payment that still comes holds again, or is refused."""

    status: Literal["expired"]
    """What the reservation is now."""
    reason: str
    """`hold_expired`, or the reason of an older failure that was heard when the time was over already."""
    restocked: list[Restocked]
    """What is available again because of it."""


class StockLevelChangedData(Counters):
    """The counters of a SKU over all its locations, once for each transaction that changed any of them."""

    sku: str
    """Of what; also the record's key and the event's `subject`."""
    product_id: str
    """The product that it belongs to."""
    level: LevelName
    """`short`: promised units are missing; `out_of_stock`; `low`: at or below the threshold; else `in_stock`."""
    previous_level: LevelName
    """The level before this change; the same unless a limit was crossed."""
    locations: list[LocationLevel]
    """The same by location."""


def _data(outcome_type: OutcomeType) -> type[OrderOutcomeData | StockLevelChangedData]:
    match outcome_type:
        case OutcomeType.STOCK_RESERVED:
            return StockReservedData
        case OutcomeType.STOCK_RESERVATION_REJECTED:
            return StockReservationRejectedData
        case OutcomeType.STOCK_CONFIRMED:
            return StockConfirmedData
        case OutcomeType.STOCK_AMENDED:
            return StockAmendedData
        case OutcomeType.STOCK_PAYMENT_REQUIRED:
            return StockPaymentRequiredData
        case OutcomeType.STOCK_CONFIRMATION_REJECTED:
            return StockConfirmationRejectedData
        case OutcomeType.STOCK_RELEASED:
            return StockReleasedData
        case OutcomeType.STOCK_RESERVATION_EXPIRED:
            return StockReservationExpiredData
        case OutcomeType.STOCK_LEVEL_CHANGED:
            return StockLevelChangedData
        case _:
            assert_never(outcome_type)


OUTCOME_DATA = {outcome_type: _data(outcome_type) for outcome_type in OutcomeType}
