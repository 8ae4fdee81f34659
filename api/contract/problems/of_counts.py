"""Problems of counts, as rows of `docs/errors.md`."""

from __future__ import annotations

from api.contract.problems.kinds import ProblemKind
from inventory.domain.stock.adjusting import ShelfStale
from inventory.errors import QuantityStale

OF_COUNTS = (
    ProblemKind(
        409,
        QuantityStale(sku="SHIRT-M", location="main", expected=40, quantity_on_hand=38),
        "The count expected another number than the books have.",
        "Read the stock, count again, and send the count with a new `expected_quantity_on_hand`.",
    ),
    ProblemKind(
        409,
        ShelfStale(sku="SHIRT-M", location="main", expected=40, quantity_on_shelf=38),
        "The count expected another number on the shelf than the books have.",
        "Read the stock, count again, and send the count with the new `quantity_on_shelf` as `expected_counted`.",
    ),
)
