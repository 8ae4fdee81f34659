"""What became of one command: it was refused, or this is what it left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from inventory.domain.commands import Command, OrderCommand, StockCommand
from inventory.domain.reservation import Reservation
from inventory.domain.shelf import StockKey, StockRow
from inventory.errors import InventoryError


class Refused(NamedTuple):
    """A command that did nothing, and why."""

    command: Command
    error: InventoryError

    @property
    def changed(self) -> bool:
        return False

    @property
    def created(self) -> bool:
        return False


class OrderOutcome(NamedTuple):
    """The reservation after a command on an order. `changed` False is a replay: it was so already.

    `created`: the command began a new hold, or met a payment that was waiting for it. `missing`, for a confirmation: units
    of the order that are known to be gone.
    """

    command: OrderCommand
    reservation: Reservation
    changed: bool = False
    created: bool = False
    missing: Mapping[StockKey, int] | None = None

    @property
    def error(self) -> None:
        return None


class StockOutcome(NamedTuple):
    """The stock row after a command on stock. `changed` False is a replay: it was so already. `created`: it made the row."""

    command: StockCommand
    stock: StockRow
    changed: bool = False
    created: bool = False

    @property
    def error(self) -> None:
        return None


Outcome = Refused | OrderOutcome | StockOutcome
