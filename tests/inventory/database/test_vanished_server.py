"""The first of several servers has vanished: messages to it are lost, and nobody says that they
are.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread
from unittest.mock import patch

import pytest
from psycopg import OperationalError
from sqlalchemy import text

from inventory.database.connection import ServerConnection
from inventory.database.transactions import Database
from inventory.database.url import Order
from tests.inventory.database.test_wrong_server import fenced
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL

pytestmark = pytest.mark.usefixtures("sessions_end")

PATIENCE = "connect_timeout=2"
"""The least that psycopg takes."""


class Silent:
    """Takes connections as a kernel does whose processes hang, and answers nothing."""

    def __init__(self) -> None:
        self._listening = socket.create_server((LOOPBACK, 0))
        self.address = f"{LOOPBACK}:{self._listening.getsockname()[1]}"
        self.tried: list[socket.socket] = []
        self._thread = Thread(target=self._take)
        self._thread.start()

    def _take(self) -> None:
        try:
            while True:
                self.tried.append(self._listening.accept()[0])
        except OSError:
            pass

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
        for each in self.tried:
            each.close()


def user(server: PostgreSQL) -> str:
    return f"{SUPERUSER}:{server.passwords.of(SUPERUSER)}"


@pytest.fixture
def silent() -> Iterator[Silent]:
    opened = Silent()
    yield opened
    opened.close()


def port(database: Database) -> str:
    with database.transaction() as session:
        return str(session.execute(text("SHOW port")).scalar_one())


@pytest.mark.parametrize("attributes", ["", "&target_session_attrs=read-write", "&target_session_attrs=primary"])
def test_a_process_waits_once_for_a_server_that_has_vanished(
    silent: Silent, postgresql: PostgreSQL, attributes: str
) -> None:
    """Each new connection would cost its time-out. And the URL says so."""
    url = f"postgresql://{user(postgresql)}@{silent.address},{postgresql.address}/postgres?{PATIENCE}{attributes}"
    database = Database(url)
    try:
        assert port(database) == str(postgresql.port)
        with database.transaction(), database.transaction():
            pass
        database.dispose()
        assert port(database) == str(postgresql.port)
    finally:
        database.dispose()
    assert len(silent.tried) == 1


def test_the_time_out_of_the_url_counts(silent: Silent) -> None:
    with patch.object(ServerConnection, "connect", side_effect=OperationalError) as connect:
        for given, kept in ((f"?{PATIENCE}&keepalives_idle=3", ("2", "3")), ("", (5, 10))):
            with pytest.raises(Exception, match="OperationalError"):
                port(Database(f"postgresql://postgres@{silent.address}/postgres{given}"))
            told = connect.call_args.kwargs
            assert (told["connect_timeout"], told["keepalives_idle"]) == kept


def test_where_a_process_has_been_is_not_where_it_has_to_stay(silent: Silent, postgresql: PostgreSQL) -> None:
    """The server that it was led to takes no writes any more: all are tried again, and the URL's
    order is none of it. Its session may hear of that only when it begins a transaction.
    """
    database = Database(f"postgresql://{user(postgresql)}@{silent.address},{postgresql.address}/postgres?{PATIENCE}")
    try:
        assert port(database) == str(postgresql.port)
        with fenced(postgresql):
            with pytest.raises(Exception, match=r"time-?out|takes no writes"):
                port(database)
            with pytest.raises(Exception, match=r"time-?out"):
                port(database)
        assert len(silent.tried) > 1
        assert port(database) == str(postgresql.port)
    finally:
        database.dispose()


def test_where_any_server_will_do_the_order_of_the_url_stays() -> None:
    for target in ("any", "prefer-standby", None):
        order = Order("postgresql://a:1,b:2/shop", target)
        order.led_to("b", 2)
        assert order.parameters() == {}
    assert Order("postgresql://a:1/shop", "read-write").parameters() == {}
    order = Order("postgresql://a:1,b:2,[::1]:3/shop", "read-write")
    assert order.parameters() == {"host": "a,b,::1", "port": "1,2,3"}
    order.led_to("b", 2)
    assert order.parameters() == {"host": "b,a,::1", "port": "2,1,3"}
