"""Tables of kinds are total: a row without each attribute can't be loaded."""

from __future__ import annotations

from enum import StrEnum

import pytest

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.status import Status
from inventory.domain.stock.movement_kinds import MovementKind


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (Status, ("parked",)),
        (Status, ("parked", True)),
        (Status, ("parked", True, MovementKind.RESERVED)),
        (OutcomeType, ("StockShipped",)),
        (OutcomeType, ("StockShipped", False)),
    ],
)
def test_a_row_that_says_too_little_cannot_be_loaded(table: type[StrEnum], row: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match="missing"):
        vars(table)["_new_member_"](table, *row)
