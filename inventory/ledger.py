"""The append-only ledger: one row for each change of a stock row's counters, with the balance it left (G5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, assert_never

from sqlalchemy import BigInteger, Text, insert, literal_column, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.arrays import json_parameter, json_rows, parameters, rows
from inventory.commands import AdjustStock, Change, Count
from inventory.levels import Level
from inventory.models import Movement, Time
from inventory.shelf import Place


class MovementKind(StrEnum):
    """What happened to the counters: to or for an order (the first four), or to the stock itself."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    EXPIRED = "expired"
    SUPPLIED = "supplied"
    ADJUSTED = "adjusted"
    OPENING_BALANCE = "opening_balance"


class Entry(NamedTuple):
    """One ledger row. Deltas and balances are of the database's columns, so that they add up without our code."""

    sku: str
    location: str
    kind: MovementKind
    on_hand_delta: int
    reserved_delta: int
    shortfall_delta: int
    on_hand_after: int
    reserved_after: int
    shortfall_after: int
    actor: str
    occurred_at: datetime
    """Never before that of the row's last entry."""
    reason: str | None = None
    reference: str | None = None
    order_id: str | None = None
    note: str | None = None

    @property
    def adjustment_key(self) -> tuple[str, str, str | None]:
        return self.sku, self.location, self.reference

    def repeats(self, command: AdjustStock) -> bool:
        """Whether `command` asks for just what this entry did, so that it is a retry of it."""
        if command.reason != self.reason:
            return False
        match command.adjustment:
            case Change(delta=delta):
                return self.on_hand_delta - self.shortfall_delta == delta
            case Count(quantity=quantity):
                return self.on_hand_after - self.shortfall_after == quantity
            case _:
                assert_never(command.adjustment)


def entry(
    place: Place,
    kind: MovementKind,
    before: Level,
    after: Level,
    *,
    at: datetime,
    actor: str,
    reason: str | None = None,
    reference: str | None = None,
    order_id: str | None = None,
    note: str | None = None,
) -> Entry:
    """The ledger row that takes `place` from one level to another."""
    sku, location = place
    on_hand_before, reserved_before, shortfall_before = before.columns
    on_hand, reserved, shortfall = after.columns
    return Entry(
        sku=sku,
        location=location,
        kind=kind,
        on_hand_delta=on_hand - on_hand_before,
        reserved_delta=reserved - reserved_before,
        shortfall_delta=shortfall - shortfall_before,
        on_hand_after=on_hand,
        reserved_after=reserved,
        shortfall_after=shortfall,
        actor=actor,
        occurred_at=at,
        reason=reason,
        reference=reference,
        order_id=order_id,
        note=note,
    )


_ENTRY: dict[str, TypeEngine[Any]] = {
    "sku": Text(),
    "location": Text(),
    "kind": Text(),
    "on_hand_delta": BigInteger(),
    "reserved_delta": BigInteger(),
    "shortfall_delta": BigInteger(),
    "on_hand_after": BigInteger(),
    "reserved_after": BigInteger(),
    "shortfall_after": BigInteger(),
    "reason": Text(),
    "reference": Text(),
    "order_id": Text(),
    "note": Text(),
    "actor": Text(),
    "occurred_at": Time,
}
_entries = json_rows(_ENTRY, name="entries")
APPEND = insert(Movement).from_select(
    [*_ENTRY], select(*(_entries.c[name] for name in _ENTRY)).order_by(_entries.c.position)
)
"""Writes entries in their order, so that ids rise with the balances of each row. Run it under the rows' locks."""


def appended(entries: Sequence[Entry]) -> dict[str, str]:
    """The parameters of `APPEND`."""
    return {"entries_": json_parameter(entry_._asdict() for entry_ in entries)}


_ASKED: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text(), "reference": Text()}
_asked = rows(_ASKED)
# The kind as text of the statement: a parameter would keep a generic plan from the partial index.
_SELECT_ADJUSTMENTS = select(*(getattr(Movement, name) for name in _ENTRY)).join_from(
    _asked,
    Movement,
    (Movement.sku == _asked.c.sku)
    & (Movement.location == _asked.c.location)
    & (Movement.reference == _asked.c.reference)
    & (Movement.kind == literal_column("'adjusted'")),
)


def adjustments(session: Session, commands: Sequence[AdjustStock]) -> dict[tuple[str, str, str | None], Entry]:
    """The entries that adjustments with these references have made before, by SKU, location and reference."""
    if not commands:
        return {}
    found = session.connection().execute(_SELECT_ADJUSTMENTS, parameters(_ASKED, commands))
    made = [Entry(**row) for row in found.mappings()]
    return {entry_.adjustment_key: entry_ for entry_ in made}
