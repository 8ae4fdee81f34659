"""A program that is forked begins as one that is started, and is seen to end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests import preloaded
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.processes.supervisor import SUPERVISORD, Program, Supervisor

Start = Callable[..., "subprocess.Popen[bytes]"]

PROGRAM = """
import os, signal, sys, threading
print(sys.argv, __name__, sys.modules["__main__"].__dict__ is globals(), os.environ["GIVEN"], os.getcwd())
print(os.getsid(0) == os.getpid(), threading.active_count(), signal.getsignal(signal.SIGCHLD), os.read(0, 1))
sys.stderr.write("and an error\\n")
sys.exit(3)
"""


def begun(start: Start, directory: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Its status, and its output."""
    log = directory / start.__name__
    process = start([sys.executable, *arguments], log=log, environment={**os.environ, **variables})
    status = process.wait(60)
    assert process.poll() == process.returncode == status
    return status, log.read_text()


@pytest.mark.parametrize("arguments", [("-c", PROGRAM, "one", "two"), ("-m", "json.tool", "no-such-file")])
def test_it_begins_as_if_it_were_started(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    forked, started = (begun(start, tmp_path, *arguments, GIVEN="this") for start in (preloaded.start, spawn))
    assert forked == started


COMMAND = """
import os, signal, sys
print(sys.argv, os.getcwd(), os.environ["GIVEN"], input())
sys.stderr.write("and an error\\n")
if sys.argv[1] == "dies":
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGTERM)
sys.exit(3)
"""


@pytest.mark.parametrize(("way", "status"), [("ends", 3), ("dies", 128 + signal.SIGTERM)])
def test_a_stand_in_ends_and_prints_as_the_program(tmp_path: Path, way: str, status: int) -> None:
    script = preloaded.stand_in(tmp_path / "command", COMMAND)
    ended, started = (
        subprocess.run(
            [*command, way, "two words"],
            cwd=tmp_path,
            env={**os.environ, "GIVEN": "this"},
            input="a line\n",
            capture_output=True,
            text=True,
            check=False,
        )
        for command in ([script], [sys.executable, "-c", COMMAND])
    )
    assert ended.returncode == status
    assert (ended.stdout, ended.stderr) == (started.stdout, started.stderr)


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


BESIDE_OTHERS = """
import atexit, os, signal, sys, threading
print("begun")
print(sys.argv[1:], __name__, os.environ["GIVEN"], os.environ["OWN"], os.getcwd(), os.getpgrp() == os.getpid())
print({str(each): str(signal.getsignal(each)).split(" at ")[0] for each in signal.valid_signals()}, os.umask(0))
print(threading.active_count(), sys.flags, os.environ["DEVSTACK_LAUNCHED_PID"] == str(os.getpid()), os.listdir("/proc/self/fd"))
atexit.register(print, "that was all")
threading.Thread(target=lambda: threading.Event().wait(0.1) or print("after the main thread")).start()
if sys.argv[1] == "raise":
    raise LookupError("of no use")
sys.exit({"end": None, "say": "why", "tell": 3}[sys.argv[1]])
"""


def supervised(directory: Path, module: str) -> dict[str, str]:
    """Return the output of the programs under a supervisord, and its words on their ends."""
    directory = directory / module
    directory.mkdir()
    environment = {**os.environ, "GIVEN": "this", "PYTHONPATH": str(directory), "PYTHONUNBUFFERED": "1"}
    (directory / "beside_others.py").write_text(BESIDE_OTHERS)
    with socket.create_server(("127.0.0.1", 0)) as server, (directory / "lock").open("w") as lock:
        waits = ["--wait", f"127.0.0.1:{server.getsockname()[1]}"]
        programs = [
            Program(
                name=way,
                command=[sys.executable, "-m", "beside_others", way],
                log=directory / way,
                wave=1,
                launcher_options=waits,
                environment={"OWN": way},
            )
            for way in ("end", "say", "tell", "raise")
        ]
        supervisor = Supervisor(directory, programs, environment, module=module)
        supervisor.start(lock=lock.fileno())
        try:
            for program in programs:
                supervisor.start_program(program.name)
            assert wait_until(lambda: len(ends(supervisor)) >= len(programs), seconds=60)
        finally:
            supervisor.stop()
    # Ended programs are started again. The lines of a traceback say where the program was run
    # from.
    first = {program.name: program.log.read_text().split("begun")[1] for program in programs}
    return {name: re.sub(r"^ .*\n", "", words, flags=re.MULTILINE) for name, words in first.items()} | {
        "ends": "\n".join(sorted(ends(supervisor)))
    }


def ends(supervisor: Supervisor) -> set[str]:
    """Return the programs that have ended, with their status."""
    return set(re.findall(r"exited: (.*);", supervisor.log.read_text()))


def test_what_a_supervisord_forks_begins_and_ends_as_what_it_starts(tmp_path: Path) -> None:
    forked, started = (supervised(tmp_path, module) for module in ("tests.supervisord", SUPERVISORD))
    assert forked == started
