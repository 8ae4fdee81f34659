"""The data of the ten outcomes, as consumers of `inventory.events` can rely on it.

These models are the contract. The payloads themselves are built as plain values in
`inventory.domain.announcing`, because a model costs 10 µs each in the path that every command
takes. `tests/tools/contracts/test_outcomes.py` holds every payload to its model, nothing missing
and nothing more.
"""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import AwareDatetime, Field

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox.outcome_parts import (
    BrokenRule,
    Counters,
    DispatchedUnits,
    LocationLevel,
    Missing,
    OrderedLine,
    Remaining,
    ReservedLine,
    Restocked,
    Shortfall,
    Told,
)

StatusName = Literal["pending", "confirmed", "released", "expired", "rejected"]
LevelName = Literal["in_stock", "low", "out_of_stock", "short"]


class OrderOutcomeData(Told):
    """The outcome of an order."""

    order_id: str
    """The order. It is also the record's key and the event's `subject`."""
    lines: list[ReservedLine]
    """Its lines. Empty when the order itself was not heard of yet."""


class StockReservedData(OrderOutcomeData):
    """All lines of the order are held for it until `expires_at`. Published again when its lines or
    `expires_at` change.
    """

    status: Literal["pending"]
    """The status of the reservation now."""
    expires_at: AwareDatetime
    """The end of the hold, unless something else ends it before."""


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
    policies: Annotated[list[BrokenRule], Field(min_length=1)] | None = None
    """The SKUs that may not be sold now, with reason `insufficient_stock`. Left out when there are
    none.
    """


class StockConfirmedData(OrderOutcomeData):
    """The order is paid and its units have left the shelf. Published again when a newer payment
    takes more units for it.
    """

    status: Literal["confirmed"]
    """The status of the reservation now."""
    given_back: Annotated[list[Restocked], Field(min_length=1)] | None = None
    """Units that an amended order had and has no longer. Left out when there are none."""
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)] | None = None
    """Lines that the order was amended to since, with more units than were paid for. Left out when
    there are none.
    """
    missing: Annotated[list[Missing], Field(min_length=1)] | None = None
    """Promised units of the order that may not be there, because fewer exist than were promised.
    Left out when there are none. People decide who goes without, so several orders may list the
    same unit.
    """


class StockAmendedData(OrderOutcomeData):
    """A paid order was amended to other lines, with no more units of any SKU. It is still paid, and
    there is nothing more to ship.
    """

    status: Literal["confirmed"]
    """The status of the reservation now."""
    given_back: list[Restocked]
    """Units that it had and has no longer: don't ship them. Empty when the same units stand on
    other lines.
    """
    restocked: list[Restocked]
    """Units that are available again because of it. Units that were missing elsewhere go there
    first, and are not listed, nor are units at a location that does not sell.
    """
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)] | None = None
    """Lines that the order was amended to since, with more units than were paid for. Left out when
    there are none.
    """


class StockPaymentRequiredData(OrderOutcomeData):
    """A paid order was amended to more units than were paid for. It keeps its units until a newer
    payment comes.
    """

    status: Literal["confirmed"]
    """The status of the reservation now."""
    awaiting_payment: Annotated[list[OrderedLine], Field(min_length=1)]
    """The lines that it was amended to. Nothing is held for them. A payment that is newer than the
    amendment takes them or is refused.
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


class StockDispatchedData(OrderOutcomeData):
    """Goods of the order left, or it was completed. Published for each report of it."""

    status: Literal["pending", "confirmed", "released", "expired", "rejected", "awaiting_order"]
    """The status of the reservation now. `awaiting_order`: the order itself was not heard of."""
    expires_at: AwareDatetime | None = None
    """The end of the hold of its other units, with status `pending`."""
    reason: str | None = None
    """The reason of its end, with status `released` or `expired`."""
    dispatch_id: str | None = None
    """The dispatch that was reported. Left out for the completion of the order."""
    dispatched: list[DispatchedUnits]
    """All units of the order that have left, by this dispatch and by all others."""
    remaining: list[Remaining]
    """Units that are held or taken for the order and have not left. Empty when all have left."""
    unexpected: Annotated[list[DispatchedUnits], Field(min_length=1)] | None = None
    """Units among the dispatched ones that the order has no lines for: more than ordered, another
    SKU, or of an order that was not heard of. Left out when there are none.
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


def _data(  # noqa: C901 - a case for each type
    outcome_type: OutcomeType,
) -> type[OrderOutcomeData | StockLevelChangedData]:
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
        case OutcomeType.STOCK_DISPATCHED:
            return StockDispatchedData
        case OutcomeType.STOCK_LEVEL_CHANGED:
            return StockLevelChangedData
        case _:
            assert_never(outcome_type)


OUTCOME_DATA = {outcome_type: _data(outcome_type) for outcome_type in OutcomeType}
