"""The outcome of one command: a refusal, or the reservation or stock row that it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.commands import Command, Move, OrderCommand, PolicyCommand, StockCommand
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.units.chosen_locations import Sourcing
from inventory.domain.policies import SkuPolicy
from inventory.domain.stock.paid_units import PaidUnits
from inventory.domain.stock.row import StockKey, StockRow
from inventory.errors import InventoryError


class Refused(NamedTuple):
    """A command that did nothing, and the error that says why."""

    command: Command
    error: InventoryError
    available: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """Where units were missing: those available by SKU and location, of locations that serve."""

    @property
    def changed(self) -> bool:
        return False

    @property
    def created(self) -> bool:
        return False


class OrderOutcome(NamedTuple):
    """The reservation after a command on an order. `changed` is False for a replay.

    `created`: the command began a new hold, or met a payment that was waiting for it. `missing`,
    for a confirmation: units of the order that are known to be gone.
    """

    command: OrderCommand
    reservation: Reservation
    changed: bool = False
    created: bool = False
    missing: Mapping[StockKey, int] | None = None
    sourcing: Sourcing | None = None
    """Of a call that asked for units: why they are where they are."""

    @property
    def error(self) -> None:
        return None


class StockOutcome(NamedTuple):
    """The stock row after a command. `changed`: it is no replay. `created`: the command made it.

    `mirrors`: a statement that lowers the supply has our own number (`stock.supplying.mirrors`).
    `paid`, for a count: units paid for shortly before it, which may still lie there.
    """

    command: StockCommand
    stock: StockRow
    changed: bool = False
    created: bool = False
    mirrors: bool | None = None
    paid: PaidUnits | None = None

    @property
    def error(self) -> None:
        return None


class MoveOutcome(NamedTuple):
    """The stock after a move: both rows, and all `rows` of the SKU. `changed`: it is no replay.
    `created`: it made the row that the units came to.
    """

    command: Move
    source: StockRow
    destination: StockRow
    rows: Sequence[StockRow]
    changed: bool = False
    created: bool = False

    @property
    def error(self) -> None:
        return None


class PolicyOutcome(NamedTuple):
    """The policy of a SKU after a command. `created`: the SKU had none before."""

    command: PolicyCommand
    policy: SkuPolicy
    changed: bool = False
    created: bool = False

    @property
    def error(self) -> None:
        return None


Outcome = Refused | OrderOutcome | StockOutcome | MoveOutcome | PolicyOutcome


def in_a_word(outcome: Outcome) -> str:
    """Return the word for an outcome in logs and metrics: the code of a refusal, `unchanged` for a
    replay, else the status of the order, `created` or `changed`.
    """
    match outcome:
        case Refused():
            return outcome.error.code
        case _ if not outcome.changed:
            return "unchanged"
        case OrderOutcome():
            return str(outcome.reservation.status)
    return "created" if outcome.created else "changed"
