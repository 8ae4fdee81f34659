"""Keeps the sessions of connections that tests close, for others that would open the same.

A new session costs the server three milliseconds and its first statements as much again, and most
tests open several. It is kept when PostgreSQL has made it like new (`DISCARD ALL`). The objects of
psycopg and of ours are each test's own, so one that is left open is noticed as ever. Imported by
conftest.py.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import ClassVar

import pytest
from psycopg import generators, pq, waiting
from psycopg.abc import PQGenConn
from psycopg.errors import Error, _WaitTimeout
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn
from sqlalchemy import make_url

from inventory.database import engine as engines
from inventory.database.connection import ServerConnection, _has_news

MOST = 8
"""Sessions that are kept for those who would open the same."""
MAX_SECONDS = 0.5
"""A server that has not tidied up by then is stopped, or too busy to be waited for."""

_NO_SESSION = pq.PGconn.connect_start(b"of nobody")


class KeptConnection(ServerConnection):
    """A connection whose session is another one's before and after it."""

    servers: ClassVar[set[tuple[bytes, bytes]]] = set()
    """The ports and databases whose sessions are kept."""
    kept: ClassVar[dict[str, list[PGconn]]] = defaultdict(list)
    """By the words that opened them."""
    opened_by: str

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> PQGenConn[KeptConnection]:
        session = cls._take(conninfo)
        connection = cls(session) if session else (yield from super()._connect_gen(conninfo))
        connection.opened_by = conninfo
        return connection

    @classmethod
    def _take(cls, conninfo: str) -> PGconn | None:
        """Return a session that its server has not ended meanwhile."""
        kept = cls.kept[conninfo]
        while kept:
            session = kept.pop()
            if not _has_news(session.socket):
                return session
            session.finish()
        return None

    def close(self) -> None:
        """Keep the session, or end it."""
        session = self.pgconn
        kept = self.kept[self.opened_by]
        is_wanted = (session.port, session.db) in self.servers and len(kept) < MOST
        if session.status == ConnStatus.OK and is_wanted and _is_like_new(session):
            self.pgconn = _NO_SESSION
            kept.append(session)
        super().close()


def _is_like_new(session: PGconn) -> bool:
    """Return True if PostgreSQL has forgotten all that was set, prepared, locked or asked for."""
    if session.transaction_status != TransactionStatus.IDLE or _has_news(session.socket):
        return False
    session.notice_handler = session.notify_handler = None
    try:
        session.send_query(b"DISCARD ALL")
        results = waiting.wait(generators.execute(session), session.socket, timeout=MAX_SECONDS)
    except (Error, _WaitTimeout):
        return False
    return [result.status for result in results] == [ExecStatus.COMMAND_OK]


def keep_connections() -> None:
    """Have all engines open such connections from now on."""
    engines.ServerConnection = KeptConnection  # type: ignore[attr-defined]  # what the engines call


def keep_those_to(url: str) -> None:
    """Keep the sessions of this database. Those of others end, because tests drop them."""
    address = make_url(url)
    KeptConnection.servers.add((str(address.port).encode(), str(address.database).encode()))


@pytest.fixture
def sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that look at sessions on the server: those of closed connections end."""
    monkeypatch.setattr(KeptConnection, "servers", set())
    for session in chain.from_iterable(KeptConnection.kept.values()):
        session.finish()
    KeptConnection.kept.clear()
