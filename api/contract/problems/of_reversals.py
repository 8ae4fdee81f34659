"""Problems of calls that take a movement back, as rows of `docs/errors.md`."""

from __future__ import annotations

from api.contract.problems.kinds import ProblemKind
from inventory.domain.stock.reversing import AlreadyReversed, NotReversible, UnknownMovement

OF_REVERSALS = (
    ProblemKind(
        404,
        UnknownMovement(movement_id=7301),
        "No movement has this id. Old movements may have become part of an opening balance.",
        "Take the `id` from the movements of the SKU. Adjust by the units of a movement that is gone.",
    ),
    ProblemKind(
        409,
        NotReversible(
            movement_id=7301,
            kind="confirmed",
            reason="it is of an order. Release or cancel the order to give its units back.",
        ),
        "The movement is of an order or of the catalogue, is a count, or moved no units. `reason` tells. Nothing was changed.",
        "Follow `reason`. The same call is refused again.",
    ),
    ProblemKind(
        409,
        AlreadyReversed(movement_id=7301, reference="undo-7301"),
        "The movement was reversed before, under `reference`. Nothing was changed.",
        "Nothing is left to do. To take the reversal back, reverse the movement that it made.",
    ),
)
