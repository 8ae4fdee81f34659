"""Start child processes that die with ours, wait for conditions, and read the ends of logs."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import psutil

from tools.devstack import PROJECT, launcher
from tools.devstack.machine.private_files import UMASK, private_directory
from tools.devstack.processes.patience import MachineTime


class NotReady(RuntimeError):
    """A server or process failed, or was not ready before its deadline."""

    def __init__(self, name: str, reason: str, log: Path) -> None:
        super().__init__(f"{name} {reason}; the end of {log}:\n{last_lines(log)}")
        self.name = name
        self.log = log


# The kernel reports the death of the *thread* that started a child as that of its parent. All
# children are therefore started by one thread that lives as long as this process, whichever thread
# the caller is on.
_spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="devstack-spawner")


def launcher_command(
    command: Sequence[str], *, parent: int | str, death_signal: signal.Signals, options: Sequence[str] = ()
) -> list[str]:
    """Return the launcher's command for `command`, which then dies with process `parent`."""
    interpreter = [sys.executable, "-I", "-S", launcher.__file__]
    return [*interpreter, "--parent", str(parent), "--death-signal", death_signal.name, *options, "--", *command]


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    death_signal: signal.Signals = signal.SIGKILL,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    inherit: Sequence[int] = (),
    stdin: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own. It dies when this process does.

    Its output is appended to `log`. `options` are those of the launcher. `inherit` are file
    descriptors that the command keeps open. `stdin` is its standard input. Other users can't read
    the log or the files that the command makes.
    """
    if not log.parent.exists():
        private_directory(log.parent)
    full = launcher_command(command, parent=os.getpid(), death_signal=death_signal, options=options)

    def start() -> subprocess.Popen[bytes]:
        with open(log, "ab", opener=_open_privately) as output:
            return subprocess.Popen(
                full,
                stdin=subprocess.DEVNULL if stdin is None else stdin,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                umask=UMASK,
                # Ctrl-C in a terminal must reach us alone, so that we stop the others in order.
                start_new_session=True,
                pass_fds=inherit,
                cwd=PROJECT,
            )

    return _spawner.submit(start).result()


def _open_privately(path: str, flags: int) -> int:
    """Open a log of ours. One that an earlier version left open is closed to others."""
    opened = os.open(path, flags, 0o600)
    if os.fstat(opened).st_uid == os.geteuid() and os.path.isfile(path):  # noqa: PTH113 - a path as open() gives it
        os.fchmod(opened, 0o600)
    return opened


def run(
    command: Sequence[str],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    stdin: IO[bytes] | None = None,
) -> int:
    """Run a command to its end as `spawn` does and return its status. An exception while it runs,
    such as an interrupt, kills the command.
    """
    process = spawn(command, log=log, environment=environment, options=options, stdin=stdin)
    try:
        return process.wait()
    except BaseException:
        kill_tree(process.pid)
        raise


def kill_tree(pid: int) -> None:
    """SIGKILL a process and all its descendants, as a power cut would. Returns when they are gone,
    or after 10 seconds.
    """
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in tree:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    wait_until(lambda: all(map(_has_ended, tree)), seconds=10, interval=0.01)


def _has_ended(process: psutil.Process) -> bool:
    """Return True if at most the exit status of the process is left.

    Orphans may keep a status that nobody has asked for, for seconds.
    """
    try:
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
    except psutil.NoSuchProcess:
        return True


def wait_until(condition: Callable[[], bool], *, seconds: float, interval: float = 0.05) -> bool:
    """Ask until the condition holds. Returns False if it did not hold within `seconds`.

    Counts the seconds that the machine had for the wait (ADR 28).
    """
    waited = MachineTime()
    while not condition():
        if waited.passed() >= seconds:
            return False
        time.sleep(interval)
    return True


def last_lines(log: Path, count: int = 30) -> str:
    """Return the last `count` lines of a log file, or a sentence saying that there is none."""
    if not log.exists():
        return f"(no log at {log})"
    with log.open(encoding="utf-8", errors="replace") as lines:
        return "".join(deque(lines, maxlen=count)).rstrip()
