"""A site of several hosts: the servers here, the service's processes on hosts of their own,
PgBouncer in between.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench.load.network import Network, NotPossible
from tools.bench.load.warehouse import Warehouse, conninfo_of
from tools.devstack.machine.ports import free_ports
from tools.devstack.machine.private_files import write_privately
from tools.devstack.processes.children import NotReady, kill_tree, run, spawn
from tools.devstack.processes.process_table import SETUP
from tools.devstack.programs import executable
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL, Replica
from tools.devstack.servers.server import Server
from tools.devstack.servers.valkey import Valkey

API_PORT = 8000
POOL = 10
"""Number of connections of PgBouncer to each database, for any number of hosts."""
NOBODY = "65534"
STOP_SECONDS = 30


@dataclass
class Site:
    """The servers of a site and the processes that were started. `environment` has the URLs that
    hosts know.
    """

    network: Network
    directory: Path
    postgresql: PostgreSQL
    environment: Mapping[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def warehouse(self) -> Warehouse:
        """The database itself, without PgBouncer in between."""
        return Warehouse(self.postgresql.url, conninfo_of(self.postgresql.url))

    def start(self, host: str, command: Sequence[str], **settings: str) -> str:
        """Start a process on a new host of that name. Returns the host's address."""
        address = self.network.add(host)
        self._spawn(host, self.network.on(host, executable(command)), {"INVENTORY_API_HOST": address, **settings})
        return address

    def start_here(self, name: str, command: Sequence[str], **settings: str) -> None:
        """Start a process beside the servers."""
        self._spawn(name, executable(command), settings)

    def log(self, name: str) -> Path:
        return self.directory / "logs" / f"{name}.log"

    def kill(self, name: str) -> None:
        """SIGKILL a process and all its descendants."""
        kill_tree(self.processes.pop(name).pid)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(STOP_SECONDS)
            finally:
                kill_tree(process.pid)

    def _spawn(self, name: str, command: Sequence[str], settings: Mapping[str, str]) -> None:
        self.processes[name] = spawn(command, log=self.log(name), environment={**self.environment, **settings})


@contextmanager
def site(directory: Path) -> Iterator[Site]:
    """Run the servers of a site until the block ends, with the newest schema, topics, a replica,
    and PgBouncer before both databases. No process of the service runs yet.

    Raises `NotPossible` if this machine lacks something.
    """
    pgbouncer = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if pgbouncer is None:
        raise NotPossible("several hosts need PgBouncer (Debian package pgbouncer)")
    with ExitStack() as stack:
        network = stack.enter_context(Network(os.getpid() % 256))
        postgresql = PostgreSQL(directory)
        broker, kafka = Valkey(directory, host=network.address), Kafka(directory, host=network.address)
        replica = Replica(directory, postgresql)
        for server in (postgresql, broker, kafka, replica):
            _run(server, stack)
        pooler = _pgbouncer(pgbouncer, directory, network.address, {"postgres": postgresql, "replica": replica})
        environment = {
            **os.environ,
            "DATABASE_URL": f"{pooler}/postgres?prepare_threshold=none",
            "INVENTORY_READ_DATABASE_URL": f"{pooler}/replica?prepare_threshold=none",
            "CELERY_BROKER_URL": broker.url,
            "KAFKA_BOOTSTRAP_SERVERS": kafka.url,
            "INVENTORY_API_PORT": str(API_PORT),
        }
        opened = Site(network, directory, postgresql, environment)
        stack.callback(opened.stop)
        for name, command in SETUP.items():
            if run(executable(command), log=opened.log(name), environment=environment) != 0:
                raise NotReady(name, "failed", opened.log(name))
        yield opened


def _run(server: Server, stack: ExitStack) -> None:
    stack.callback(server.stop)
    server.start()
    server.wait_ready()


def _pgbouncer(program: str, directory: Path, host: str, databases: Mapping[str, PostgreSQL]) -> str:
    """Start PgBouncer in transaction mode. Returns its URL, to which the caller adds the name of a
    database.
    """
    (port,) = free_ports(1)
    lines = ["[databases]"]
    lines += [
        f"{name} = host={one.host} port={one.port} dbname=postgres user={SUPERUSER} password={one.passwords.of(SUPERUSER)}"
        for name, one in databases.items()
    ]
    lines += ["[pgbouncer]", f"listen_addr = {host}", f"listen_port = {port}", "unix_socket_dir =", "auth_type = any"]
    lines += ["pool_mode = transaction", f"default_pool_size = {POOL}", "max_client_conn = 500", "stats_period = 3600"]
    configuration = directory / "pgbouncer.ini"
    write_privately(configuration, "\n".join(lines) + "\n")
    # PgBouncer refuses to run as root, and no other user can read its file.
    spawn([program, str(configuration)], log=directory / "logs" / "pgbouncer.log", options=["--map-user", NOBODY])
    return f"postgresql+psycopg://{SUPERUSER}@{host}:{port}"
