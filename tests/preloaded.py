"""Starts Python programs from a process that has loaded the libraries, so that each need not load
them again.

Hundreds of bridges, workers and APIs are started by the tests, and loading SQLAlchemy, pydantic and
the like takes each a second of a processor. Here one process for each process of pytest loads them
once, and forks whenever a program is to start: a real process with an id, a session, an environment
and output of its own, that runs the program as `python -m` or `python -c` would. Those of whole
stacks (`tools.devstack.stack`) start as in production, from nothing.

Nothing is loaded beforehand that looks at the environment while it is loaded. The application's own
entry points never.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import orjson

from tools.devstack import PROJECT
from tools.devstack.processes.children import spawn

_READ_AT_THE_START = ("PYTHON", "LD_", "MALLOC_", "GLIBC_", "TZ", "LC_", "LANG")
"""Variables that the interpreter and the C library look at when they begin."""


def start(command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start `python -m …` or `python -c …` in a session of its own, its output appended to `log`.
    It dies when we do.
    """
    if command[0] != sys.executable or command[1] not in {"-m", "-c"} or read_at_the_start(environment) != _OURS:
        return spawn(command, log=log, environment=environment)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch()  # its reader may be sooner than the program
    return Forked(command, log, environment)


def stand_in(script: Path, program: str) -> Path:
    """Make `script` a command that has `program` forked, with the arguments, the directory, the
    environment and the standard streams of its caller. It ends with the status of the program.
    """
    text = STAND_IN.format(python=sys.executable, address=_address()[1:], program=program)
    script.write_text(text, encoding="utf-8")
    script.chmod(0o700)
    return script


STAND_IN = """\
#!{python} -IS
import json, os, socket, sys
asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
asking.connect("\\0" + {address!r})
wanted = [["-c", {program!r}, *sys.argv[1:]], None, dict(os.environ), os.getcwd()]
socket.send_fds(asking, [json.dumps(wanted).encode()], [0, 1, 2])
asking.recv(32)  # its process id
status = int(asking.recv(32) or -9)
sys.exit(status if status >= 0 else 128 - status)
"""


def read_at_the_start(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that a forked process would learn of too late."""
    return {name: value for name, value in variables.items() if name.startswith(_READ_AT_THE_START)}


_OURS = read_at_the_start(os.environ)


class Forked(subprocess.Popen[bytes]):
    """A program forked by another process, with its status from there when it has ended."""

    def __init__(self, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        """Have it forked. Popen's own constructor would start another process, and is left out."""
        self.args = list(command)
        self.stdin = self.stdout = self.stderr = None
        self.returncode = None
        self._child_created = False  # it is not ours to wait for
        self._ending = _ask(orjson.dumps([command[1:], str(log), dict(environment), str(PROJECT)]))
        self.pid = int(self._line())

    def poll(self) -> int | None:
        """Return its status, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return its status when it has ended. Raises TimeoutExpired when that takes longer."""
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return status

    def send_signal(self, sig: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self._ending.settimeout(timeout or 1e-6 if timeout is not None else None)
            try:
                # Without a status it was killed together with what forked it.
                self.returncode = int(self._line() or -signal.SIGKILL)
            except TimeoutError:
                return None
            self._ending.close()
        return self.returncode

    def _line(self) -> bytes:
        return self._ending.recv(32)


def _ask(request: bytes) -> socket.socket:
    """Send a request to the process that forks. Returns the connection on which it answers."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.connect(_address())
    connection.sendall(request)
    return connection


@cache
def _address() -> str:
    """Start the process that forks, once. Returns its address: an abstract socket, without a
    file.
    """
    address = f"\0preloaded-{os.getpid()}-{os.urandom(8).hex()}"
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listening.bind(address)
    listening.listen(128)
    command = [sys.executable, "-m", "tests.preloader", str(listening.fileno())]
    forking = spawn(command, log=Path(os.devnull), environment=os.environ, inherit=[listening.fileno()])
    listening.close()
    atexit.register(forking.kill)
    return address
