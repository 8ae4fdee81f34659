"""The moves that were made, by their keys, so that a retry is a replay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Text, insert, select, text, true
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import for_each, parameters, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import MoveMade, Time
from inventory.domain.commands import Move
from inventory.domain.moves import MoveKey
from inventory.domain.stock.moving import MoveRecord
from inventory.write_path import writing

_KEY: dict[str, TypeEngine[Any]] = {"sku": Text(), "from_location": Text(), "reference": Text()}
_asked = rows(_KEY)
_made = for_each(
    select(*(getattr(MoveMade, name) for name in MoveRecord._fields)).where(
        MoveMade.sku == _asked.c.sku,
        MoveMade.from_location == _asked.c.from_location,
        MoveMade.reference == _asked.c.reference,
    ),
    name="made",
)
_SELECT = Compiled(select(*_made.c).join_from(_asked, _made, true()))

_MOVE: dict[str, TypeEngine[Any]] = {
    **_KEY,
    "to_location": Text(),
    "quantity": BigInteger(),
    "reason": Text(),
    "moved_at": Time,
}
_new = rows(_MOVE)
_INSERT = Compiled(
    insert(MoveMade).from_select([*_MOVE], select(*(_new.c[name] for name in _MOVE)).order_by(_new.c.position))
)


def known(session: Session, commands: Sequence[Move]) -> dict[MoveKey, MoveRecord]:
    """Return the earlier moves with these keys. Needs the row locks."""
    if not commands:
        return {}
    (found,) = run(session, _SELECT(parameters(_KEY, commands)))
    made = [MoveRecord(*row) for row in found]
    return {one.key: one for one in made}


def add(session: Session, moves: Sequence[MoveRecord], *, now: datetime, send: writing.Send = run) -> None:
    """Store these moves. No other transaction makes one of them: it would wait for the rows."""
    if moves:
        given = parameters({name: _MOVE[name] for name in MoveRecord._fields}, moves)
        send(session, _INSERT({**given, "moved_at_": [now] * len(moves)}))


# By position on the disk: moves are few, and their age needs no index. Nobody changes or locks
# them.
_PRUNE = text(
    """
    DELETE FROM stock_move
    WHERE ctid >= CAST(:first AS tid) AND ctid < CAST(:last AS tid) AND moved_at < :before
    """
)


def prune(session: Session, *, before: datetime, pages: range) -> int:
    """Remove moves on these pages of the table that are older than `before`. Returns their number.

    A retry of a removed move is a new one, as for adjustments whose ledger rows are removed.
    """
    given = {"before": before, "first": f"({pages.start},0)", "last": f"({pages.stop},0)"}
    return session.connection().execute(_PRUNE, given).rowcount
