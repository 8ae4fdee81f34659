"""Orders and events for the tests of pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from inventory.database.transactions import Database, now
from inventory.domain.causes import Cause
from inventory.domain.commands import Command, Line, Reserve, StateSupply
from inventory.domain.orders.hold_times import HoldTimes
from inventory.inbox.decoded import DecodedEvent
from inventory.inbox.store import record
from inventory.write_path.apply import apply

HOLDS = HoldTimes(default_seconds=900, maximum_seconds=86_400)
SHOP = Cause("shop")


def act(database: Database, *commands: Command) -> None:
    """Apply commands, each in a transaction of its own."""
    for command in commands:
        with database.transaction() as session:
            (outcome,) = apply(session, [command], now=now(session), holds=HOLDS)
            assert outcome.error is None, outcome.error


def supply(database: Database, sku: str, quantity: int, location: str = "main") -> None:
    with database.transaction() as session:
        at = now(session)
        apply(session, [StateSupply(sku, sku, quantity, at, SHOP, location)], now=at, holds=HOLDS)


def hold(database: Database, order_id: str, sku: str = "tea", quantity: int = 2) -> None:
    """Supply ten units of a SKU, and hold some."""
    supply(database, sku, 10)
    act(database, Reserve(order_id, (Line(sku, quantity),), SHOP))


def hear(database: Database, heard: Sequence[DecodedEvent]) -> None:
    with database.transaction() as session:
        record(session, heard, now=now(session), retry_after=timedelta(seconds=60))
