"""Children that can't outlive their parent."""

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tools.devstack import launcher
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import run, wait_until

PARENT = """
import sys, threading
from pathlib import Path
from tools.devstack.processes.children import spawn
print(spawn(["sleep", "600"], log=Path(sys.argv[1])).pid, flush=True)
threading.Event().wait()
"""


def test_a_child_dies_when_its_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert psutil.pid_exists(child)
        parent.kill()
    assert wait_until(lambda: not psutil.pid_exists(child), seconds=30)


def test_a_child_whose_parent_is_already_gone_does_not_start(tmp_path: Path) -> None:
    started = tmp_path / "started"
    command = [sys.executable, launcher.__file__, "--parent", "1", "--", "touch", str(started)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "the parent process 1 is gone" in result.stderr
    assert not started.exists()


def test_the_status_of_the_command_comes_back(tmp_path: Path) -> None:
    assert run(["sh", "-c", "echo said; exit 7"], log=tmp_path / "log") == 7
    assert (tmp_path / "log").read_text() == "said\n"


def test_a_command_waits_for_the_port_it_depends_on() -> None:
    with socket.socket() as server:
        server.bind((LOOPBACK, free_ports(1)[0]))  # refuses connections until it listens
        address = f"{LOOPBACK}:{server.getsockname()[1]}"
        command = [sys.executable, launcher.__file__, "--wait", address, "--", "true"]
        with subprocess.Popen(command) as waiting:
            with pytest.raises(subprocess.TimeoutExpired):
                waiting.wait(0.5)
            server.listen()
            assert waiting.wait(60) == 0


def test_of_several_ports_one_is_enough() -> None:
    silent, other = free_ports(2)
    with socket.create_server((LOOPBACK, other)):
        command = [sys.executable, launcher.__file__, "--wait", f"{LOOPBACK}:{silent},{LOOPBACK}:{other}", "--", "true"]
        assert subprocess.run(command, check=False, timeout=30).returncode == 0
