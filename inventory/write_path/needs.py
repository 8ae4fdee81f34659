"""Ask commands for the rows, callers and times that they are about, before anything is locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from inventory.boundary.moments import require_utc
from inventory.domain.commands import (
    AdjustStock,
    Amend,
    Cancel,
    Command,
    Confirm,
    Expire,
    Extend,
    FollowLocation,
    Move,
    OrderCommand,
    PolicyCommand,
    Release,
    Reserve,
    SetPolicy,
    StateCancellation,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateSupply,
)
from inventory.domain.told_apart import made_by, makes_location, named_lines
from inventory.write_path import locks


def require_times(commands: Sequence[Command], now: datetime) -> None:
    """Raise `ValueError` unless all times are in UTC: holds and facts are reckoned from them."""
    require_utc(now)
    for command in commands:
        match command:
            case StateSupply() | StatePolicy():
                require_utc(command.at)
            case StateOrder() | StatePayment() | StatePaymentFailure() | StateCancellation():
                require_utc(command.at)
            case Reserve() | Confirm() | Release() | Cancel() | Extend() | Amend() | Expire():
                pass
            case AdjustStock() | SetPolicy() | Move() | FollowLocation():
                pass
            case _:
                assert_never(command)


def capped_callers(commands: Sequence[Command]) -> set[str]:
    """Return the callers that have a cap on their units and ask for units."""
    return {
        command.cause.actor
        for command in commands
        if isinstance(command, (Reserve, Amend)) and command.cause.allowance.max_units is not None
    }


def wanted_rows(commands: Sequence[Command], overdue: Sequence[str]) -> locks.Wanted:
    """Return the rows of these commands and of `overdue` holds."""
    wanted = locks.Wanted(set(overdue), set(), {}, set(), set())
    for command in commands:
        if isinstance(command, OrderCommand):
            wanted.order_ids.add(command.order_id)
            wanted.skus.update(line.sku for line in named_lines(command))
            continue
        wanted.skus.add(command.sku)
        if (made := made_by(command)) is not None:
            wanted.new.setdefault(*made)
            if makes_location(command):
                (_, location), _ = made
                wanted.locations.add(location)
        if isinstance(command, PolicyCommand):
            wanted.policies.add(command.sku)
    return wanted
