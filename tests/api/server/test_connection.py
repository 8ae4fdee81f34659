"""Bound the memory of an answer that its caller reads slowly."""

from __future__ import annotations

import socket
import tracemalloc

from api.server.connection import Connection, Deadlines

MIB = 1_048_576
REST = 10_000


def taken_at_once() -> int:
    """Return how much of an answer the system keeps for a caller who reads nothing."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = _connection(ours)
        connection.send(bytes(4 * MIB))
        return 4 * MIB - connection.held


def _connection(ours: socket.socket) -> Connection:
    return Connection(ours, Deadlines(head=1, request=1, answer=1, idle=1), 0.0)


def test_a_rest_of_an_answer_keeps_no_more_than_twice_itself() -> None:
    """Else a thousand callers who leave a little unread would each keep a whole answer, and count
    for a little.
    """
    size = taken_at_once() + REST
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = _connection(ours)
        tracemalloc.start()
        try:
            connection.send(bytes(size))
            kept, _peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert 0 < connection.held < size // 4
        assert kept < 2 * connection.held + REST
