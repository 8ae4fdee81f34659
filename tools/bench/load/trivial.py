"""A server that answers every request with the same few bytes, to show the speed of the load
generator alone.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

from tools.devstack.machine.ports import LOOPBACK, free_ports

ANSWER = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def trivial_server() -> Iterator[int]:
    """Yield the port of such a server, in a process of its own, until the block ends."""
    (port,) = free_ports(1)
    listening = socket.create_server((LOOPBACK, port))
    process = get_context("fork").Process(target=_serve, args=(listening,), daemon=True)
    process.start()
    try:
        yield port
    finally:
        process.kill()
        process.join()
        listening.close()


def _serve(listening: socket.socket) -> None:
    connections: dict[int, socket.socket] = {}
    with select.epoll() as poll:
        poll.register(listening, select.EPOLLIN)
        while True:
            for number, _ in poll.poll():
                if number == listening.fileno():
                    connection, _address = listening.accept()
                    connections[connection.fileno()] = connection
                    poll.register(connection, select.EPOLLIN)
                elif not _answer(connections[number]):
                    poll.unregister(number)
                    connections.pop(number).close()


def _answer(connection: socket.socket) -> bool:
    """Return False if the client has left. A load that is over leaves answers unread, and that
    resets its connections.
    """
    try:
        if not connection.recv(65_536):
            return False
        connection.sendall(ANSWER)
    except ConnectionError:
        return False
    return True
