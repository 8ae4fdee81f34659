"""Commands and their outcomes, in the words of the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.domain.commands import Command
from inventory.domain.outcome import Outcome, in_a_word
from inventory.logs.fields import Fields, listed, trace_id


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return the number of commands with each outcome, by its word."""
    found: dict[str, int] = {}
    for word in map(in_a_word, outcomes):  # not a Counter: for one outcome it takes ten times as long
        found[word] = found.get(word, 0) + 1
    return found


def subjects(commands: Sequence[Command]) -> Fields:
    """Return the orders and SKUs of these commands, and their traces."""
    fields = Fields()
    if orders := listed(map(_order_id, commands)):
        fields["order_ids"] = orders
    if skus := listed(map(_sku, commands)):
        fields["skus"] = skus
    if traces := listed(trace_id(command.cause.traceparent) for command in commands):
        fields["trace_ids"] = traces
    return fields


def subject(command: Command) -> Fields:
    """Return the order or the SKU of this command."""
    fields = Fields()
    if order := _order_id(command):
        fields["order_id"] = order
    if sku := _sku(command):
        fields["sku"] = sku
    return fields


def _order_id(command: Command) -> str | None:
    found: str | None = getattr(command, "order_id", None)
    return found


def _sku(command: Command) -> str | None:
    found: str | None = getattr(command, "sku", None)
    return found
