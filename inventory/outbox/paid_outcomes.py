"""The data of the outcomes of paid orders, as consumers of `inventory.events` can rely on it."""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import Field

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox.outcome_parts import Missing, OrderedLine, OrderOutcomeData, Reassigned, Restocked


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


class StockReassignedData(OrderOutcomeData):
    """Units of a paid order come from another location. It has as many as before, and nothing is to
    be refunded.
    """

    status: Literal["confirmed"]
    """The status of the reservation now."""
    reassigned: Annotated[list[Reassigned], Field(min_length=1)]
    """The units, and both locations."""


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


def data_of_paid(
    outcome_type: Literal[
        OutcomeType.STOCK_CONFIRMED,
        OutcomeType.STOCK_AMENDED,
        OutcomeType.STOCK_REASSIGNED,
        OutcomeType.STOCK_PAYMENT_REQUIRED,
    ],
) -> type[OrderOutcomeData]:
    match outcome_type:
        case OutcomeType.STOCK_CONFIRMED:
            return StockConfirmedData
        case OutcomeType.STOCK_AMENDED:
            return StockAmendedData
        case OutcomeType.STOCK_REASSIGNED:
            return StockReassignedData
        case OutcomeType.STOCK_PAYMENT_REQUIRED:
            return StockPaymentRequiredData
        case _:
            assert_never(outcome_type)
