"""The time that one may wait on a machine that has other things to do.

A deadline by the clock measures how fast and how busy a machine is, not if the awaited work goes
on. Here time passes as fast as the machine can give it: a second in which ten processes want its
two processors counts as a fifth of a second. On a quiet machine that is the clock. Beside load the
same wait is given the same amount of work (ADR 0028).
"""

import os
import threading
import time
from pathlib import Path

_STAT = Path("/proc/stat")
_WANTED = ("procs_running", "procs_blocked")
LEAST_SHARE = 0.1
"""The slowest pace of time, so that every wait ends: 60 seconds are over after ten minutes."""


def share() -> float:
    """Return the part of a processor that each busy process gets now, from `LEAST_SHARE` to 1."""
    fields = dict(line.split(maxsplit=1) for line in _STAT.read_text(encoding="ascii").splitlines() if line)
    wanting = sum(int(fields[name]) for name in _WANTED) - 1  # without this process
    return max(LEAST_SHARE, min(1.0, _processors() / max(1, wanting)))


class MachineTime:
    """Seconds that the machine had for the waiting process since this was made.

    Several threads may read it.
    """

    def __init__(self) -> None:
        """Begin at 0."""
        self._lock = threading.Lock()
        self._passed = 0.0
        self._read, self._share = time.monotonic(), share()

    def passed(self) -> float:
        """Return the seconds that have passed. Time between two readings is weighed by the mean of
        the shares at both ends.
        """
        with self._lock:
            moment, now_share = time.monotonic(), share()
            self._passed += (moment - self._read) * (self._share + now_share) / 2
            self._read, self._share = moment, now_share
            return self._passed


def _processors() -> int:
    return len(os.sched_getaffinity(0))
