"""The data of outcomes about a part of an order: units that were cancelled, left or came back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from inventory.outbox.outcome_parts import (
    CancelledUnits,
    DispatchedUnits,
    OrderOutcomeData,
    Remaining,
    Restocked,
    ReturnedUnits,
)


class StockReducedData(OrderOutcomeData):
    """Some units of the order were cancelled, and `lines` are the others. If none is left,
    StockReleased is published instead.
    """

    status: Literal["pending", "confirmed", "released", "expired", "rejected"]
    """The status of the reservation now. A partial cancel does not change it."""
    expires_at: AwareDatetime | None = None
    """The end of the hold of the other units, with status `pending`."""
    reason: str | None = None
    """The reason of its end, with status `released` or `expired`."""
    cancel_id: str
    """The cancel."""
    cancelled: Annotated[list[CancelledUnits], Field(min_length=1)]
    """Units that the lines have no longer. If the order is paid, refund them, and don't ship
    them.
    """
    restocked: list[Restocked]
    """Units that are available again because of it. Units that have left are not among them, nor
    those at a location that does not sell. Units that were missing elsewhere go there first.
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


class StockReturnedData(OrderOutcomeData):
    """Goods of the order came back. Published for each report of it."""

    status: Literal["pending", "confirmed", "released", "expired", "rejected", "awaiting_order"]
    """The status of the reservation now. `awaiting_order`: the order itself was not heard of."""
    expires_at: AwareDatetime | None = None
    """The end of the hold of its units, with status `pending`."""
    reason: str | None = None
    """The reason of its end, with status `released` or `expired`."""
    return_id: str
    """The return that was reported."""
    returned: list[ReturnedUnits]
    """Its units by the locations where they lie now."""
    unexpected: Annotated[list[ReturnedUnits], Field(min_length=1)] | None = None
    """Units among the returned ones that are more than was ordered, or of an order that was not
    heard of. They lie where nothing is sold. Left out when there are none.
    """
