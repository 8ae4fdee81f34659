"""Problems of calls that cancel some units of an order, as rows of `docs/errors.md`."""

from __future__ import annotations

from api.contract.problems.kinds import ProblemKind
from inventory.domain.orders.requests.cancel_errors import (
    CancelConflict,
    CancelExceedsOrder,
    TooManyCancels,
    UnitsNotCancellable,
)
from inventory.domain.orders.stated.reducing import MAX_LINE_CANCELS

OF_CANCELS = (
    ProblemKind(
        409,
        CancelExceedsOrder(order_id="order-1042", lines=[UnitsNotCancellable("SHIRT-M", requested=3, cancellable=1)]),
        "More was to be cancelled than the order has, or units that have left. `lines` tells how many of each SKU can be. "
        "Nothing was changed.",
        "Read the order. Cancel at most `cancellable` units.",
    ),
    ProblemKind(
        409,
        CancelConflict(order_id="order-1042", cancel_id="refund-1042-1"),
        "The cancel was made before, with other items. Nothing was changed.",
        "Use a new `cancel_id` to cancel more units.",
    ),
    ProblemKind(
        409,
        TooManyCancels(order_id="order-1042", most=MAX_LINE_CANCELS),
        "The order has as many partial cancels as one may have. Nothing was changed.",
        "Amend the order to the lines that it is to keep, or cancel all of it.",
    ),
)
