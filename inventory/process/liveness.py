"""Whether a process makes progress, shown to whoever is outside: it leaves a mark in a file as its work goes on.

That a process exists, or even answers, does not mean that it works. So each marks when it has come round to decide what to
do next, and `python -m inventory.progress` says how long ago that was (ADR 0014). It is run every few seconds, so this
module imports nothing that is slow to load.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FILE_VARIABLE, STUCK_VARIABLE = "INVENTORY_PROGRESS_FILE", "INVENTORY_STUCK_SECONDS"
STUCK_SECONDS = 60
"""What `INVENTORY_STUCK_SECONDS` is by default."""
PATIENCE = 1.5
"""So many times longer than a process waits for others does the one outside wait for it."""

_EVERY_SECONDS = 1.0
LAST_WORDS_SECONDS = 1.0
HTTP_SECONDS = 3.0
_START_FIELD = 19  # `starttime` of proc_pid_stat(5), counted from behind the name


class Progress:
    """The mark of this process. Made by the process that uses it, after any fork."""

    def __init__(self, file: str) -> None:
        """Leave the mark in `file`; nowhere when that is empty."""
        self._file = file
        self._pid = os.getpid()
        self._due = -_EVERY_SECONDS

    def made(self) -> None:
        """Say that the work goes on. Costs nothing but a look at the clock more often than once a second.

        Raises `OSError` where the file can't be written.
        """
        moment = now()
        if self._file and moment >= self._due:
            self._due = moment + _EVERY_SECONDS
            write(self._file, Mark(moment, self._pid, _started(self._pid) or 0))


@dataclass(frozen=True, slots=True)
class Mark:
    """When a process last made progress, and which one. A process id alone may be another's by now."""

    at: float
    pid: int
    started: int
    """When the process started, in clock ticks since the machine did."""

    @property
    def is_of_a_running_process(self) -> bool:
        return _started(self.pid) == self.started


def now() -> float:
    """A clock that all processes of a machine share, and that nobody sets."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def write(file: str, mark: Mark) -> None:
    """Leave the mark in place: of the same length each time, it needs no room on a full disk, and is read whole."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.pwrite(descriptor, f"{mark.at:020.3f} {mark.pid:010} {mark.started:020}\n".encode(), 0)
    finally:
        os.close(descriptor)


def read(file: str) -> Mark | None:
    """The mark in `file`, or None if there is none."""
    try:
        at, pid, started = Path(file).read_text(encoding="ascii").split()
        return Mark(float(at), int(pid), int(started))
    except (FileNotFoundError, ValueError):
        return None


def answers(url: str) -> bool:
    """Whether GET answers with a status below 400, soon."""
    import urllib.request  # noqa: PLC0415 - takes longer to load than all the rest, which most do without
    from http.client import HTTPException  # noqa: PLC0415

    try:
        with urllib.request.urlopen(url, timeout=HTTP_SECONDS):  # noqa: S310 - the URL of our own process
            return True
    except (OSError, HTTPException):  # HTTPError and URLError are OSErrors
        return False


def end(pid: int) -> None:
    """Kill a process and, if it leads one, its process group.

    First with SIGABRT, at which Python tells where each thread is (`PYTHONFAULTHANDLER`); then with SIGKILL, which a
    stopped process takes, too.
    """
    with suppress(ProcessLookupError):
        leads = os.getpgid(pid) == pid
        handle = os.pidfd_open(pid)
        try:
            signal.pidfd_send_signal(handle, signal.SIGABRT)
            select.select([handle], [], [], LAST_WORDS_SECONDS)
        finally:
            os.close(handle)
        (os.killpg if leads else os.kill)(pid, signal.SIGKILL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 with progress, 1 without; one sentence tells more."""
    options = parse(arguments)
    works, sentence = look(options.file, within=options.within, url=options.url, or_kill=options.or_kill)
    print(sentence)  # noqa: T201 - it talks to whoever asks
    return 0 if works else 1


def look(file: str, *, within: float, url: str | None = None, or_kill: bool = False) -> tuple[bool, str]:
    """Whether the process that marks `file` made progress in the last `within` seconds, and a sentence about it.

    An answer at `url` is progress that is marked here on behalf of the process. `or_kill` ends one that makes none.
    """
    mark = read(file)
    if mark is None:
        return False, f"no progress yet: nobody has written {file}"
    if not mark.is_of_a_running_process:
        return False, f"process {mark.pid}, which wrote {file}, is gone"
    if url and answers(url):
        mark = Mark(now(), mark.pid, mark.started)
        write(file, mark)
    silent = now() - mark.at
    if silent <= within:
        return True, f"process {mark.pid} made progress {silent:.1f} s ago"
    sentence = f"process {mark.pid} has made no progress for {silent:.1f} s"
    if or_kill:
        sentence += ": killing it"
        tell(mark.pid, sentence)
        end(mark.pid)
    return False, sentence


def tell(pid: int, sentence: str) -> None:
    """Write to the error output of a process, so that its log says why it ended; where it is not ours to write, don't."""
    with suppress(OSError), Path(f"/proc/{pid}/fd/2").open("a", encoding="utf-8") as log:
        log.write(f"{sentence}\n")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    file = os.environ.get(FILE_VARIABLE, "")
    within = PATIENCE * float(os.environ.get(STUCK_VARIABLE, STUCK_SECONDS))
    parser = argparse.ArgumentParser(prog="python -m inventory.progress", description=main.__doc__)
    parser.add_argument(
        "--file", default=file, required=not file, help=f"the process's mark (default ${FILE_VARIABLE})"
    )
    parser.add_argument("--within", type=float, default=within, metavar="SECONDS", help="(default %(default)s)")
    parser.add_argument("--url", help="an answer to GET is progress, and is marked on behalf of the process")
    parser.add_argument(
        "--or-kill", action="store_true", help="kill what makes none, for a supervisor that only restarts"
    )
    return parser.parse_args(arguments)


def _started(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(status.rpartition(")")[2].split()[_START_FIELD])


if __name__ == "__main__":
    sys.exit(main())
