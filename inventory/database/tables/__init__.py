"""The tables. Migrations create them, and statements elsewhere in the core are written against
these classes.

Text keys have collation "C", byte order: Python and PostgreSQL sort locks in the same order, and
indexes are small and fast. Counters have no index of their own and their pages keep room
(fillfactor), so that updates stay HOT.
"""

from inventory.database.tables.access import ApiToken, ConsoleSession
from inventory.database.tables.base import Base, Key, Time
from inventory.database.tables.inbox import DeadLetter, InboxEvent, InboxPending
from inventory.database.tables.outbox import KeptOutcome, Lineage, OutboxEvent
from inventory.database.tables.reading import (
    CatalogueMirror,
    EventGap,
    KeptOffset,
    PausedPartition,
    SetAside,
    SkippedType,
)
from inventory.database.tables.stock import Location, MoveMade, Movement, Reservation, Reversal, SkuPolicy, Stock
from inventory.database.tables.upkeep import AuditRun, CommitReceipt, IdempotencyKey, RefusedCallRow, Retention

__all__ = [
    "ApiToken",
    "AuditRun",
    "Base",
    "CatalogueMirror",
    "CommitReceipt",
    "ConsoleSession",
    "DeadLetter",
    "EventGap",
    "IdempotencyKey",
    "InboxEvent",
    "InboxPending",
    "KeptOffset",
    "KeptOutcome",
    "Key",
    "Lineage",
    "Location",
    "MoveMade",
    "Movement",
    "OutboxEvent",
    "PausedPartition",
    "RefusedCallRow",
    "Reservation",
    "Retention",
    "Reversal",
    "SetAside",
    "SkippedType",
    "SkuPolicy",
    "Stock",
    "Time",
]
