"""Callers give way when there are too many, or when they hold too much: turn by turn, without a
process.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from api.server.arriving import ArrivingRequests
from api.server.connection import Deadlines
from api.server.crowd import Crowd
from api.server.front import Front

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

MOST, MOST_BYTES = 10, 100_000
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n"


def application(_environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


class Here:
    """A server that is turned by hand."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        deadlines = Deadlines(head=60, request=60, answer=60, idle=60)
        crowd = Crowd(max_connections=MOST, max_bytes=MOST_BYTES)
        self.front = Front(application, [self._listener], deadlines=deadlines, threads=1, crowd=crowd)

    def connect(self, data: bytes = b"") -> socket.socket:
        client = self._stack.enter_context(socket.create_connection(self._listener.getsockname(), timeout=60))
        self.front.turn()
        for at in range(0, len(data), 10_000):
            client.sendall(data[at : at + 10_000])
            self.front.turn()
        client.setblocking(False)
        return client

    def turn_until_answered(self, client: socket.socket) -> bytes:
        for _ in range(20):
            self.front.turn()
            try:
                return client.recv(65_536)
            except BlockingIOError:
                continue
        return b""


@pytest.fixture
def here() -> Iterator[Here]:
    with ExitStack() as stack:
        yield Here(stack)


def heard(client: socket.socket) -> bytes | None:
    """Return the words of the server, b"" when it hung up, None while it waits."""
    try:
        return client.recv(65_536)
    except BlockingIOError:
        return None
    except ConnectionError:
        return b""


def test_as_many_give_way_as_there_are_too_many(here: Here) -> None:
    clients = [here.connect(b"GET /half") for _ in range(MOST + 3)]
    assert [heard(client) is None for client in clients] == [False] * 3 + [True] * MOST


def test_the_oldest_give_way_when_requests_hold_too_much(here: Here) -> None:
    clients = [here.connect(POST + bytes(40_000)) for _ in range(4)]
    assert [heard(client) is None for client in clients] == [False, False, True, True]


def test_what_gives_way_hears_why(here: Here) -> None:
    oldest = here.connect(b"GET /half")
    for _ in range(MOST):
        here.connect()
    assert (heard(oldest) or b"").startswith(b"HTTP/1.1 408 Request Timeout")


def test_a_caller_who_goes_away_in_the_middle_is_forgotten(here: Here) -> None:
    for _ in range(3 * MOST):
        here.connect(b"GET /half").close()
        here.front.turn()
    client = here.connect(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert here.turn_until_answered(client).endswith(b"ok")


def test_it_is_done_when_everybody_was_answered(here: Here) -> None:
    clients = [here.connect() for _ in range(3)]
    here.front.stop()
    for client in clients:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answers = [here.turn_until_answered(client) for client in clients]
    assert all(b"Connection: close" in answer and answer.endswith(b"ok") for answer in answers)
    for client in clients:
        client.close()
    for _ in range(100):
        here.front.turn()
        if here.front.is_done:
            return
    pytest.fail("it does not end")


def test_a_mistake_of_ours_costs_one_connection_and_not_the_loop(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(_arriving: object) -> None:
        raise ZeroDivisionError

    other = here.connect()
    with monkeypatch.context() as patched:
        patched.setattr(ArrivingRequests, "next_request", stumbles)
        assert heard(here.connect(b"GET / HTTP/1.1\r\n")) == b""
    other.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert here.turn_until_answered(other).endswith(b"ok")
