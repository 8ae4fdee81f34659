"""The pair, the front and the cutter do their part in the tests of failovers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tools.devstack.processes.children import wait_until
from tools.devstack.servers.commit_cutter import CommitCutter, Lost
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.replication import Pair, ask, pair, refuse_writes
from tools.devstack.servers.tcp_front import TcpFront


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with pair(tmp_path_factory.mktemp("pair"), synchronous=True) as running:
        with psycopg.connect(running.primary.conninfo, autocommit=True) as connection:
            connection.execute("CREATE TABLE note (said text)")
        yield running


def connect(servers: Pair, port: int) -> psycopg.Connection:
    return psycopg.connect(servers.primary.conninfo, port=port)


def note(servers: Pair, port: int, said: str) -> None:
    with connect(servers, port) as connection:
        connection.execute("INSERT INTO note VALUES (%s)", [said])


def notes(server: PostgreSQL) -> set[str]:
    return set(ask(server, "SELECT array_agg(said) FROM note"))


def test_the_roles_are_swapped_as_often_as_one_likes(servers: Pair) -> None:
    with TcpFront(servers.primary.port) as front:
        for said in ("first", "second"):
            note(servers, front.port, said)
            with connect(servers, front.port) as old:
                refuse_writes(servers.primary)
                servers.promote()
                front.point_at(servers.primary.port)
                with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                    old.execute("INSERT INTO note VALUES ('never')")
            servers.rejoin()
        note(servers, front.port, "third")
    noted = {"first", "second", "third"}
    assert notes(servers.primary) == noted
    # A commit waits until the standby has written it, and not until it is seen there.
    assert wait_until(lambda: notes(servers.standby) == noted, seconds=60)


@pytest.mark.parametrize("lost", Lost)
def test_a_commit_or_its_answer_is_lost(servers: Pair, lost: Lost) -> None:
    with CommitCutter(servers.primary.port) as cutter, ThreadPoolExecutor(1) as pool:
        note(servers, cutter.port, f"before {lost.value}")
        held = cutter.hold_next(lost, containing=b"it")
        noted = pool.submit(note, servers, cutter.port, f"it {lost.value}")
        held.wait()
        note(servers, cutter.port, f"beside {lost.value}")
        held.cut()
        assert isinstance(noted.exception(), psycopg.OperationalError)
    assert held.answer == (b"COMMIT" if lost is Lost.ANSWER else None)
    assert (f"it {lost.value}" in notes(servers.primary)) == (lost is Lost.ANSWER)
    assert {f"before {lost.value}", f"beside {lost.value}"} <= notes(servers.primary)
