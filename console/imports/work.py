"""Check a sheet, and apply it: in a thread of its own, one sheet after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Lock, Thread
from typing import Any, TextIO

from console.imports import room
from console.imports.rejected import BoundedRows
from console.imports.uploads import MAX_TOLD, ImportState, Phase, Upload
from console.words.refused import in_words
from inventory.bulk.known import KnownKeys
from inventory.bulk.rows import Tally, apply_rows, previewed
from inventory.database.commits import Commits
from inventory.database.transactions import Database, Limits
from inventory.domain.causes import Cause
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.stock.movements import Entry
from inventory.errors import InventoryError
from inventory.importing.columns import AskedBy, Terms
from inventory.importing.file import ImportFile, read_import
from inventory.importing.records import UnusableImport
from inventory.importing.rows import RejectedRow, UsableRow
from inventory.write_path.previews.stock import Preview

log = logging.getLogger(__name__)

LIMITS = Limits(lock_timeout=10_000, statement_timeout=60_000, idle_in_transaction_session_timeout=60_000)
"""A sheet can wait longer than a person."""
LOOKED_FOR_SECONDS = 15
ASKED_BY = AskedBy(skip="by the field Columns to pass over", separate="choose it at the field Columns are separated by")
TELL_SECONDS = 0.3
"""Seconds between two states that are written."""

_ONE_AT_A_TIME = Lock()
"""A large sheet takes two connections and half a processor."""


SESSION_OVER = "Your session was over when its turn came."
UNFORESEEN = "Something unforeseen happened. The log has it."


class Work:
    """The work on one sheet, as one person asked for it."""

    def __init__(
        self,
        upload: Upload,
        lock: TextIO,
        *,
        url: str,
        holds: HoldTimes,
        cause: Cause,
        is_signed_in: Callable[[], bool],
    ) -> None:
        """`lock` is that of the sheet. It is let go when the work ends."""
        self._upload = upload
        self._lock = lock
        self._url = url
        self._holds = holds
        self._cause = cause
        self._is_signed_in = is_signed_in
        self._state = upload.read()
        self._told = 0.0

    def begin(self, phase: Phase) -> None:
        """Begin to check or to apply the sheet, behind the sheets before it."""
        self._state.begin(phase)
        self._upload.write(self._state)
        # The process may end meanwhile: then the import is broken off, and may go on.
        Thread(target=self.run, args=[phase], name="import", daemon=True).start()

    def run(self, phase: Phase) -> None:
        """Check or apply the sheet. The state tells how that ends."""
        with self._lock:
            try:
                with self._turn():
                    self._do(phase)
            except UnusableImport as error:
                self._end(Phase.UNUSABLE if phase is Phase.CHECKING else phase, str(error))
            except InventoryError as error:
                self._end(phase, str(error))
            except Exception:
                log.exception("An import was broken off")
                self._end(phase, UNFORESEEN)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the sheets before this one, and tell the person."""
        if not _ONE_AT_A_TIME.acquire(blocking=False):
            self._wait(waits=True)
            _ONE_AT_A_TIME.acquire()
        try:
            if self._state.waits:
                self._wait(waits=False)
            yield
        finally:
            _ONE_AT_A_TIME.release()

    def _wait(self, *, waits: bool) -> None:
        self._state.waits = waits
        self._upload.write(self._state)

    def _do(self, phase: Phase) -> None:
        if not self._is_signed_in():
            self._end(phase, SESSION_OVER)
        elif phase is Phase.CHECKING:
            self._check()
        else:
            self._apply()

    def _check(self) -> None:
        state, tally = self._state, Tally()
        with self._read() as read, self._rejected(read) as rejected:
            self._begin_with(read)
            with self._connected() as database, database.snapshot() as session:
                for number, (row, one) in enumerate(previewed(session, read, self._holds), 1):
                    refusal = tally.add(row, None if one is None else one.outcome)
                    if refusal is not None:
                        self._reject(read, rejected, refusal)
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
            with self._connected() as database:
                commits = Commits(database)
                apply_rows(
                    read,
                    partial(commits.transaction, patience_seconds=LOOKED_FOR_SECONDS),
                    self._holds,
                    write=partial(self._reject, read, rejected),
                    advance=advance,
                    tally=tally,
                )
        self._end(Phase.APPLIED, tally=tally)

    def _begin_with(self, read: ImportFile) -> None:
        state = self._state
        state.total, state.done, state.reference = read.usable + read.rejected, 0, read.reference
        state.uncounted = read.uncounted
        state.rounded, state.first_rounded = read.rounded, read.first_rounded
        state.left_out, state.problems = 0, []
        state.same = state.same if state.phase is Phase.APPLYING else 0
        state.changes = state.changes if state.phase is Phase.APPLYING else []

    def _reject(self, read: ImportFile, rejected: BoundedRows, row: RejectedRow) -> None:
        told = row.problem if row.error is None else in_words(row.error)
        kept = row if row.error is None else replace(row, problem=f"{row.error.code}: {told}")
        self._state.left_out += not rejected.write(kept)
        self._state.note_problem(row.line, dict(zip(read.columns, row.cells, strict=False)).get("sku", ""), told)

    @contextmanager
    def _read(self) -> Iterator[ImportFile]:
        kept = self._state.terms
        terms = Terms(self._cause, **{**kept, "ignored": frozenset(kept["ignored"])}, asked_by=ASKED_BY)
        with self._upload.sheet.open("rb") as file, KnownKeys(self._connected) as known:
            yield read_import(file, terms, known)

    @contextmanager
    def _rejected(self, read: ImportFile) -> Iterator[BoundedRows]:
        with self._upload.rejected.open("wb") as file:
            yield BoundedRows(file, read.names, self._upload.most_rejected)

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
        state.phase, state.problem, state.waits = phase, problem[:MAX_TOLD], False
        room.end(self._upload, self._lock, state)


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
