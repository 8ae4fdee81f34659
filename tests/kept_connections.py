"""Keeps the sessions of connections that tests close, for others that would open the same.

A new session costs the server three milliseconds and its first statements as much again, and most
tests open several. It is kept when PostgreSQL has made it like new (`DISCARD ALL`). The objects of
psycopg and of ours are each test's own, so one that is left open is noticed as ever. Imported by
conftest.py.
"""

from __future__ import annotations

import os
from contextlib import suppress
from threading import Lock
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

MOST = 24
"""Sessions that one process keeps. A server has 200 for all of them, and for what they start."""
MAX_SECONDS = 0.5
"""A server that has not tidied up by then is stopped, or too busy to be waited for."""

_NO_SESSION = pq.PGconn.connect_start(b"of nobody")


class KeptSessions:
    """Idle sessions with the words that opened them, the longest idle first."""

    def __init__(self) -> None:
        self._sessions: list[tuple[str, PGconn]] = []
        self._lock = Lock()

    def take(self, opened_by: str) -> PGconn | None:
        """Return a session that its server has not ended meanwhile."""
        with self._lock:
            for kept in [each for each in reversed(self._sessions) if each[0] == opened_by]:
                self._sessions.remove(kept)
                if not _has_news(kept[1].socket):
                    return kept[1]
                kept[1].finish()
        return None

    def keep(self, opened_by: str, session: PGconn) -> None:
        """Keep one more, in the place of the one that was idle for longest."""
        with self._lock:
            self._sessions.append((opened_by, session))
        self.end_all_but(MOST)

    def end_all_but(self, most: int) -> None:
        """End the sessions that were idle for longer than `most` others."""
        with self._lock:
            while len(self._sessions) > most:
                self._sessions.pop(0)[1].finish()


class KeptConnection(ServerConnection):
    """A connection whose session is another one's before and after it."""

    servers: ClassVar[set[tuple[bytes, bytes]]] = set()
    """The ports and databases whose sessions are kept."""
    kept: ClassVar[KeptSessions] = KeptSessions()
    opened_by: str

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> PQGenConn[KeptConnection]:
        session = cls.kept.take(conninfo)
        connection = cls(session) if session else (yield from super()._connect_gen(conninfo))
        connection.opened_by = conninfo
        return connection

    def close(self) -> None:
        """Keep the session, or end it."""
        session = self.pgconn
        is_wanted = session.status == ConnStatus.OK and (session.port, session.db) in self.servers
        if MOST and is_wanted and _is_like_new(session):
            self.pgconn = _NO_SESSION
            self.kept.keep(self.opened_by, session)
        super().close()


def _is_like_new(session: PGconn) -> bool:
    """Return True if PostgreSQL has forgotten all that was set, prepared, locked or asked for."""
    if session.transaction_status != TransactionStatus.IDLE or _has_news(session.socket):
        return False
    session.notice_handler = session.notify_handler = None
    with suppress(Error, _WaitTimeout):
        session.send_query(b"DISCARD ALL")
        results = waiting.wait(generators.execute(session), session.socket, timeout=MAX_SECONDS)
        return [result.status for result in results] == [ExecStatus.COMMAND_OK]
    return False


def _keep_none_of_the_parent() -> None:
    """Leave the sessions to the process that opened them."""
    KeptConnection.kept = KeptSessions()


def keep_connections() -> None:
    """Have all engines open such connections from now on."""
    engines.ServerConnection = KeptConnection  # type: ignore[attr-defined]  # what the engines call
    os.register_at_fork(after_in_child=_keep_none_of_the_parent)


def keep_those_to(url: str) -> None:
    """Keep the sessions of this database. Those of others end, because tests drop them."""
    address = make_url(url)
    KeptConnection.servers.add((str(address.port).encode(), str(address.database).encode()))


@pytest.fixture
def sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that look at sessions on the server: those of closed connections end."""
    monkeypatch.setattr("tests.kept_connections.MOST", 0)
    KeptConnection.kept.end_all_but(0)
