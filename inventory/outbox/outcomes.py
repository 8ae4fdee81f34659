"""The data of the outcomes, as consumers of `inventory.events` can rely on it.

These models are the contract. The payloads themselves are built as plain values in
`inventory.domain.announcing`, because a model costs 10 µs each in the path that every command
takes. `tests/tools/contracts/test_outcomes.py` holds every payload to its model, nothing missing
and nothing more.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox.outcome_parts import (
    BrokenRule,
    Counters,
    LocationLevel,
    OrderOutcomeData,
    Restocked,
    Shortfall,
)
from inventory.outbox.paid_outcomes import data_of_paid
from inventory.outbox.partial_outcomes import StockDispatchedData, StockReducedData, StockReturnedData

StatusName = Literal["pending", "confirmed", "released", "expired", "rejected"]
LevelName = Literal["in_stock", "low", "out_of_stock", "short"]


class StockReservedData(OrderOutcomeData):
    """All lines of the order are held for it until `expires_at`. Published again when its lines or
    `expires_at` change.
    """

    status: Literal["pending"]
    """The status of the reservation now."""
    expires_at: AwareDatetime
    """The end of the hold, unless something else ends it before."""
    reason: str | None = None
    """The reason that was given for a longer hold. Left out for others."""


class StockReservationRejectedData(OrderOutcomeData):
    """Not all lines of the order could be held. A new order has nothing then. An amended order
    keeps the units that it had.
    """

    status: StatusName
    """`rejected`, or the status that the reservation has without the amendment that failed."""
    expires_at: AwareDatetime | None = None
    """The end of the hold that it keeps, with status `pending`."""
    reason: Literal["insufficient_stock", "unknown_sku"]
    """The reason of the rejection."""
    shortfalls: Annotated[list[Shortfall], Field(min_length=1)]
    """Every line that could not be met."""
    best_single_location: str | None = None
    """The location that has most of an order with `split` `never`, if any. `available` of the
    shortfalls is there. Left out for other orders.
    """
    policies: Annotated[list[BrokenRule], Field(min_length=1)] | None = None
    """The SKUs that may not be sold now, with reason `insufficient_stock`. Left out when there are
    none.
    """


class StockConfirmationRejectedData(OrderOutcomeData):
    """The payment can't be honoured: refund it. It is never confirmed later behind anybody's
    back.
    """

    status: StatusName
    """The status that the reservation has without that payment."""
    expires_at: AwareDatetime | None = None
    """The end of the hold that still runs, with status `pending`."""
    reason: Literal["insufficient_stock", "order_cancelled"]
    """The reason of the rejection."""
    shortfalls: Annotated[list[Shortfall], Field(min_length=1)] | None = None
    """Every line that can't be met now, with reason `insufficient_stock`. Left out when the units
    are back already.
    """
    best_single_location: str | None = None
    """The location that has most of an order with `split` `never`, if any. `available` of the
    shortfalls is there. Left out for other orders.
    """


class StockReleasedData(OrderOutcomeData):
    """The order has given its units back: it was cancelled, or its payment failed."""

    status: Literal["released"]
    """The status of the reservation now."""
    reason: str
    """The reason that was given for its end, or else `order_cancelled`, `order_failed`,
    `payment_failed` or `released`.
    """
    restocked: list[Restocked]
    """Units that are available again because of it. Units that were missing elsewhere go there
    first, and are not listed, nor are units at a location that does not sell.
    """


class StockReservationExpiredData(OrderOutcomeData):
    """The hold's time was over before the order was paid. A payment that still comes takes the
    units if they are available, or is refused.
    """

    status: Literal["expired"]
    """The status of the reservation now."""
    reason: str
    """`hold_expired`, or the reason of an older failure that was heard after the time was over."""
    restocked: list[Restocked]
    """Units that are available again because of it. Those at a location that does not sell are not
    listed.
    """


class StockLevelChangedData(Counters):
    """The counters of a SKU over locations that sell, once per transaction that changed any. Or
    that changed the locations which sell it.
    """

    sku: str
    """The SKU. It is also the record's key and the event's `subject`."""
    product_id: str
    """The product that it belongs to."""
    level: LevelName
    """`short` (promised units are missing), `out_of_stock` (none can be sold), `low` (sellable
    units at or below the threshold) or `in_stock`.
    """
    previous_level: LevelName
    """The level before this change. It is the same unless a limit was crossed."""
    locations: list[LocationLevel]
    """The same counters by location, of those that sell."""


def _data(
    outcome_type: OutcomeType,
) -> type[OrderOutcomeData | StockLevelChangedData]:
    match outcome_type:
        case OutcomeType.STOCK_RESERVED:
            return StockReservedData
        case OutcomeType.STOCK_RESERVATION_REJECTED:
            return StockReservationRejectedData
        case OutcomeType.STOCK_CONFIRMATION_REJECTED:
            return StockConfirmationRejectedData
        case OutcomeType.STOCK_REDUCED:
            return StockReducedData
        case OutcomeType.STOCK_RELEASED:
            return StockReleasedData
        case OutcomeType.STOCK_RESERVATION_EXPIRED:
            return StockReservationExpiredData
        case OutcomeType.STOCK_DISPATCHED:
            return StockDispatchedData
        case OutcomeType.STOCK_RETURNED:
            return StockReturnedData
        case OutcomeType.STOCK_LEVEL_CHANGED:
            return StockLevelChangedData
        case _:
            return data_of_paid(outcome_type)


OUTCOME_DATA = {outcome_type: _data(outcome_type) for outcome_type in OutcomeType}
