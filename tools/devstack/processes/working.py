"""Wait for a process as long as it works. A slow machine is no failure, but an idle process is."""

import time
from collections.abc import Callable

import psutil

from tools.devstack.processes.patience import MachineTime

SECONDS_OF_WORK = 1.0
"""Processor time that a process has to use to be waited for anew. An idle process uses less."""
LOOK_SECONDS = 1.0
"""Between two looks at the processor time. Each look reads the data of every process."""
TIMES_AS_LONG = 10
"""Maximum length of a wait, in limits, so that a process that works in a circle is noticed."""


def wait_while_it_works(
    condition: Callable[[], bool], *, pid: Callable[[], int], seconds: float, interval: float = 0.05
) -> bool:
    """Ask until the condition holds. Returns False if process `pid` did nothing for `seconds`
    first, or after ten times as long.

    Counts the seconds that the machine had (ADR 28).
    """
    waited, began_anew, looked, computed = MachineTime(), 0.0, 0.0, 0.0
    while not condition():
        passed = waited.passed()
        if passed - looked < LOOK_SECONDS:
            time.sleep(interval)
            continue
        looked, now = passed, processor_seconds(pid())
        if now - computed >= SECONDS_OF_WORK:
            began_anew, computed = passed, now
        elif now < computed:  # another process, whose count began at 0
            computed = now
        if passed - began_anew >= seconds or passed >= seconds * TIMES_AS_LONG:
            return False
        time.sleep(interval)
    return True


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and its descendants. 0 if there is no such process."""
    if pid == 0:
        return 0.0
    total = 0.0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            times = process.cpu_times()
            total += times.user + times.system
    except psutil.NoSuchProcess:
        pass
    return total
