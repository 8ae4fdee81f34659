"""What became of one command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from inventory.domain.commands import Command
from inventory.domain.reservation import Reservation
from inventory.domain.shelf import StockKey, StockRow
from inventory.errors import InventoryError


class Outcome(NamedTuple):
    """`changed` False without an `error` is a replay: it was so already. `error` is a refusal: nothing was done.

    `created`: the command began a new hold (or met a payment that was waiting for it), or made a stock row. `reservation` and `stock` are the
    state after the command, where there is any. `missing`, for a confirmation: units of the order that are known to be gone.
    """

    command: Command
    changed: bool = False
    created: bool = False
    error: InventoryError | None = None
    reservation: Reservation | None = None
    stock: StockRow | None = None
    missing: Mapping[StockKey, int] | None = None
