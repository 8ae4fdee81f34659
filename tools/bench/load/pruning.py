"""Removal of everything that is old enough on a day far ahead, and the time that it takes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.upkeep import retention
from inventory.upkeep.periods import Periods
from inventory.upkeep.retention import Kind
from tools.bench.load.warehouse import Warehouse

AHEAD = timedelta(days=400)
"""The day of the removal: every time of retention is over."""
_GUARD = re.compile(r"IF before > .*?END IF;", re.DOTALL)
_POSITION = text("SELECT position FROM retention WHERE kind = :kind")
_FUNCTIONS = ("prune_inbox", "clear_payloads")


@dataclass(frozen=True, slots=True)
class Pruned:
    """The removal of one kind: its rows, and the seconds of all its transactions."""

    kind: Kind
    rows: int
    seconds: float


def open_guards(opened: Warehouse) -> None:
    """Have the functions of pruning remove rows of today. They refuse to, by the server's clock."""
    for name in _FUNCTIONS:
        guarded = opened.value(f"SELECT pg_get_functiondef('{name}'::regproc)")
        unguarded, guards = _GUARD.subn("", guarded)
        assert guards == 1, f"{name} has {guards} guards"
        opened.execute(unguarded)


def prune_all(url: str, kinds: Sequence[Kind]) -> Iterator[Pruned]:
    """Remove all that may go, piece by piece as the housekeeper does. Yields each kind when it is
    done.
    """
    database = Database(url, pool_size=1, name="bench-pruning")
    periods = Periods.of(Settings(database_url=url))
    try:
        for kind in kinds:
            yield _prune(database, kind, periods)
    finally:
        database.dispose()


def _prune(database: Database, kind: Kind, periods: Periods) -> Pruned:
    began = time.monotonic()
    before = _removed(database, kind)
    # A kind that is found page by page ends a run before it has passed all pages.
    while _piece(database, kind, periods) or _is_under_way(database, kind):
        pass
    return Pruned(kind, _removed(database, kind) - before, time.monotonic() - began)


def _piece(database: Database, kind: Kind, periods: Periods) -> bool:
    with database.transaction() as session:
        return retention.prune(session, kind, now=now(session) + AHEAD, periods=periods)


def _is_under_way(database: Database, kind: Kind) -> bool:
    """Return True if a later run goes on behind the last page. Other kinds keep their position."""
    if kind is not Kind.RESERVATIONS:
        return False
    with database.transaction() as session:
        return bool(session.execute(_POSITION, {"kind": kind}).scalar_one())


def _removed(database: Database, kind: Kind) -> int:
    with database.transaction() as session:
        return sum(each.removed for each in retention.pruned(session) if each.kind == kind)
