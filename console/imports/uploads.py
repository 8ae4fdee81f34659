"""Uploaded sheets on this machine's disk, each with the state of its import.

A sheet is worked on by one thread, which holds a lock on its directory. Every process of the
console on this machine reads the state from there. If the thread dies with its process, the lock
is free while the state says that somebody works: the import was broken off, and may go on. No row
is imported twice, because each has its reference.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import orjson

MAX_BYTES = 64 * 1_048_576
"""A million rows of usual length. In a container the disk is memory: this, twice while it arrives,
and as much of older sheets is there at once. `inventory stock import` takes larger ones.
"""
KEPT_SECONDS = 24 * 3_600
_SHOWN = 200
"""Rows of a sheet that the page shows, of each sort."""


class Phase(StrEnum):
    """The state of an import."""

    CHECKING = "checking"
    CHECKED = "checked"
    UNUSABLE = "unusable"
    """The sheet as a whole can't be imported."""
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    """Something else broke it off. It may go on."""

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
    total: int = 0
    """Rows that can be applied."""
    done: int = 0
    changed: int = 0
    new: int = 0
    replayed: int = 0
    rejected: int = 0
    warned: int = 0
    rounded: int = 0
    first_rounded: str = ""
    reference: str = ""
    problem: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def note_change(self, told: dict[str, Any]) -> None:
        """Keep one of the first changes, to show it."""
        if len(self.changes) < _SHOWN:
            self.changes.append(told)

    def note_problem(self, line: int, problem: str) -> None:
        """Keep one of the first problems, to show it."""
        if len(self.problems) < _SHOWN:
            self.problems.append({"line": line, "problem": problem})


class _Readable(Protocol):
    def save(self, target: str, /) -> None: ...


@dataclass(frozen=True, slots=True, order=True)
class Upload:
    """One uploaded sheet."""

    directory: Path

    @classmethod
    def new(cls, actor: str, content: _Readable, state: ImportState) -> tuple[Upload, str]:
        """Keep a sheet for this person. Return it with its key."""
        make_room()
        key = secrets.token_urlsafe(16)
        upload = cls(_directory(actor, key))
        upload.directory.mkdir(mode=0o700)
        content.save(str(upload.sheet))
        upload.write(state)
        return upload, key

    @classmethod
    def of(cls, actor: str, key: str) -> Upload | None:
        """Return the sheet of this person with the key. None if it is not here."""
        upload = cls(_directory(actor, key))
        return upload if upload._state.exists() else None

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
    def size(self) -> int:
        """Return the bytes of its files."""
        return sum(path.stat().st_size for path in self.directory.iterdir())

    def write(self, state: ImportState) -> None:
        """Write the state, whole or not at all."""
        unfinished = self.directory / f".state.{os.getpid()}"
        unfinished.write_bytes(orjson.dumps(asdict(state)))
        unfinished.replace(self._state)

    def read(self) -> ImportState:
        """Return the state, as it was written last."""
        stored = orjson.loads(self._state.read_bytes())
        return ImportState(**{**stored, "phase": Phase(stored["phase"])})

    def is_worked_on(self) -> bool:
        """Return True while a thread of some process works on it."""
        with (self.directory / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    @contextmanager
    def worked_on(self) -> Iterator[bool]:
        """Hold the lock for the block. Yields False where somebody else holds it."""
        with (self.directory / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True


def _root() -> Path:
    root = Path(tempfile.gettempdir()) / f"inventory-console-{os.getuid()}"
    root.mkdir(mode=0o700, exist_ok=True)
    if root.stat().st_uid != os.getuid():
        raise PermissionError(f"{root} belongs to somebody else")
    return root


def _directory(actor: str, key: str) -> Path:
    """Return a directory that only this person's key leads to."""
    return _root() / sha256(f"{actor}\0{key}".encode()).hexdigest()


def make_room() -> None:
    """Remove sheets that nobody has worked on for a day, and the oldest ones until there is room
    for another one.
    """
    kept = sorted((directory.stat().st_mtime, Upload(directory)) for directory in _root().iterdir())
    size = sum(upload.size for _, upload in kept)
    for at, upload in kept:
        is_old = at < time.time() - KEPT_SECONDS
        if (is_old or size > MAX_BYTES) and not upload.is_worked_on():
            size -= upload.size
            shutil.rmtree(upload.directory, ignore_errors=True)
