"""Check a sheet, and apply it: in a thread of its own, one sheet after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock, Thread
from typing import Any

from console.imports.uploads import ImportState, Phase, Upload
from inventory.bulk.known import KnownKeys
from inventory.bulk.rows import Tally, apply_rows, previewed
from inventory.database.commits import Commits
from inventory.database.transactions import Database, Limits
from inventory.domain.causes import Cause
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.stock.movements import Entry
from inventory.errors import InventoryError
from inventory.importing.columns import Terms
from inventory.importing.file import ImportFile, RejectedRows, read_import
from inventory.importing.records import UnusableImport
from inventory.importing.rows import RejectedRow, UsableRow
from inventory.write_path.preview import Preview

log = logging.getLogger(__name__)

LIMITS = Limits(lock_timeout=10_000, statement_timeout=60_000, idle_in_transaction_session_timeout=60_000)
"""A sheet can wait longer than a person."""
LOOKED_FOR_SECONDS = 15
TELL_SECONDS = 0.3
"""Seconds between two states that are written."""

_ONE_AT_A_TIME = Lock()
"""A large sheet takes two connections and half a processor."""


class Work:
    """The work on one sheet, as one person asked for it."""

    def __init__(self, upload: Upload, url: str, holds: HoldTimes, cause: Cause) -> None:
        self._upload = upload
        self._url = url
        self._holds = holds
        self._cause = cause
        self._state = upload.read()
        self._told = 0.0

    def begin(self, phase: Phase) -> None:
        """Begin to check or to apply the sheet, behind those that wait already."""
        self._state.phase, self._state.problem = phase, ""
        self._upload.write(self._state)
        # The process may end meanwhile: then the import is broken off, and may go on.
        Thread(target=self.run, args=[phase], name="import", daemon=True).start()

    def run(self, phase: Phase) -> None:
        """Check or apply the sheet. The state tells how that ends."""
        with self._upload.worked_on() as is_ours, _ONE_AT_A_TIME:
            if not is_ours:
                return
            try:
                self._check() if phase is Phase.CHECKING else self._apply()
            except UnusableImport as error:
                self._end(Phase.UNUSABLE, str(error))
            except InventoryError as error:
                self._end(Phase.FAILED, str(error))
            except Exception:
                log.exception("An import was broken off")
                self._end(Phase.FAILED, "Something unforeseen happened. The log has it.")

    def _check(self) -> None:
        state, tally = self._state, Tally()
        with self._read() as read, self._rejected(read) as rejected:
            self._begin_with(read)
            with self._connected() as database, database.snapshot() as session:
                for number, (row, one) in enumerate(previewed(session, read, self._holds), 1):
                    refusal = tally.add(row, None if one is None else one.outcome)
                    if refusal is not None:
                        rejected.write(refusal)
                        state.note_problem(refusal.line, refusal.problem)
                    elif isinstance(row, UsableRow) and one is not None and one.outcome.changed:
                        state.note_change(_change(row, one))
                    state.done = number
                    self._tell(tally)
        self._end(Phase.CHECKED, tally=tally)

    def _apply(self) -> None:
        state, tally = self._state, Tally()

        def advance(rows: int) -> None:
            state.done += rows
            self._tell(tally)

        with self._read() as read, self._rejected(read) as rejected:
            self._begin_with(read)

            def reject(row: RejectedRow) -> None:
                rejected.write(row)
                state.note_problem(row.line, row.problem)

            with self._connected() as database:
                commits = Commits(database)
                apply_rows(
                    read,
                    partial(commits.transaction, patience_seconds=LOOKED_FOR_SECONDS),
                    self._holds,
                    write=reject,
                    advance=advance,
                    tally=tally,
                )
        self._end(Phase.APPLIED, tally=tally)

    def _begin_with(self, read: ImportFile) -> None:
        state = self._state
        state.total, state.done, state.reference = read.usable + read.rejected, 0, read.reference
        state.rounded, state.first_rounded = read.rounded, read.first_rounded
        state.problems, state.changes = [], state.changes if state.phase is Phase.APPLYING else []

    @contextmanager
    def _read(self) -> Iterator[ImportFile]:
        terms = Terms(self._cause, **{**self._state.terms, "ignored": frozenset(self._state.terms["ignored"])})
        with self._upload.sheet.open("rb") as file, KnownKeys(self._connected) as known:
            yield read_import(file, terms, known)

    @contextmanager
    def _rejected(self, read: ImportFile) -> Iterator[RejectedRows]:
        with self._upload.rejected.open("w", encoding="utf-8", newline="") as file:
            yield RejectedRows(file, read.names)

    @contextmanager
    def _connected(self) -> Iterator[Database]:
        database = Database(self._url, limits=LIMITS, pool_size=1, name="inventory-console-import")
        try:
            yield database
        finally:
            database.dispose()

    def _tell(self, tally: Tally) -> None:
        if time.monotonic() - self._told > TELL_SECONDS:
            self._told = time.monotonic()
            self._upload.write(_counted(self._state, tally))

    def _end(self, phase: Phase, problem: str = "", *, tally: Tally | None = None) -> None:
        state = self._state if tally is None else _counted(self._state, tally)
        state.phase, state.problem = phase, problem
        self._upload.write(state)


def _counted(state: ImportState, tally: Tally) -> ImportState:
    state.changed, state.new, state.replayed, state.rejected = tally.changed, tally.new, tally.replayed, tally.rejected
    state.warned, state.warnings = tally.warnings.rows, [dict(one) for one in tally.warnings.first]
    return state


def _change(row: UsableRow, one: Preview) -> dict[str, Any]:
    """Return a change for people: the ends of a move, or the one place, before and after."""
    return {"line": row.line, "sku": row.command.sku, "new": one.new, "ends": [_end(entry) for entry in one.entries]}


def _end(entry: Entry) -> dict[str, Any]:
    before = entry.on_hand_after - entry.on_hand_delta
    return {"location": entry.location, "before": before, "after": entry.on_hand_after}
