"""The watch leaves healthy processes alone. Its kills are shown in tests/liveness."""

import sys
from pathlib import Path

from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.processes.watch import waits_for_servers


def test_a_launcher_that_waits_for_a_server_is_not_stuck(tmp_path: Path) -> None:
    closed = f"{LOOPBACK}:{free_ports(1)[0]}"
    waiting = spawn([sys.executable, "--version"], log=tmp_path / "log", options=["--wait", closed])
    # For an instant after it was started, a process has no command line.
    assert wait_until(lambda: waits_for_servers(waiting.pid), seconds=20)
    waiting.kill()
    waiting.wait()
    assert waits_for_servers(waiting.pid)  # supervisord has just not noticed yet


def test_a_process_that_was_launched_is_watched(tmp_path: Path) -> None:
    launched = spawn(["sleep", "600"], log=tmp_path / "log")
    assert wait_until(lambda: not waits_for_servers(launched.pid), seconds=20)
    launched.kill()
    launched.wait()
