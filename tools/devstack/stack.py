"""A whole stack: the servers and processes of the service, supervised, on ports and data of its
own.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Self

from inventory.process.liveness import PATIENCE, STUCK_SECONDS, STUCK_VARIABLE
from tools.devstack.choosing import SERVERS, MakeServer, choose
from tools.devstack.endpoints import SERVER_VARIABLES, Endpoints, port_is_demanded
from tools.devstack.last_run import remove_marks, set_logs_aside
from tools.devstack.machine.directory_lock import DirectoryLock
from tools.devstack.machine.listeners import PortTaken
from tools.devstack.machine.private_files import close_files, private_directory
from tools.devstack.processes.probes import log_path
from tools.devstack.processes.process_table import PROCESSES, SETUP, Process
from tools.devstack.processes.supervisor import SUPERVISORD, Supervisor
from tools.devstack.processes.watch import Watch
from tools.devstack.programs import environment_of, programs, set_up
from tools.devstack.readiness import READY_SECONDS, Readiness, Report, start_side_by_side
from tools.devstack.servers import service_roles
from tools.devstack.servers.passwords import OWNER
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.server import Server

# Maximum number of choices of ports. A chosen port may be taken by somebody else before our server
# listens there.
CHOICES_OF_PORTS = 5

logger = logging.getLogger(__name__)


class Stack:
    """The servers and processes of one stack. Use it as a context manager: everything is ready when
    the block begins, and gone when it ends.

    Servers and processes are addressed by name: ``postgresql``, ``redis``, ``kafka``, and the names
    of the process table.
    """

    supervisord: ClassVar[str] = SUPERVISORD
    """The module that is run as supervisord."""

    def __init__(
        self,
        directory: Path,
        *,
        environment: Mapping[str, str] | None = None,
        processes: Sequence[Process] = PROCESSES,
        setup: Mapping[str, Sequence[str]] = SETUP,
        preferred_ports: Mapping[str, int] | None = None,
        servers: Mapping[str, MakeServer] | None = None,
    ) -> None:
        """Describe a stack with its data, logs and lock in `directory`. Nothing is started yet.

        `setup` are the commands that run to their end after the start of the servers and before the
        start of the processes.

        `environment` is added to that of each process. If it has the URL of a server, that server
        is not started. `preferred_ports` are used where free. All others are any free ones.
        `servers` are started instead of those of the roles ``postgresql``, ``redis`` and ``kafka``.
        """
        self.directory = private_directory(directory).resolve()
        self.processes = {process.name: process for process in processes}
        self.servers: dict[str, Server] = {}
        self._setup = setup
        self._given = dict(environment or {})
        self._preferred = dict(preferred_ports or {})
        self._kinds: dict[str, MakeServer] = {**SERVERS, **(servers or {})}
        self._lock: DirectoryLock | None = None
        self._endpoints: Endpoints | None = None
        self._supervisor: Supervisor | None = None
        self._watch: Watch | None = None
        self._stopping = threading.Event()

    @property
    def endpoints(self) -> Endpoints:
        """The addresses of the stack. Raises RuntimeError before the first start."""
        if self._endpoints is None:
            raise RuntimeError("the stack has not been started")
        return self._endpoints

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of the stack's processes, also for commands run beside them."""
        return environment_of(self._given, self.endpoints)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, report: Report = lambda _name, _seconds: None) -> None:
        """Start everything and return when all of it is ready. `report` gets the name of each part
        that is ready, and the seconds that it took.

        A port that somebody takes after it was chosen is replaced by another one. Raises PortTaken
        if the caller demands that port, and NotReady, DirectoryInUse, NoOtherUser, JarMismatch or
        JarUnavailable. Everything is stopped then.
        """
        for _ in range(CHOICES_OF_PORTS - 1):
            try:
                self._start(report)
            except PortTaken as taken:
                if port_is_demanded(taken.name, self._given):
                    raise
                logger.warning("%s: starting again on others", taken)
            else:
                return
        self._start(report)

    def _start(self, report: Report) -> None:
        self._lock = lock = DirectoryLock(self.directory)
        close_files(self.directory)
        try:
            self._choose_endpoints()
            lock.describe(f"process {os.getpid()}, {self.endpoints.api_url}")
            set_logs_aside(self.directory)
            for server in self.servers.values():
                server.prepare()
            all_programs = programs(self.servers, self.processes.values(), self.endpoints)
            self._supervisor = Supervisor(self.directory, all_programs, self.environment, module=self.supervisord)
            self._supervisor.start(lock=lock.fileno)
            self._start_and_wait(list(self.servers), report)
            self._set_up(report)
            self._start_watching()
            self._start_and_wait(list(self.processes), report)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything, entry processes first and PostgreSQL last. Returns when all is gone."""
        self._stopping.set()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._supervisor is not None:
            self._supervisor.stop()
            self._supervisor = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._stopping.clear()

    @property
    def is_running(self) -> bool:
        """True if there is something to stop."""
        return self._supervisor is not None

    @property
    def supervisor(self) -> Supervisor:
        """The running supervisor."""
        if self._supervisor is None:
            raise RuntimeError("the stack is not running")
        return self._supervisor

    def pid(self, name: str) -> int:
        """Return the process id of a server or process. 0 while it does not run."""
        return self.supervisor.state(name).pid

    def log(self, name: str) -> Path:
        """Return the file with the output of a server or process."""
        return log_path(self.directory, name)

    def kill(self, name: str, death_signal: signal.Signals = signal.SIGKILL) -> int:
        """Send SIGKILL (or another signal) to one process and return the id it had. The supervisor
        starts it again.
        """
        pid = self.pid(name)
        if pid == 0:
            raise RuntimeError(f"{name} is not running")
        os.kill(pid, death_signal)
        return pid

    def stop_process(self, name: str) -> None:
        """Stop a server or process in its orderly way. It stays down until `start_process`."""
        self.supervisor.stop_program(name)

    def start_process(self, name: str) -> None:
        """Start a server or process again without waiting. See `wait_ready`."""
        self.supervisor.start_program(name)

    def wait_ready(self, name: str, seconds: float = READY_SECONDS, *, replaced: int = 0) -> None:
        """Return when a server or process does its work. After a `kill`, `replaced` is the id of
        the killed process. Raises NotReady or PortTaken, as `Readiness.wait` tells.
        """
        readiness = Readiness(self.supervisor, self.servers, self.processes, self.endpoints, self._stopping)
        readiness.wait(name, seconds, replaced=replaced)

    def _choose_endpoints(self) -> None:
        self.servers, self._endpoints = choose(self.directory, self._given, self._preferred, self._kinds)

    @property
    def _postgresql(self) -> PostgreSQL | None:
        """The embedded server. None if the user named one, whose roles are the user's own."""
        server = self.servers.get(PostgreSQL.name)
        return server if isinstance(server, PostgreSQL) else None

    def has_embedded(self, role: str) -> bool:
        """Return True if the server of this role is ours, and not one that the user named."""
        return not self._given.get(SERVER_VARIABLES[role])

    @property
    def owner_url(self) -> str:
        """URL of the database as the tables' owner, for migrations. Processes have fewer rights."""
        server = self._postgresql
        return self.endpoints.database_url if server is None else server.database_url("postgres", OWNER)

    @property
    def administration_url(self) -> str:
        """URL of the database for the superuser, as tests and benchmarks need it."""
        server = self._postgresql
        return self.endpoints.database_url if server is None else server.url

    def _start_watching(self) -> None:
        """Have processes killed that show no liveness. The marks of the last run are removed."""
        remove_marks(self.directory)
        within = PATIENCE * float(self.environment.get(STUCK_VARIABLE, STUCK_SECONDS))
        self._watch = Watch(self.processes, self.endpoints, self.supervisor, within=within)
        self._watch.start()

    def _set_up(self, report: Report) -> None:
        """Run the setup commands as the owner of the tables. An embedded server gets its roles
        before, and their rights on the new tables after.
        """
        server = self._postgresql
        if server is not None:
            service_roles.make_roles(server)
        owners = {**self.environment, "DATABASE_URL": self.owner_url}
        for name, command in self._setup.items():
            began = time.monotonic()
            set_up(name, command, log=self.log(name), environment=owners)
            report(name, time.monotonic() - began)
        if server is not None and "migrations" in self._setup:
            service_roles.grant(server)

    def _start_and_wait(self, names: Sequence[str], report: Report) -> None:
        start_side_by_side(names, self.supervisor.start_program, self.wait_ready, report, self._stopping)
