"""Problems of calls that report goods which leave, as rows of `docs/errors.md`."""

from __future__ import annotations

from api.contract.problems.kinds import ProblemKind
from inventory.domain.orders.requests.dispatch_errors import (
    DispatchConflict,
    DispatchExceedsOrder,
    TooManyDispatches,
    UnitsBeyondOrder,
)
from inventory.domain.orders.shipping import MAX_DISPATCHES

OF_DISPATCHES = (
    ProblemKind(
        409,
        DispatchExceedsOrder(order_id="order-1042", lines=[UnitsBeyondOrder("SHIRT-M", requested=3, remaining=1)]),
        "More was to leave than the order has. `lines` tells the units of each SKU that have not left. Nothing was changed.",
        "Compare the parcel with the order. Report at most `remaining`, or amend the order first.",
    ),
    ProblemKind(
        409,
        DispatchConflict(order_id="order-1042", dispatch_id="parcel-1042-1"),
        "The dispatch was reported before, with other items. Nothing was changed.",
        "Use a new `dispatch_id` for another parcel.",
    ),
    ProblemKind(
        409,
        TooManyDispatches(order_id="order-1042", most=MAX_DISPATCHES),
        "The order has as many dispatches as one may have. Nothing was changed.",
        "Report goods that leave together as one dispatch.",
    ),
)
