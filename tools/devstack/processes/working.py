"""Waiting for a process as long as it works: a slow machine is no failure, and a process that sits there doing nothing is."""

import time
from collections.abc import Callable

import psutil

from tools.devstack.processes.patience import MachineTime

SECONDS_OF_WORK = 1.0
"""What a process has to compute meanwhile to be waited for longer. One that has started and merely waits needs less."""
LOOK_SECONDS = 1.0
"""Between two looks at what it has computed: each reads all that the system knows of every process."""
TIMES_AS_LONG = 10
"""As often the limit is given again at most, so that a process that turns in a circle is noticed as well."""


def wait_while_it_works(
    condition: Callable[[], bool], *, pid: Callable[[], int], seconds: float, interval: float = 0.05
) -> bool:
    """Ask until the condition holds; whether it came to hold before process `pid` did nothing for so many seconds.

    Seconds are those that the machine had (ADR 28).
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
        elif now < computed:  # another process, which begins at 0
            computed = now
        if passed - began_anew >= seconds or passed >= seconds * TIMES_AS_LONG:
            return False
        time.sleep(interval)
    return True


def processor_seconds(pid: int) -> float:
    """Return what a process and those below it have computed; 0 where there is none."""
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
