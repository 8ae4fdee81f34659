"""The append-only ledger: one row for each change of counters, with its balance (G5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, insert, literal_column, select, true
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import for_each, json_parameter, json_rows, parameters, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Movement, Time
from inventory.domain.commands import AdjustStock
from inventory.domain.stock.movements import Entry

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
    "other_location": Text(),
    "to_ship_delta": BigInteger(),
    "to_ship_after": BigInteger(),
}
_MOSTLY_EMPTY = Entry._fields[Entry._fields.index("reason") :]
_MOSTLY_FILLED = Entry._fields[: -len(_MOSTLY_EMPTY)]
_EMPTY = (None,) * len(_MOSTLY_EMPTY)
_entries = json_rows(_ENTRY, name="entries")
APPEND = insert(Movement).from_select(
    [*_ENTRY], select(*(_entries.c[name] for name in _ENTRY)).order_by(_entries.c.position)
)
"""Writes entries in order, so that ids rise with the balances of a row. Needs the row locks."""


def appended(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the parameters of `APPEND`."""
    return {"entries_": json_parameter(map(_stated, entries))}


def _stated(entry_: Entry) -> dict[str, Any]:
    """Return the fields of an entry, without those that are null and mostly are. To read a null
    costs PostgreSQL more than to leave it out costs here.
    """
    stated: dict[str, Any] = dict(zip(_MOSTLY_FILLED, entry_, strict=False))
    if entry_[len(_MOSTLY_FILLED) :] != _EMPTY:
        seldom = zip(_MOSTLY_EMPTY, entry_[len(_MOSTLY_FILLED) :], strict=True)
        stated |= {name: value for name, value in seldom if value is not None}
    return stated


_ASKED: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text(), "reference": Text()}
_asked = rows(_ASKED)
# The kind as text of the statement: a parameter would keep a generic plan from the partial index.
_made = for_each(
    select(*(getattr(Movement, name) for name in _ENTRY)).where(
        Movement.sku == _asked.c.sku,
        Movement.location == _asked.c.location,
        Movement.reference == _asked.c.reference,
        Movement.kind == literal_column("'adjusted'"),
    ),
    name="made",
)
_SELECT_ADJUSTMENTS = Compiled(select(*_made.c).join_from(_asked, _made, true()))


def adjustments(session: Session, commands: Sequence[AdjustStock]) -> dict[tuple[str, str, str | None], Entry]:
    """Return earlier entries of adjustments with these references, by their adjustment key."""
    if not commands:
        return {}
    (found,) = run(session, _SELECT_ADJUSTMENTS(parameters(_ASKED, commands)))
    made = [Entry(**dict(zip(_ENTRY, row, strict=True))) for row in found]
    return {entry_.adjustment_key: entry_ for entry_ in made}
