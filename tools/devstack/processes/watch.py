"""Kill processes that show no liveness, so that supervisord starts them again (ADR 0014).

supervisord itself only sees processes that end.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import psutil

from inventory.process.killing import end, line
from inventory.process.liveness import read
from tools.devstack import launcher
from tools.devstack.endpoints import Endpoints
from tools.devstack.processes.patience import MachineTime
from tools.devstack.processes.probes import log_path, mark_path
from tools.devstack.processes.process_table import Process
from tools.devstack.processes.supervisor import ProgramState, Supervisor, SupervisorFailed

LOOK_SECONDS = 1.0
START_SECONDS = 30.0
"""Extra time for the first mark of a process, which has to load its code."""

logger = logging.getLogger(__name__)


@dataclass
class Seen:
    """A running process and its newest mark. `at` is when that mark was seen, at first the end of
    the time to start.
    """

    pid: int
    at: float
    mark: float | None = None


class Watch:
    """A thread that looks at each process every second, from `start` to `stop`."""

    def __init__(
        self, processes: Mapping[str, Process], endpoints: Endpoints, supervisor: Supervisor, *, within: float
    ) -> None:
        """Kill a process without liveness for `within` seconds that the machine had for it."""
        self._processes = processes
        self._endpoints = endpoints
        self._supervisor = supervisor
        self._within = within
        self._seen: dict[str, Seen] = {}
        self._time = MachineTime()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="devstack-watch", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, and return when it kills nothing any more."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                states = self._supervisor.states()
                for process in self._processes.values():
                    self._look(process, states[process.name])
            except SupervisorFailed as error:
                logger.warning("no stuck process is killed any more: %s", error)
                return

    def _look(self, process: Process, state: ProgramState) -> None:
        if state.name not in {"STARTING", "RUNNING"} or waits_for_servers(state.pid):
            self._seen.pop(process.name, None)
            return
        seen = self._seen.get(process.name)
        passed = self._time.passed()
        if seen is None or seen.pid != state.pid:
            seen = self._seen[process.name] = Seen(state.pid, passed + START_SECONDS)
        if self._made_progress(process, seen):
            seen.at = passed
        elif (silent := passed - seen.at) > self._within:
            self._kill(process.name, state.pid, silent)

    def _made_progress(self, process: Process, seen: Seen) -> bool:
        """Return True if the process answers, or has left another mark since the last look."""
        if process.answers is not None:
            return process.answers(self._endpoints)
        mark = read(str(mark_path(self._endpoints.directory, process.name)))
        if mark is None or mark.pid != seen.pid or mark.at == seen.mark:
            return False
        seen.mark = mark.at
        return True

    def _kill(self, name: str, pid: int, silent: float) -> None:
        sentence = f"{name}, process {pid}, has made no progress for {silent:.1f} s: killing it"
        logger.warning(sentence)
        with log_path(self._endpoints.directory, name).open("a", encoding="utf-8") as log:
            log.write(line(sentence))
        end(pid)


def waits_for_servers(pid: int) -> bool:
    """Return True while the process is still the launcher, which waits for servers without limit.

    Also True if there is no such process.
    """
    try:
        return launcher.__file__ in psutil.Process(pid).cmdline()
    except psutil.NoSuchProcess:
        return True
