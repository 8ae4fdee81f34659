"""A caller's socket: the same to gunicorn as any other, but for what it asks of the system."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator

import pytest

from api.connection_socket import ConnectionSocket


@pytest.fixture
def pair() -> Iterator[tuple[ConnectionSocket, socket.socket]]:
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)
    with ConnectionSocket(ours) as connection, theirs:
        assert ours.fileno() == -1
        yield connection, theirs


def nothing_arrived(theirs: socket.socket) -> bool:
    return not select.select([theirs], [], [], 0)[0]


def _answer_in_part(connection: ConnectionSocket) -> None:
    with connection.gathering():
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        raise ZeroDivisionError


def test_head_and_body_go_out_together(pair: tuple[ConnectionSocket, socket.socket]) -> None:
    connection, theirs = pair
    with connection.gathering():
        connection.sendall(b"head ")
        connection.sendall(b"body")
        assert nothing_arrived(theirs)
    assert theirs.recv(100) == b"head body"


def test_an_answer_that_breaks_off_is_not_sent_in_part(pair: tuple[ConnectionSocket, socket.socket]) -> None:
    connection, theirs = pair
    with pytest.raises(ZeroDivisionError):
        _answer_in_part(connection)
    assert nothing_arrived(theirs)
    connection.sendall(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert theirs.recv(100) == b"HTTP/1.1 500 Internal Server Error\r\n"


def test_an_interim_answer_does_not_wait(pair: tuple[ConnectionSocket, socket.socket]) -> None:
    connection, theirs = pair
    with connection.gathering():
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert theirs.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.parametrize("limit", [0.01, 0.0])
def test_a_time_limit_holds_for_the_next_call(pair: tuple[ConnectionSocket, socket.socket], limit: float) -> None:
    connection, theirs = pair
    connection.settimeout(limit)
    assert connection.gettimeout() == limit
    with pytest.raises((TimeoutError, BlockingIOError)):
        connection.recv(1)
    connection.setblocking(True)
    assert connection.gettimeout() is None
    theirs.sendall(b"x")
    assert connection.recv(1) == b"x"


def test_a_time_limit_that_no_call_needed_never_gets_to_the_system(
    pair: tuple[ConnectionSocket, socket.socket],
) -> None:
    connection, _ = pair
    connection.setblocking(False)
    connection.settimeout(3)
    assert socket.socket.gettimeout(connection) is None


def test_sends_are_bounded_too(pair: tuple[ConnectionSocket, socket.socket]) -> None:
    connection, _ = pair
    connection.settimeout(0.01)
    with pytest.raises(TimeoutError):
        connection.sendall(bytes(10_000_000))
