"""What the embedded PostgreSQL, Redis and Kafka have in common."""

import signal
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import NotReady, kill_tree, spawn
from tools.devstack.processes.working import wait_while_it_works
from tools.devstack.servers.identity import identity

READY_SECONDS = 60
STOP_SECONDS = 30


class Server(ABC):
    """One server on one port with one data directory. Both stay the same when it is killed and
    started again.

    `prepare` makes what the first start needs. The other properties say how to run it, so that it
    can be a child of this process (`start`, as in tests) or of a supervisor (as in ``make up``).
    """

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    # What it gets when our process is killed. All three recover from it, and nothing is surer to
    # leave no process behind.
    death_signal: ClassVar[signal.Signals] = signal.SIGKILL

    def __init__(self, directory: Path, port: int | None = None, *, host: str = LOOPBACK) -> None:
        """Describe a server whose data is below `directory`. `port` None takes a free one. Nothing
        is started yet.

        `host` is the address of this machine that it listens on and is known by.
        """
        self.directory = directory.resolve() / self.name
        self.log = directory.resolve() / "logs" / f"{self.name}.log"
        self.host = host
        self.port = free_ports(1)[0] if port is None else port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def identity(self) -> str:
        """What it calls itself towards its clients. Another server at its port has another name."""
        return identity(self.directory)

    @property
    def address(self) -> str:
        """``host:port``."""
        return f"{self.host}:{self.port}"

    @property
    @abstractmethod
    def url(self) -> str:
        """What its clients are configured with."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """The command that runs it in the foreground."""

    @property
    def launcher_options(self) -> list[str]:
        """How the launcher has to start it, for instance as which user."""
        return []

    @abstractmethod
    def prepare(self) -> None:
        """Make the data directory and the configuration. May be called again at any time while it
        is stopped.
        """

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers a real request now: this server, and not another one at its port."""

    @property
    def pid(self) -> int:
        """Process id of the running server."""
        return self._running().pid

    def start(self) -> None:
        """Prepare it where needed and start it, without waiting for its answer."""
        self.prepare()
        self.spawn()

    def spawn(self) -> None:
        """Start it as a child of this process. `prepare` has been called."""
        if self._process is not None and self._process.poll() is None:
            raise RuntimeError(f"{self.name} is already running as process {self._process.pid}")
        self._process = spawn(self.command, log=self.log, death_signal=self.death_signal, options=self.launcher_options)

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return when it answers. Raises NotReady with the end of its log when it ends, or does
        nothing for so many seconds.
        """
        process = self._running()
        ready = False

        def settled() -> bool:
            nonlocal ready
            if process.poll() is not None:
                return True
            ready = self.is_ready()
            return ready

        wait_while_it_works(settled, pid=lambda: process.pid, seconds=seconds)
        # It is not asked again: one that replays a backup answers, and refuses the next connection.
        if ready:
            return
        if process.poll() is not None:
            raise NotReady(self.name, f"ended with status {process.returncode}", self.log)
        raise NotReady(self.name, f"did not answer, and did nothing for {seconds:.0f} seconds", self.log)

    def stop(self) -> None:
        """Stop it in its orderly way, or by force if that takes too long. Does nothing when it
        isn't running.
        """
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.stop_signal)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                kill_tree(self._process.pid)
        self._process.wait()
        self._process = None

    def kill(self) -> None:
        """SIGKILL it and its children, as a power cut would."""
        kill_tree(self._running().pid)
        self._running().wait()

    def restart(self) -> None:
        """Stop it if it still runs, start it on the same port and data, and wait until it
        answers.
        """
        self.stop()
        self.start()
        self.wait_ready()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._process
