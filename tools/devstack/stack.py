"""A whole stack: the three servers and every process of the service, supervised, on ports and data
of their own.
"""

import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import ClassVar, Self

from inventory.boundary.secret_files import SUFFIX
from inventory.process.liveness import FILE_VARIABLE, PATIENCE, STUCK_SECONDS, STUCK_VARIABLE
from tools.devstack.endpoints import (
    BROKER_OPTIONS_VARIABLE,
    SERVER_VARIABLES,
    Endpoints,
    flower_auth,
    port_for,
    port_is_demanded,
)
from tools.devstack.launcher import accepts
from tools.devstack.machine.directory_lock import DirectoryLock
from tools.devstack.machine.listeners import PortTaken, listens
from tools.devstack.machine.ports import LOOPBACK, is_free
from tools.devstack.machine.private_files import close_files, private_directory
from tools.devstack.processes.children import NotReady, run
from tools.devstack.processes.probes import log_path, mark_path
from tools.devstack.processes.process_table import PROCESSES, SETUP, Process, Wave
from tools.devstack.processes.supervisor import SUPERVISORD, Program, Supervisor
from tools.devstack.processes.watch import Watch
from tools.devstack.processes.working import wait_while_it_works
from tools.devstack.servers import service_roles
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.passwords import OWNER, SERVICE
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.server import Server
from tools.devstack.servers.valkey import Valkey

READY_SECONDS = 60.0
LOOK_SECONDS = 0.2
"""Between two looks at a process that starts. Each look asks supervisord and the process."""
# A process that ended after this many starts will not get better by waiting.
STARTS_BEFORE_GIVING_UP = 4
# Maximum number of choices of ports. A chosen port may be taken by somebody else before our server
# listens there.
CHOICES_OF_PORTS = 5

logger = logging.getLogger(__name__)

Report = Callable[[str, float], None]
MakeServer = Callable[[Path, int], Server]
"""A function that describes a server with its data in a directory, on a port."""

