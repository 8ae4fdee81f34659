"""Ask commands for the rows, callers and times that they are about, before anything is locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from inventory.boundary.moments import require_utc
from inventory.domain.commands import (
    Amend,
    Command,
    Fact,
    OrderCommand,
    PolicyCommand,
    Reserve,
)
from inventory.domain.goods_commands import GoodsCommand
from inventory.domain.orders.shipping import Ask
from inventory.domain.told_apart import made_by, makes_location, named_lines
from inventory.write_path import locks
from inventory.write_path.goods import add_goods, add_place


def require_times(commands: Sequence[Command], now: datetime) -> None:
    """Raise `ValueError` unless all times are in UTC: holds and facts are reckoned from them."""
    require_utc(now)
    for command in commands:
        if isinstance(command, Fact):
            require_utc(command.at)


def capped_callers(commands: Sequence[Command]) -> set[str]:
    """Return the callers that have a cap on their units and ask for units."""
    return {
        command.cause.actor
        for command in commands
        if isinstance(command, (Reserve, Amend)) and command.cause.allowance.max_units is not None
    }


def wanted_rows(commands: Sequence[Command], overdue: Sequence[str], goods: Collection[Ask] = ()) -> locks.Wanted:
    """Return the rows of these commands, of `overdue` holds, and of `goods` beyond lines."""
    wanted = locks.Wanted(set(overdue), set(), {}, set(), set(), set())
    for ask in goods:
        add_place(wanted, ask, makes_location=True)
    for command in commands:
        if isinstance(command, OrderCommand):
            wanted.order_ids.add(command.order_id)
            wanted.skus.update([line.sku for line in named_lines(command)])
            if isinstance(command, GoodsCommand):
                add_goods(wanted, command)
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
