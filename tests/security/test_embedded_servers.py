"""Attacks of another user of this machine on the embedded servers: they listen on everybody's
loopback.
"""

from __future__ import annotations

import os
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, NoPermissionError, ResponseError
from redis.retry import Retry
from sqlalchemy import create_engine, text

from inventory.database.migrate import migrate
from tools.devstack.machine.private_files import kept, private_directory
from tools.devstack.processes.another_user import NOBODY
from tools.devstack.servers.passwords import OWNER, READER, SERVICE, SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL, binary_directory
from tools.devstack.servers.service_roles import grant, make_roles
from tools.devstack.servers.valkey import Valkey

STRANGER = 64_123
"""A user id that has nothing to do with us."""


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    """A stack's directory where everybody gets to, as below a checkout. The files of an earlier
    version there are open.
    """
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        stacks = Path(base) / "data"
        stacks.mkdir(mode=0o755)
        yield stacks


class EarlierPostgreSQL(PostgreSQL):
    """As it was: it trusts everybody, and all is the superuser's."""

    @property
    def conninfo(self) -> str:
        return f"host={self.host} port={self.port} user={SUPERUSER} dbname=postgres"

    def database_url(self, database: str, role: str = SUPERUSER) -> str:
        return f"postgresql+psycopg://{role}@{self.address}/{database}"

    @property
    def command(self) -> list[str]:
        words = super().command
        at = words.index(f"hba_file={self._hba}")
        return words[: at - 1] + words[at + 1 :]

    def making(self, directory: Path) -> list[str]:
        initdb = [str(binary_directory() / "initdb"), "-D", str(directory), "-U", SUPERUSER, "-A", "trust"]
        return [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]


@pytest.fixture(scope="module")
def stored(directory: Path) -> None:
    """Data of an earlier version, with an order in it."""
    earlier = EarlierPostgreSQL(directory)
    try:
        earlier.start()
        earlier.wait_ready()
        migrate(earlier.url)
        with psycopg.connect(earlier.conninfo) as connection:
            connection.execute("INSERT INTO location (name) VALUES ('cellar')")
    finally:
        earlier.stop()
    for made_since in ("passwords", "data/devstack_passwords", "data/devstack_hba.conf"):
        (earlier.directory / made_since).unlink(missing_ok=True)
    for opened in (directory, earlier.directory, directory / "logs"):
        opened.chmod(0o755)
    earlier.log.chmod(0o644)


@pytest.fixture(scope="module")
def taken_over(directory: Path, stored: None) -> Iterator[PostgreSQL]:
    """The server of this version on that data, and its roles."""
    del stored
    private_directory(directory)
    private_directory(directory / "logs")
    server = PostgreSQL(directory)
    try:
        server.start()
        server.wait_ready()
        make_roles(server)
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def postgresql(taken_over: PostgreSQL) -> PostgreSQL:
    """As `make up` has it."""
    migrate(taken_over.database_url("postgres", OWNER))
    grant(taken_over)
    return taken_over


@pytest.fixture(scope="module")
def valkey(directory: Path) -> Iterator[Valkey]:
    server = Valkey(directory)
    try:
        server.start()
        server.wait_ready()
        yield server
    finally:
        server.stop()


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]
    finally:
        engine.dispose()


@pytest.mark.parametrize("user", [SUPERUSER, OWNER, SERVICE, READER])
@pytest.mark.parametrize("password", ["", "postgres"])
def test_nobody_connects_to_postgresql_without_its_password(
    postgresql: PostgreSQL, user: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for asked in ({"dbname": "postgres"}, {"dbname": "template1"}, {"replication": "database", "dbname": "postgres"}):
        where = make_conninfo(host=postgresql.host, port=postgresql.port, user=user, password=password, **asked)
        with pytest.raises(psycopg.OperationalError, match=r"password"):
            psycopg.connect(where, passfile=os.devnull).close()


def test_what_an_earlier_version_stored_is_there_for_the_service(postgresql: PostgreSQL) -> None:
    url = postgresql.database_url("postgres", SERVICE)
    assert ask(url, "SELECT name FROM location WHERE name = 'cellar'") == [("cellar",)]


def test_the_tables_of_an_earlier_version_are_the_owners(taken_over: PostgreSQL) -> None:
    owners = """
        SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """
    assert ask(taken_over.url, owners) == [(OWNER,)]


def test_none_of_the_services_roles_has_the_rights_of_the_superuser(postgresql: PostgreSQL) -> None:
    mighty = """
        SELECT rolname FROM pg_roles WHERE NOT starts_with(rolname, 'pg_')
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
    """
    assert ask(postgresql.url, mighty) == [(SUPERUSER,)]
    for role in (OWNER, SERVICE, READER):
        with pytest.raises(Exception, match="permission denied to COPY to or from an external program"):
            ask(postgresql.database_url("postgres", role), "COPY location TO PROGRAM 'true'")


def test_a_lost_password_is_replaced_at_the_next_start(postgresql: PostgreSQL) -> None:
    old = postgresql.url
    postgresql.passwords.file.unlink()
    postgresql.restart()
    make_roles(postgresql)
    assert postgresql.url != old
    assert ask(postgresql.database_url("postgres", SERVICE), "SELECT current_user") == [(SERVICE,)]
    with pytest.raises(Exception, match="password authentication failed"):
        ask(old, "SELECT 1")


@pytest.mark.parametrize("password", [None, "", "default"])
def test_nobody_gives_redis_commands_without_its_password(valkey: Valkey, password: str | None) -> None:
    refused = pytest.raises((AuthenticationError, ResponseError), match=r"NOAUTH|WRONGPASS|[Aa]uthenticat|invalid")
    with Redis(host=valkey.host, port=valkey.port, password=password, retry=Retry(NoBackoff(), 0)) as stranger, refused:
        stranger.ping()


@pytest.mark.parametrize(
    "command",
    [
        "CONFIG SET appendfilename x",
        "CONFIG SET dir /tmp",
        "MODULE LOAD /tmp/x.so",
        "ACL SETUSER default +@all",
        *(
            "FLUSHALL",
            "SHUTDOWN",
            "MONITOR",
            "REPLICAOF 127.0.0.1 1",
            "SAVE",
            "DEBUG RELOAD",
            "CLIENT KILL TYPE normal",
        ),
    ],
)
def test_the_service_may_not_have_redis_do_what_it_does_not_need(valkey: Valkey, command: str) -> None:
    with Redis.from_url(valkey.url) as service, pytest.raises((NoPermissionError, ResponseError)):
        service.execute_command(*command.split())


def test_nobody_else_reads_what_is_kept(directory: Path, postgresql: PostgreSQL, valkey: Valkey) -> None:
    """Modes for whoever we are. And where we are root, another user who looks."""
    assert postgresql.is_ready()
    assert valkey.is_ready()
    kept(directory / "flower-auth", lambda: "operator:x")
    for path in (directory, *directory.rglob("*")):
        found = path.lstat()
        passed = stat.S_ISDIR(found.st_mode) and found.st_gid == NOBODY and os.geteuid() == 0
        assert found.st_mode & (0o067 if passed else 0o077) == 0, path
    if os.geteuid() == 0:
        readable = subprocess.run(
            ["find", str(directory), "-readable", "-o", "-writable"],
            user=STRANGER,
            group=STRANGER,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
        assert readable.stdout == ""
        assert "Permission denied" in readable.stderr
