"""The common base of the embedded servers."""

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

    `prepare` does the work that a start needs. The other properties describe the start, so that the
    server can be a child of this process (`start`, as in tests) or of a supervisor (as in
    ``make up``).
    """

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    # Sent when our process is killed. The servers recover from it, and nothing is surer to leave no
    # process behind.
    death_signal: ClassVar[signal.Signals] = signal.SIGKILL

    def __init__(self, directory: Path, port: int | None = None, *, host: str = LOOPBACK) -> None:
        """Describe a server whose data is below `directory`. `port` None takes a free one. Nothing
        is started yet.

        `host` is the address of this machine at which it listens, and under which clients know it.
        """
        self.directory = directory.resolve() / self.name
        self.log = directory.resolve() / "logs" / f"{self.name}.log"
        self.host = host
        self.port = free_ports(1)[0] if port is None else port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def identity(self) -> str:
        """The name that the server tells its clients. Another server at its port has another."""
        return identity(self.directory)

    @property
    def address(self) -> str:
        """``host:port``."""
        return f"{self.host}:{self.port}"

    @property
    @abstractmethod
    def url(self) -> str:
        """The URL for the configuration of its clients."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""

    @property
    def launcher_options(self) -> list[str]:
        """Options for the launcher that starts the server, for instance the user to run as."""
        return []

    @abstractmethod
    def prepare(self) -> None:
        """Make the data directory and the configuration. May be called again at any time while the
        server is stopped.
        """

    @abstractmethod
    def is_ready(self) -> bool:
        """Return True if this server, and not another at its port, answers a real request now."""

    @property
    def pid(self) -> int:
        """Process id of the running server."""
        return self._running().pid

    def start(self) -> None:
        """Prepare the server and start it, without waiting for its answer."""
        self.prepare()
        self.spawn()

    def spawn(self) -> None:
        """Start the server as a child of this process. `prepare` has been called. Raises
        RuntimeError if it already runs.
        """
        if self._process is not None and self._process.poll() is None:
            raise RuntimeError(f"{self.name} is already running as process {self._process.pid}")
        self._process = spawn(self.command, log=self.log, death_signal=self.death_signal, options=self.launcher_options)

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return when the server answers. Raises NotReady with the end of its log when it ends, or
        does nothing for `seconds`.
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
        # It is not asked again: a server that replays a backup answers, and refuses the next
        # connection.
        if ready:
            return
        if process.poll() is not None:
            raise NotReady(self.name, f"ended with status {process.returncode}", self.log)
        raise NotReady(self.name, f"did not answer, and did nothing for {seconds:.0f} seconds", self.log)

    def stop(self) -> None:
        """Stop the server in its orderly way, or by force after 30 seconds. Does nothing when it
        does not run.
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
        """SIGKILL the server and its children, as a power cut would."""
        kill_tree(self._running().pid)
        self._running().wait()

    def restart(self) -> None:
        """Stop the server if it runs, start it on the same port and data, and wait until it
        answers.
        """
        self.stop()
        self.start()
        self.wait_ready()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._process