SERVERS: dict[str, MakeServer] = {"postgresql": PostgreSQL, "redis": Valkey, "kafka": Kafka}
"""The servers of a stack, by role."""


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
        # Variables that name a file with an address are left out too: `environment` has the
        # addresses.
        replaced = {*SERVER_VARIABLES.values(), f"FLOWER_BASIC_AUTH{SUFFIX}"}
        replaced |= {f"{name}{SUFFIX}" for name in SERVER_VARIABLES.values()}
        ours = {name: value for name, value in os.environ.items() if name not in replaced}
        # With the fault handler, a process that is killed as stuck prints where its threads are.
        python = {"PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"}
        return {**ours, **python, **self._given, **self.endpoints.environment}

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
        lock = DirectoryLock(self.directory)
        self._lock = lock
        close_files(self.directory)
        try:
            self._choose_endpoints()
            lock.describe(f"process {os.getpid()}, {self.endpoints.api_url}")
            self._keep_previous_logs()
            for server in self.servers.values():
                server.prepare()
            self._supervisor = Supervisor(self.directory, self._programs(), self.environment, module=self.supervisord)
            self._supervisor.start(lock=lock.fileno)
            self._start_and_wait(list(self.servers), report)
            self._have_roles()
            for name, command in self._setup.items():
                self._set_up(name, command, report)
            self._grant()
            self._start_watching()
            self._start_and_wait(list(self.processes), report)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything, entry processes first and PostgreSQL last, and return when all of it is
        gone.
        """
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
        the killed process.

        Raises NotReady when it does nothing for `seconds` or keeps ending. Raises PortTaken when it
        keeps ending and somebody else listened at its port between two of its starts.
        """
        seen: set[int] = set()
        ready = taken = False
        port = self._port(name)

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
            return ready or given_up or self._stopping.is_set()

        if not wait_while_it_works(settled, pid=lambda: self.pid(name), seconds=seconds, interval=LOOK_SECONDS):
            raise NotReady(name, f"is not ready, and did nothing for {seconds:.0f} seconds", self.log(name))
        if self._stopping.is_set():
            raise NotReady(name, "was stopped before it was ready", self.log(name))
        if not ready:
            if port is not None and (taken or accepts(f"{LOOPBACK}:{port}")):
                raise PortTaken(name, port)
            raise NotReady(name, "ends again and again", self.log(name))

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

    def server_in_words(self, name: str) -> str:
        """Return the URL of an embedded server for a person. For the user's own server, name the
        variable instead, and show no password.
        """
        if name not in self.servers:
            return f"yours, from {SERVER_VARIABLES[name]}"
        if name == PostgreSQL.name:
            return self.owner_url.replace("+psycopg://", "://")  # psql and `inventory` both take this form
        return self.servers[name].url

    def _choose_endpoints(self) -> None:
        urls = {role: self._given.get(variable, "") for role, variable in SERVER_VARIABLES.items()}
        for role, make in self._kinds.items():
            if not urls[role]:
                server = make(self.directory, port_for(role, self._given, self._preferred))
                self.servers[server.name] = server
                urls[role] = server.database_url("postgres", SERVICE) if isinstance(server, PostgreSQL) else server.url
        api_host, api_port = (
            self._given.get("INVENTORY_API_HOST", LOOPBACK),
            port_for("api", self._given, self._preferred),
        )
        if port_is_demanded("api", self._given) and api_host == LOOPBACK and not is_free(api_port):
            raise PortTaken("api", api_port)
        self._endpoints = Endpoints(
            directory=self.directory,
            database_url=urls["postgresql"],
            broker_url=urls["redis"],
            kafka_bootstrap_servers=urls["kafka"],
            api_host=api_host,
            api_port=api_port,
            # On a loopback address. On any other the API refuses to start until tokens are
            # required.
            authentication=self._given.get("INVENTORY_AUTHENTICATION", "open"),
            flower_port=port_for("flower", self._given, self._preferred),
            flower_auth=flower_auth(self.directory, self._given),
            bridge_metrics_port=port_for("consumer", self._given, self._preferred),
            relay_metrics_port=port_for("relay", self._given, self._preferred),
            broker_options={**os.environ, **self._given}.get(BROKER_OPTIONS_VARIABLE, "{}"),
        )

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
        """URL of the database for the role that owns the tables, as migrations need it. The
        processes get another role with fewer rights.
        """
        server = self._postgresql
        return self.endpoints.database_url if server is None else server.database_url("postgres", OWNER)

    @property
    def administration_url(self) -> str:
        """URL of the database for the superuser, as tests and benchmarks need it."""
        server = self._postgresql
        return self.endpoints.database_url if server is None else server.url

    def _have_roles(self) -> None:
        if self._postgresql is not None:
            service_roles.make_roles(self._postgresql)

    def _grant(self) -> None:
        if self._postgresql is not None and "migrations" in self._setup:
            service_roles.grant(self._postgresql)

    def _start_watching(self) -> None:
        """Have processes killed that show no liveness. The marks of the last run are removed."""
        marks = self.directory / "progress"
        shutil.rmtree(marks, ignore_errors=True)
        private_directory(marks)
        within = PATIENCE * float(self.environment.get(STUCK_VARIABLE, STUCK_SECONDS))
        self._watch = Watch(self.processes, self.endpoints, self.supervisor, within=within)
        self._watch.start()

    def _keep_previous_logs(self) -> None:
        """Set the logs of the last run aside, one generation, so that the logs show
        this run alone.
        """
        logs = self.directory / "logs"
        if logs.exists():
            shutil.rmtree(self.directory / "logs.previous", ignore_errors=True)
            private_directory(logs.rename(self.directory / "logs.previous"))
        private_directory(logs)

    def _programs(self) -> list[Program]:
        servers = [
            Program(
                name=name,
                command=server.command,
                log=self.log(name),
                wave=Wave.DATABASE if isinstance(server, PostgreSQL) else Wave.BROKERS,
                stop_signal=server.stop_signal,
                death_signal=server.death_signal,
                launcher_options=server.launcher_options,
            )
            for name, server in self.servers.items()
        ]
        # A process that is started again after a crash of a server waits for the server, instead of
        # failing over and over.
        waits = [option for address in self.endpoints.dependencies for option in ("--wait", address)]
        return servers + [
            Program(
                name=process.name,
                command=executable(process.command_for(self.endpoints)),
                log=self.log(process.name),
                wave=process.wave,
                stop_seconds=process.stop_seconds,
                launcher_options=waits,
                environment={FILE_VARIABLE: str(mark_path(self.directory, process.name))},
            )
            for process in self.processes.values()
        ]

    def _start_and_wait(self, names: Sequence[str], report: Report) -> None:
        """Start these side by side and wait for all of them. The first failure ends the waiting for
        the others.
        """
        if not names:
            return
        began = time.monotonic()
        for name in names:
            self.supervisor.start_program(name)
        with ThreadPoolExecutor(len(names)) as pool:
            try:
                waiting = {pool.submit(self.wait_ready, name): name for name in names}
                for future in as_completed(waiting):
                    future.result()
                    report(waiting[future], time.monotonic() - began)
            except BaseException:
                self._stopping.set()
                raise

    def _set_up(self, name: str, command: Sequence[str], report: Report) -> None:
        began = time.monotonic()
        environment = {**self.environment, "DATABASE_URL": self.owner_url}
        status = run(executable(command), log=self.log(name), environment=environment)
        if status != 0:
            raise NotReady(name, f"ended with status {status}", self.log(name))
        report(name, time.monotonic() - began)


def executable(command: Sequence[str]) -> list[str]:
    """Return the command with its first word as a file: our own interpreter, or a
    script beside it.
    """
    program = sys.executable if command[0] == "python" else str(Path(sys.executable).with_name(command[0]))
    return [program, *command[1:]]
