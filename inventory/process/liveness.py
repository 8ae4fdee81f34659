"""Liveness: each process leaves a mark in a file as its loop goes round (ADR 0014).

A process that exists, or even answers, need not work. So each process marks that it has come round
to decide on its next step, and `inventory.process.killing` tells the age of the mark. That check
runs every few seconds, so this module imports nothing that is slow to load.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

FILE_VARIABLE, STUCK_VARIABLE = "INVENTORY_PROGRESS_FILE", "INVENTORY_STUCK_SECONDS"
STUCK_SECONDS = 60
"""The default of `INVENTORY_STUCK_SECONDS`."""
PATIENCE = 1.5
"""The health check waits so many times longer for a process than the process waits for others."""

_EVERY_SECONDS = 1.0
_START_FIELD = 19  # `starttime` of proc_pid_stat(5), counted from behind the name


class Liveness:
    """Marks that this process is alive. Make it in the process that uses it, after any fork."""

    def __init__(self, file: str) -> None:
        """Leave the mark in `file`, or none if `file` is empty."""
        self._file = file
        self._pid = os.getpid()
        self._due = -_EVERY_SECONDS

    def mark(self) -> None:
        """Mark that the loop has come round. A mark within a second of the last one costs only a
        look at the clock.

        Raises `OSError` if the file can't be written.
        """
        moment = now()
        if self._file and moment >= self._due:
            self._due = moment + _EVERY_SECONDS
            write(self._file, Mark(moment, self._pid, _started(self._pid) or 0))


@dataclass(frozen=True, slots=True)
class Mark:
    """A process that was alive, and the time. A process id alone may be another's by now."""

    at: float
    pid: int
    started: int
    """The start of the process, in clock ticks since the start of the machine."""

    @property
    def is_of_a_running_process(self) -> bool:
        return _started(self.pid) == self.started


def now() -> float:
    """Return the time of a clock that all processes of a machine share and nobody sets."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def write(file: str, mark: Mark) -> None:
    """Write the mark over the last one. Both have the same length, so a full disk has room for it,
    and a reader never sees a part of it.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.pwrite(descriptor, f"{mark.at:020.3f} {mark.pid:010} {mark.started:020}\n".encode(), 0)
    finally:
        os.close(descriptor)


def read(file: str) -> Mark | None:
    """Return the mark in `file`, or None if there is none."""
    try:
        at, pid, started = Path(file).read_text(encoding="ascii").split()
        return Mark(float(at), int(pid), int(started))
    except (FileNotFoundError, ValueError):
        return None


def _started(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(status.rpartition(")")[2].split()[_START_FIELD])
