"""What is kept of an answer that its caller reads slowly."""

from __future__ import annotations

import socket
import tracemalloc

from api.server.connection import Connection, Deadlines

MIB = 1_048_576


def test_a_rest_of_an_answer_keeps_no_more_than_twice_itself() -> None:
    """Else a thousand callers who leave a little unread would each keep a whole answer, and count for a little."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = Connection(ours, Deadlines(head=1, request=1, answer=1, idle=1), 0.0)
        tracemalloc.start()
        try:
            connection.send(b"x" * (4 * MIB))
            while connection.held > MIB // 2:
                theirs.recv(MIB // 4)
                connection.send()
            kept, _peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert connection.held > 0
        assert kept < 2 * connection.held + 64 * 1_024
