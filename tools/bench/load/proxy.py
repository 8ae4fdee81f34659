"""A distance: a proxy in a process of its own that passes everything on, later.

`tc netem` would do the same in the kernel, but not every kernel has it, and only root may use it. A
run with no delay shows the cost of the proxy itself.
"""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

from tools.devstack.machine.ports import LOOPBACK, free_ports

CHUNK = 262_144


@contextmanager
def distance(port: int, round_trip_seconds: float) -> Iterator[int]:
    """Yield a port through which `port` is that much further away, until the block ends."""
    (near,) = free_ports(1)
    listening = socket.create_server((LOOPBACK, near))
    context = get_context("fork")
    process = context.Process(target=_pass_on, args=(listening, port, round_trip_seconds / 2), daemon=True)
    process.start()
    try:
        yield near
    finally:
        process.kill()
        process.join()
        listening.close()


def _pass_on(listening: socket.socket, port: int, delay: float) -> None:
    """Pass everything on, later. Uses `select`, because epoll waits in whole milliseconds."""
    others: dict[socket.socket, socket.socket] = {}
    under_way: deque[tuple[float, socket.socket, bytes]] = deque()
    while True:
        wait = max(under_way[0][0] - time.monotonic(), 0) if under_way else None
        readable, _, _ = select.select([listening, *others], [], [], wait)
        for one in readable:
            if one is listening:
                accepted, _address = listening.accept()
                onward = socket.create_connection((LOOPBACK, port))
                for end in (accepted, onward):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                others |= {accepted: onward, onward: accepted}
            elif one in others:
                received = one.recv(CHUNK)
                under_way.append((time.monotonic() + delay, others[one], received))
                if not received:
                    del others[one]
        while under_way and under_way[0][0] <= time.monotonic():
            _, end, received = under_way.popleft()
            if received:
                end.sendall(received)
            else:
                end.shutdown(socket.SHUT_WR)
