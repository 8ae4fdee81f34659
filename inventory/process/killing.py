"""The health check `python -m inventory.progress`. It reads the mark of a process, and can kill a
process that makes no progress.

It runs every few seconds, so this module imports nothing that is slow to load.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from inventory.process.liveness import FILE_VARIABLE, PATIENCE, STUCK_SECONDS, STUCK_VARIABLE, Mark, now, read, write

LAST_WORDS_SECONDS = 1.0
HTTP_SECONDS = 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a sentence about a process. Return exit status 0 if it made progress, 1 if not."""
    options = parse(arguments)
    works, sentence = look(options.file, within=options.within, url=options.url, or_kill=options.or_kill)
    print(sentence)  # noqa: T201 - it talks to whoever asks
    return 0 if works else 1


def look(file: str, *, within: float, url: str | None = None, or_kill: bool = False) -> tuple[bool, str]:
    """Return True if the process that marks `file` made progress in the last `within` seconds, and
    a sentence about it.

    An answer at `url` is progress, and is marked here on behalf of the process. `or_kill` kills a
    process that made none.
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


def answers(url: str) -> bool:
    """Return True if GET answers within `HTTP_SECONDS` with a status below 400."""
    import urllib.request  # noqa: PLC0415 - takes longer to load than all the rest, which most do without
    from http.client import HTTPException  # noqa: PLC0415

    try:
        with urllib.request.urlopen(url, timeout=HTTP_SECONDS):  # noqa: S310 - the URL of our own process
            return True
    except (OSError, HTTPException):  # HTTPError and URLError are OSErrors
        return False


def end(pid: int) -> None:
    """Kill a process and, if it leads one, its process group.

    At SIGABRT Python prints the place of each thread (`PYTHONFAULTHANDLER`). SIGKILL follows, and
    also ends a stopped process.
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


def tell(pid: int, sentence: str) -> None:
    """Write a sentence to the error output of a process, if we may. Its log then tells why the
    process ended.
    """
    with suppress(OSError), Path(f"/proc/{pid}/fd/2").open("a", encoding="utf-8") as log:
        log.write(line(sentence, for_people=log.isatty()))


def line(sentence: str, *, for_people: bool = False) -> str:
    """Return a sentence as a line of a log, in the form that `inventory.logs` has.

    A health check would take twice as long with the libraries of that.
    """
    import json  # noqa: PLC0415 - few health checks have something to tell
    from datetime import UTC, datetime  # noqa: PLC0415

    moment = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    if for_people or os.environ.get("INVENTORY_LOG_FORMAT") == "text":
        return f"{moment} CRITICAL {__name__}: {sentence}\n"
    told = {"time": moment, "level": "CRITICAL", "logger": __name__, "message": sentence}
    return json.dumps(told, separators=(",", ":")) + "\n"


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
