"""A program that is forked begins as one that is started, and is seen to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from devstack.processes import spawn, wait_until
from tests import preloaded

Start = Callable[..., "subprocess.Popen[bytes]"]

PROGRAM = """
import os, signal, sys, threading
print(sys.argv, __name__, sys.modules["__main__"].__dict__ is globals(), os.environ["GIVEN"], os.getcwd())
print(os.getsid(0) == os.getpid(), threading.active_count(), signal.getsignal(signal.SIGCHLD), os.read(0, 1))
sys.stderr.write("and an error\\n")
sys.exit(3)
"""


def begun(start: Start, directory: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Its status, and what it printed."""
    log = directory / start.__name__
    process = start([sys.executable, *arguments], log=log, environment={**os.environ, **variables})
    status = process.wait(60)
    assert process.poll() == process.returncode == status
    return status, log.read_text()


@pytest.mark.parametrize("arguments", [("-c", PROGRAM, "one", "two"), ("-m", "json.tool", "no-such-file")])
def test_it_begins_as_if_it_were_started(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    forked, started = (begun(start, tmp_path, *arguments, GIVEN="this") for start in (preloaded.start, spawn))
    assert forked == started


def test_one_that_is_killed_is_told_apart_and_one_that_runs_is_not_waited_for(tmp_path: Path) -> None:
    sleeping = [sys.executable, "-c", "import time; time.sleep(600)"]
    process = preloaded.start(sleeping, log=tmp_path / "log", environment=os.environ)
    assert isinstance(process, preloaded.Forked)
    assert (tmp_path / "log").exists()
    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.05)
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert not psutil.pid_exists(process.pid)


def test_all_die_with_what_forked_them(tmp_path: Path) -> None:
    nested = (
        "import os, sys, time; from pathlib import Path; from tests import preloaded\n"
        "run = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "print(preloaded.start(run, log=Path(os.devnull), environment=os.environ).pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", nested], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        forked = int(owner.stdout.readline())
        assert psutil.pid_exists(forked)
        owner.kill()
    assert wait_until(lambda: not psutil.pid_exists(forked), seconds=60)


def test_what_the_interpreter_reads_at_its_start_is_given_to_one_that_is_started(tmp_path: Path) -> None:
    program = "import sys; print(sys.flags.optimize)"
    assert begun(preloaded.start, tmp_path, "-c", program, PYTHONOPTIMIZE="2") == (0, "2\n")
