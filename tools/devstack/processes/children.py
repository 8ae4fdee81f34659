"""Starting child processes that die with us, waiting for conditions, reading the ends of logs."""

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


# The kernel reports the death of the *thread* that started a child as that of its parent. All children are therefore
# started by one thread that lives as long as this process, whatever thread the caller is on.
_spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="devstack-spawner")


def launcher_command(
    command: Sequence[str], *, parent: int | str, death_signal: signal.Signals, options: Sequence[str] = ()
) -> list[str]:
    """Return the command that runs `command` through the launcher, which makes it die with process `parent`."""
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
    """Start a command in a session of its own, its output appended to `log`; it dies when this process does.

    `options` are those of the launcher, `inherit` file descriptors that the command keeps open, `stdin` what it reads.
    What it and we write is for nobody else.
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
    """Open a log of ours; one of an earlier version is closed to others as well."""
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
    """Run a command to its end as `spawn` does and return its status; it is killed when the waiting is broken off."""
    process = spawn(command, log=log, environment=environment, options=options, stdin=stdin)
    try:
        return process.wait()
    except BaseException:
        kill_tree(process.pid)
        raise


def kill_tree(pid: int) -> None:
    """SIGKILL a process and everything below it, as a power cut would, and return when they are gone."""
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
    """Whether nothing is left of it, but perhaps a status that nobody has asked for: orphans may keep theirs for seconds."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
    except psutil.NoSuchProcess:
        return True


def wait_until(condition: Callable[[], bool], *, seconds: float, interval: float = 0.05) -> bool:
    """Ask until the condition holds; whether it came to hold within so many seconds that the machine had for it."""
    waited = MachineTime()
    while not condition():
        if waited.passed() >= seconds:
            return False
        time.sleep(interval)
    return True


def last_lines(log: Path, count: int = 30) -> str:
    """Return the end of a log file, or a sentence saying that there is none."""
    if not log.exists():
        return f"(no log at {log})"
    with log.open(encoding="utf-8", errors="replace") as lines:
        return "".join(deque(lines, maxlen=count)).rstrip()
