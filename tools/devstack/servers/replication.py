"""A PostgreSQL primary with a streaming standby, for tests that promote it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import psycopg

from tools.devstack.processes.children import wait_until
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL, Replica

SECONDS = 30


class Standby(Replica):
    """A standby with a name of its own, so that it does not share a directory with its primary."""

    name: ClassVar = "standby"

    @classmethod
    def in_place_of(cls, old: PostgreSQL, primary: PostgreSQL) -> Standby:
        """Describe a standby that takes the port and the directory of a stopped server. That
        server's data is removed.
        """
        standby = cls(old.directory.parent, primary)
        standby.directory, standby.log, standby.port = old.directory, old.log, old.port
        shutil.rmtree(standby.data)
        return standby


class Pair:
    """Two servers: `primary` takes writes, `standby` follows it. `promote` swaps the two names."""

    def __init__(self, directory: Path, *, synchronous: bool) -> None:
        """Describe a pair whose data is below `directory`. With `synchronous`, a commit waits for
        the standby.
        """
        self.synchronous = synchronous
        self.primary: PostgreSQL = PostgreSQL(directory)
        self.standby: PostgreSQL = Standby(directory, self.primary)

    @property
    def url(self) -> str:
        """A URL that names both servers and asks for the one that takes writes."""
        hosts = "&".join(f"host={server.address}" for server in (self.primary, self.standby))
        user = f"{SUPERUSER}:{self.primary.passwords.of(SUPERUSER)}"
        return f"postgresql+psycopg://{user}@/postgres?{hosts}&target_session_attrs=read-write"

    def start(self) -> None:
        """Start both, and return when the standby streams."""
        self.primary.start()
        self.primary.wait_ready()
        self.standby.start()
        self.standby.wait_ready()
        self._follow()

    def stop(self) -> None:
        """Stop both."""
        self.standby.stop()
        self.primary.stop()

    def promote(self) -> None:
        """Make the standby the primary. The old primary is left as it is: kill it, or call
        `refuse_writes` for it.
        """
        ask(self.standby, "SELECT pg_promote(true, 30)")
        self.primary, self.standby = self.standby, self.primary

    def rejoin(self) -> None:
        """Have the old primary follow the new one, on its old port, as a new copy of it."""
        self.standby.stop()
        self.standby = Standby.in_place_of(self.standby, self.primary)
        self.standby.start()
        self.standby.wait_ready()
        self._follow()

    def disconnect_standby(self) -> None:
        """Stop the standby from receiving, so that a promotion loses the commits from now on."""
        configure(self.standby, primary_conninfo="")
        senders = "SELECT count(*) FROM pg_stat_replication"
        assert wait_until(lambda: ask(self.primary, senders) == 0, seconds=SECONDS)

    def _follow(self) -> None:
        streaming = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
        assert wait_until(lambda: ask(self.primary, streaming) == 1, seconds=SECONDS), "the standby does not stream"
        if self.synchronous:
            # Only now, because the copy has the primary's settings, and would wait for a standby of
            # its own when promoted.
            configure(self.primary, synchronous_standby_names="*")


@contextmanager
def pair(directory: Path, *, synchronous: bool) -> Iterator[Pair]:
    """Run a pair until the block ends."""
    servers = Pair(directory, synchronous=synchronous)
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()


def refuse_writes(server: PostgreSQL) -> None:
    """Have a server refuse writes (25006), on open connections too, as a demoted primary does."""
    configure(server, default_transaction_read_only="on")


def configure(server: PostgreSQL, **settings: str) -> None:
    """Change settings of a running server, and return when it has read them."""
    for name, value in settings.items():
        with psycopg.connect(server.conninfo, autocommit=True) as connection:
            statement = psycopg.sql.SQL("ALTER SYSTEM SET {} = {}")
            connection.execute(statement.format(psycopg.sql.Identifier(name), psycopg.sql.Literal(value)))
            connection.execute("SELECT pg_reload_conf()")
        shown = psycopg.sql.SQL("SHOW {}").format(psycopg.sql.Identifier(name))
        assert wait_until(lambda: _row(server, shown)[0] == value, seconds=SECONDS), name  # noqa: B023


def ask(server: PostgreSQL, question: str) -> Any:
    """Return the one value that a query on this server yields."""
    return _row(server, question.encode())[0]


def _row(server: PostgreSQL, question: psycopg.sql.Composed | bytes) -> tuple[Any, ...]:
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        row: tuple[Any, ...] | None = connection.execute(question).fetchone()
    assert row is not None
    return row
