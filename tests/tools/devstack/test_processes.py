"""Killing whole trees of processes."""

import subprocess
import sys

import psutil

from tools.devstack.processes.children import kill_tree
from tools.devstack.processes.patience import MachineTime

_ASKS_NOBODY = """
import ctypes, subprocess, sys
ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: orphans come here, and their status is never asked for
below = "import subprocess, sys; subprocess.Popen([sys.executable, '-ISc', 'input()'], stdin=0); input()"
print(subprocess.Popen([sys.executable, "-ISc", below], stdin=0).pid, flush=True)
input()
"""


def test_who_was_killed_is_gone_although_nobody_asks_for_its_status() -> None:
    """The killed parent must not wait for its child: a wait that is being killed may still take
    the child's status.
    """
    command = [sys.executable, "-ISc", _ASKS_NOBODY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as above:
        assert above.stdout is not None
        root = psutil.Process(int(above.stdout.readline()))
        waited = MachineTime()
        while not (children := root.children()):
            assert waited.passed() < 20
        taken = MachineTime()
        kill_tree(root.pid)
        assert taken.passed() < 5
        assert [each.status() for each in (root, *children)] == [psutil.STATUS_ZOMBIE] * 2
        above.kill()
