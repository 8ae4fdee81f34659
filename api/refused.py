"""Refused commands as records for people: the call, the reason, and the units that were there."""

from __future__ import annotations

from typing import Any

from inventory.domain.commands import (
    AdjustStock,
    Amend,
    Cancel,
    CancelLines,
    Command,
    Confirm,
    Dispatch,
    Extend,
    Move,
    OrderCommand,
    Reassign,
    Release,
    Reserve,
    Return,
    SetPolicy,
)
from inventory.domain.outcome import Refused
from inventory.domain.told_apart import named_lines
from inventory.errors import BeyondToken, InsufficientStock, InventoryError, NotSellable, Shortfall, UnknownSku
from inventory.refused_calls import MAX_LINES, RefusedCall

ACTIONS: dict[type[Command], str] = {
    Reserve: "reserve",
    Amend: "amend",
    Confirm: "confirm",
    Release: "release",
    Cancel: "cancel",
    CancelLines: "cancel_lines",
    Extend: "extend",
    Reassign: "reassign",
    Dispatch: "dispatch",
    Return: "return",
    AdjustStock: "adjust",
    Move: "move",
    SetPolicy: "set_policy",
}
"""The name of each call that may be refused."""


def refused_call(refused: Refused, *, actor: str, request_id: str) -> RefusedCall | None:
    """Return the record of a refusal. None for a caller beyond its limits: it must not write into
    the history of an order that it may not read.
    """
    command, error, _ = refused
    if isinstance(error, BeyondToken):
        return None
    lines: tuple[dict[str, Any], ...] = ()
    if isinstance(error, InsufficientStock):
        lines = tuple(_short(line, refused) for line in error.lines[:MAX_LINES])
    order_id = command.order_id if isinstance(command, OrderCommand) else None
    return RefusedCall(order_id, _skus(command, error), ACTIONS[type(command)], error.code, lines, actor, request_id)


def _short(line: Shortfall, refused: Refused) -> dict[str, Any]:
    """Return a short line, with the units that could be had at each location."""
    there = sorted(refused.available.get(line.sku, {}).items())[:MAX_LINES]
    return {**line.as_json(), "locations": [{"location": name, "available": units} for name, units in there]}


def _skus(command: Command, error: InventoryError) -> tuple[str, ...]:
    """Return the SKUs that the refusal is about, else those that the call names."""
    match error:
        case InsufficientStock(lines=lines):
            named = [line.sku for line in lines]
        case NotSellable(policies=policies):
            named = [broken.sku for broken in policies]
        case UnknownSku(skus=skus):
            named = list(skus)
        case _:
            named = [line.sku for line in named_lines(command)] if isinstance(command, OrderCommand) else [command.sku]
    return tuple(dict.fromkeys(named))[:MAX_LINES]
