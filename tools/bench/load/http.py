"""A load generator for HTTP: one process, one thread, many connections, each with one request under
way.

It is our own because it must need nothing but Python, and must cost little beside the servers on
the same machine. A request costs it some 15 µs (`api.generator` is measured against a server that
does nothing).
"""

from __future__ import annotations

import re
import select
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from threading import Event as Flag

from tools.devstack.machine.ports import LOOPBACK

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_ANSWER_SECONDS = 30.0

Request = Callable[[], bytes]
"""A function that makes the next request: a whole one, headers and all."""


@dataclass
class Answers:
    """The answers that came within `seconds`: the number of each status, and the duration of each,
    in seconds.
    """

    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def require(self, status: int) -> Answers:
        """Return the answers. Raises AssertionError if any has another status, because a rate of
        errors is no figure.
        """
        if set(self.statuses) != {status}:
            raise AssertionError(f"expected only {status}, got {dict(self.statuses)}")
        return self


class _Connection:
    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port), timeout=_ANSWER_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.since = inf

    def send(self, request: bytes, since: float) -> None:
        """Send a request that was due at `since`. The wait for a free connection is part of a
        caller's wait.
        """
        self.since = since
        self.socket.sendall(request)

    def answer(self) -> int | None:
        """Return the status when the whole answer is here. None before."""
        received = self.socket.recv(65_536)
        if not received:
            raise ConnectionError("the server has closed a connection")
        received = self.received + received if self.received else received
        head = received.find(b"\r\n\r\n")
        length = _LENGTH.search(received, 0, head + 2) if head >= 0 else None
        if length is None or len(received) < head + 4 + int(length.group(1)):
            self.received = received
            return None
        self.received = b""
        return int(received[9:12])


def load(
    port: int,
    request: Request,
    *,
    connections: int,
    seconds: float,
    pace: float = inf,
    until: Flag | None = None,
    host: str = LOOPBACK,
) -> Answers:
    """Send requests for `seconds`, or until `until` is set, and return the answers.

    Sends as fast as answers come, or `pace` times a second on any free connection.
    """
    opened = {one.socket.fileno(): one for one in (_Connection(host, port) for _ in range(connections))}
    free = deque(opened.values())
    began = time.monotonic()
    due = _due(began, pace)
    answers = Answers(seconds)
    next_due = next(due)
    with select.epoll() as poll:
        for number in opened:
            poll.register(number, select.EPOLLIN)
        while (moment := time.monotonic()) < began + seconds and not (until and until.is_set()):
            while free and next_due <= moment:
                free.popleft().send(request(), moment if pace == inf else next_due)
                next_due = next(due)
            wait = min(next_due, began + seconds) - moment if free else began + seconds - moment
            for number, _ in poll.poll(max(wait, 0.001)):
                connection = opened[number]
                status = connection.answer()
                if status is not None:
                    answers.statuses[status] += 1
                    answers.latencies.append(time.monotonic() - connection.since)
                    free.append(connection)
    answers.seconds = time.monotonic() - began
    for connection in opened.values():
        connection.socket.close()
    return answers


def _due(began: float, pace: float) -> Iterator[float]:
    moment = began
    while True:
        yield moment
        moment += 1 / pace


def post(path: str, body: bytes, token: str | None = None) -> bytes:
    """Return a POST with a JSON body, from a caller who shows `token`."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    shown = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"{head}{shown}\r\n".encode() + body
