"""Uploaded sheets on this machine's disk, each with the state of its import.

A sheet is worked on by one thread with the lock of its directory (`console.imports.room`).
Every process of the console on this machine reads the state from there. If the thread dies with its
process, the lock is free while the state says that somebody works: the import was broken off, and
may go on. No row is imported twice, because each has its reference.
"""

from __future__ import annotations

import fcntl
import secrets
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

import orjson

MAX_BYTES = 64 * 1_048_576
"""A million rows of usual length. `inventory stock import` takes larger ones."""
LEAST_REJECTED_BYTES = 1_048_576
_SHOWN = 200
"""Rows of a sheet that the page shows, of each sort."""
MAX_TOLD = 1_000
"""Characters of a problem that the page shows."""


class Phase(StrEnum):
    """The state of an import."""

    CHECKING = "checking"
    CHECKED = "checked"
    UNUSABLE = "unusable"
    """The sheet as a whole can't be imported."""
    APPLYING = "applying"
    APPLIED = "applied"

    @property
    def is_under_way(self) -> bool:
        return self in {Phase.CHECKING, Phase.APPLYING}


@dataclass(slots=True)
class ImportState:
    """All that is known of an import."""

    name: str
    """The name of the file on the person's own machine."""
    terms: dict[str, Any]
    phase: Phase = Phase.CHECKING
    """The last step that was begun. If nobody works on one that is under way, it was broken off. It
    is to be done again.
    """
    waits: bool = False
    """Another sheet is worked on before it."""
    total: int = 0
    """Rows that can be applied."""
    done: int = 0
    changed: int = 0
    new: int = 0
    replayed: int = 0
    rejected: int = 0
    left_out: int = 0
    """Rejected rows beyond the room of their file."""
    warned: int = 0
    rounded: int = 0
    first_rounded: str = ""
    reference: str = ""
    problem: str = ""
    """Why it can't be used, or was broken off. Empty if nobody was left to tell it."""
    uncounted: int = 0
    """Rows without a count, which are passed over."""
    same: int = 0
    """Rows that would be imported, and leave each number as it is: counts that agree."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def begin(self, phase: Phase) -> None:
        """Begin a phase anew."""
        self.phase, self.waits, self.problem, self.done = phase, False, "", 0

    def next_phase(self, shown: str | None, *, skip_rejected: bool) -> Phase | None:
        """Return the phase to begin for somebody to whom the phase `shown` was shown.

        A phase that was broken off is done again, so that no row is applied unseen. Returns None if
        it is another phase now, all is done, or rejected rows are not to be skipped.
        """
        if shown != self.phase:
            return None
        if self.phase.is_under_way:
            return self.phase
        may_apply = self.phase is Phase.CHECKED and (skip_rejected or not self.rejected)
        return Phase.APPLYING if may_apply else None

    def note_change(self, told: dict[str, Any]) -> None:
        """Keep one of the first rows that change a number, to show it."""
        if all(end["before"] == end["after"] for end in told["ends"]) and not told["new"]:
            self.same += 1
        elif len(self.changes) < _SHOWN:
            self.changes.append(told)

    def note_problem(self, line: int, sku: str, problem: str) -> None:
        """Keep one of the first problems, to show it."""
        if len(self.problems) < _SHOWN:
            self.problems.append({"line": line, "sku": sku, "problem": problem[:MAX_TOLD]})


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded sheet."""

    directory: Path

    @property
    def sheet(self) -> Path:
        return self.directory / "sheet.csv"

    @property
    def rejected(self) -> Path:
        return self.directory / "rejected.csv"

    @property
    def _state(self) -> Path:
        return self.directory / "state.json"

    @property
    def most_rejected(self) -> int:
        """Return the bytes that the file of its rejected rows may have."""
        return most_rejected(self.size)

    @property
    def size(self) -> int:
        """Return the bytes of the sheet, none while it is not there."""
        try:
            return self.sheet.stat().st_size
        except FileNotFoundError:
            return 0

    def is_here(self) -> bool:
        return self._state.exists()

    def write(self, state: ImportState) -> None:
        """Write the state, whole or not at all. For the holder of the lock."""
        unfinished = self.directory / f".state.{secrets.token_hex(8)}"
        try:
            unfinished.write_bytes(orjson.dumps(asdict(state)))
            unfinished.replace(self._state)
        finally:
            unfinished.unlink(missing_ok=True)

    def read(self) -> ImportState:
        """Return the state, as it was written last. Raises `FileNotFoundError`."""
        stored = orjson.loads(self._state.read_bytes())
        return ImportState(**{**stored, "phase": Phase(stored["phase"])})

    def lock(self) -> TextIO | None:
        """Return the lock, held until it is closed. None if somebody has it."""
        lock = (self.directory / "lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock


def most_rejected(size: int) -> int:
    """Return the bytes that the rejected rows of a sheet of this size may have."""
    return max(size, LEAST_REJECTED_BYTES)
