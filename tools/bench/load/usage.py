"""The memory and processor time of the processes of a stack."""

from __future__ import annotations

import re
from pathlib import Path

import psutil

from tools.devstack.stack import Stack

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def peak_megabytes(stack: Stack) -> dict[str, float]:
    """Return the peak memory of each server and process: the peak of its largest process. For
    PostgreSQL, return the present memory of all of its processes together.

    PostgreSQL's processes share most of the memory that each of them seems to have.
    """
    found: dict[str, float] = {}
    for name, tree in _trees(stack).items():
        if name == "postgresql":
            found[name] = sum(process.memory_full_info().pss for process in tree) / 2**20
        else:
            found[name] = max(_peak_kilobytes(process.pid) for process in tree) / 2**10
    return found


def processor_seconds(stack: Stack) -> dict[str, float]:
    """Return the processor time that the present processes of each server and process have used."""
    return {name: sum(map(_seconds, tree)) for name, tree in _trees(stack).items()}


def server_seconds(pid: int) -> float:
    """Return the processor time of a server and of all processes that it has started, those that
    have ended included.
    """
    root = psutil.Process(pid)
    ended = root.cpu_times()
    return sum(map(_seconds, [root, *root.children(recursive=True)])) + ended.children_user + ended.children_system


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:  # PostgreSQL's helpers come and go
        return 0.0
    return float(times.user + times.system)


def _trees(stack: Stack) -> dict[str, list[psutil.Process]]:
    pids = {name: stack.pid(name) for name in [*stack.servers, *stack.processes]}
    roots = {name: psutil.Process(pid) for name, pid in pids.items() if pid}
    return {name: [root, *root.children(recursive=True)] for name, root in roots.items()}


def _peak_kilobytes(pid: int) -> int:
    match = _PEAK.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert match is not None
    return int(match.group(1))
