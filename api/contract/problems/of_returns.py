"""Problems of calls that report goods which came back, as rows of `docs/errors.md`."""

from __future__ import annotations

from api.contract.problems.kinds import ProblemKind
from inventory.domain.orders.requests.return_errors import (
    ReturnConflict,
    ReturnExceedsOrder,
    ReturnPlaceSells,
    TooManyReturns,
    UnitsNotReturnable,
)
from inventory.domain.orders.returning import MAX_RETURNS
from inventory.domain.stock.return_places import RETURNS_LOCATION, ReturnsSell

OF_RETURNS = (
    ProblemKind(
        409,
        ReturnExceedsOrder(order_id="order-1042", lines=[UnitsNotReturnable("SHIRT-M", requested=3, returnable=1)]),
        "More was to come back than left. `lines` tells the units of each SKU that may come back. Nothing was changed.",
        "Compare the goods with the order, and report at most `returnable`. For goods of no order adjust the stock with "
        "the reason `returned`.",
    ),
    ProblemKind(
        409,
        ReturnConflict(order_id="order-1042", return_id="rma-1042-1"),
        "The return was reported before, with other items. Nothing was changed.",
        "Use a new `return_id` for another return.",
    ),
    ProblemKind(
        409,
        TooManyReturns(order_id="order-1042", most=MAX_RETURNS),
        "The order has as many returns as one may have. Nothing was changed.",
        "Report goods that come back together as one return.",
    ),
    ProblemKind(
        409,
        ReturnPlaceSells(sku="SHIRT-M", disposition="damaged", location="main"),
        "Units that are not for sale were to lie at a location that sells. Nothing was changed.",
        "Name a location that does not sell, or none.",
    ),
    ProblemKind(
        409,
        ReturnsSell(location=RETURNS_LOCATION, origin="main"),
        "The location for goods that are not for sale sells. Nothing was changed.",
        "Set its `sells` to false, or name another location in `returns_to` of `origin`.",
    ),
)
