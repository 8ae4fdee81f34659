"""supervisord that has loaded the service's libraries and forks its programs
(`python -m tests.supervisord`).

A process of the service computes for one to two seconds until it has loaded its code. One that is
forked has it loaded, and is otherwise what supervisord's own child becomes: it takes the launcher's
place, then the program's, and ends as an interpreter does. A program that is no Python, or has to
wait for a server first, is started as supervisord does it.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import NoReturn

from supervisor import supervisord
from supervisor.options import ServerOptions

from tests.preloaded import read_at_the_start
from tests.preloader import become, end, load, status_of
from tools.devstack import launcher

HANDLED = (signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR2)
"""Signals that supervisord handles, and a new program does not."""
LAUNCH = [sys.executable, "-I", "-S", launcher.__file__]


def execve(options: ServerOptions, filename: str, argv: Sequence[str], environment: Mapping[str, str]) -> None:
    """Take the place of `os.execve` in a child of supervisord."""
    launched = launched_python(argv)
    if launched is None or read_at_the_start(environment) != read_at_the_start(os.environ):
        os.execve(filename, list(argv), environment)
    else:
        run(launched.command[1:], launched.parent, signal.Signals[launched.death_signal], environment)


def launched_python(argv: Sequence[str]) -> argparse.Namespace | None:
    """Return the launcher's arguments, where it would become Python at once."""
    if list(argv[: len(LAUNCH)]) != LAUNCH:
        return None
    told = launcher.parse(argv[len(LAUNCH) :])
    is_python = told.command[0] == sys.executable and told.command[1] == "-m"
    is_another = told.user is not None or told.map_user is not None
    waits = not all(any(map(launcher.accepts, addresses.split(","))) for addresses in told.wait)
    return told if is_python and not is_another and not waits else None


def run(arguments: list[str], parent: int, death_signal: int, environment: Mapping[str, str]) -> NoReturn:
    """Be `python ARGUMENTS` from here on."""
    for number in HANDLED:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 1
    try:
        launcher.die_with_parent(death_signal, parent)
        become(arguments, dict(environment))
        status = 0
    except SystemExit as ended:
        status = status_of(ended)
    except BaseException:  # noqa: BLE001 - told as the interpreter does
        traceback.print_exc()
    try:
        end(status)
    finally:
        # A child that comes back is supervisord's business, not the program's.
        ctypes.pythonapi.Py_Exit(status)


def main() -> None:
    load()
    ServerOptions.execve = execve
    supervisord.main()


if __name__ == "__main__":
    main()
