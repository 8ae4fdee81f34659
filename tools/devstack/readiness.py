"""Start the servers and processes of a running stack, and wait for them to do their work."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from threading import Event

from tools.devstack.endpoints import Endpoints
from tools.devstack.launcher import accepts
from tools.devstack.machine.listeners import PortTaken, listens
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.processes.children import NotReady
from tools.devstack.processes.probes import log_path
from tools.devstack.processes.process_table import Process
from tools.devstack.processes.supervisor import Supervisor
from tools.devstack.processes.working import wait_while_it_works
from tools.devstack.servers.server import Server

Report = Callable[[str, float], None]
"""Takes the name of a part that is ready, and the seconds that it took."""

READY_SECONDS = 60.0
LOOK_SECONDS = 0.2
"""Between two looks at a process that starts. Each look asks supervisord and the process."""
# A process that ended after this many starts will not get better by waiting.
STARTS_BEFORE_GIVING_UP = 4


@dataclass(frozen=True)
class Readiness:
    """The parts of a running stack that can be waited for, by name. Every wait ends when `stopping`
    is set.
    """

    supervisor: Supervisor
    servers: Mapping[str, Server]
    processes: Mapping[str, Process]
    endpoints: Endpoints
    stopping: Event

    def wait(self, name: str, seconds: float, *, replaced: int) -> None:
        """Return when a server or process does its work, as another process than `replaced`.

        Raises NotReady when it does nothing for `seconds` or keeps ending. Raises PortTaken when it
        keeps ending and somebody else listened at its port between two of its starts.
        """
        seen: set[int] = set()
        ready = taken = False
        port = self._port(name)
        log = log_path(self.endpoints.directory, name)

        def settled() -> bool:
            nonlocal ready, taken
            state = self.supervisor.state(name)
            if state.pid:
                seen.add(state.pid)
            elif port is not None and not taken:
                # Asked now, because another stack that starts again may have left the port when we
                # give up.
                taken = accepts(f"{LOOPBACK}:{port}")
            ready = state.pid not in {0, replaced} and self._is_ready(name, state.pid)
            given_up = state.name == "FATAL" or len(seen - {replaced}) >= STARTS_BEFORE_GIVING_UP
            return ready or given_up or self.stopping.is_set()

        def pid() -> int:
            return self.supervisor.state(name).pid

        if not wait_while_it_works(settled, pid=pid, seconds=seconds, interval=LOOK_SECONDS):
            raise NotReady(name, f"is not ready, and did nothing for {seconds:.0f} seconds", log)
        if self.stopping.is_set():
            raise NotReady(name, "was stopped before it was ready", log)
        if not ready:
            if port is not None and (taken or accepts(f"{LOOPBACK}:{port}")):
                raise PortTaken(name, port)
            raise NotReady(name, "ends again and again", log)

    def _is_ready(self, name: str, pid: int) -> bool:
        if name in self.servers:
            return self.servers[name].is_ready()
        port = self._port(name)
        # The answer may come from another stack that was faster.
        return self.processes[name].ready(self.endpoints) and (port is None or listens(pid, port))

    def _port(self, name: str) -> int | None:
        if name in self.servers:
            return self.servers[name].port
        port = self.processes[name].port
        return None if port is None else port(self.endpoints)


def start_side_by_side(
    names: Sequence[str],
    start: Callable[[str], None],
    wait: Callable[[str], None],
    report: Report,
    stopping: Event,
) -> None:
    """Start these parts side by side, wait for all of them, and report each that is ready.

    The first failure sets `stopping`, which ends the waiting for the others, and is raised.
    """
    if not names:
        return
    began = time.monotonic()
    for name in names:
        start(name)
    with ThreadPoolExecutor(len(names)) as pool:
        try:
            waiting = {pool.submit(wait, name): name for name in names}
            for future in as_completed(waiting):
                future.result()
                report(waiting[future], time.monotonic() - began)
        except BaseException:
            stopping.set()
            raise
