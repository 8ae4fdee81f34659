"""A caller's socket that troubles the system as seldom as it can.

Each system call gives the interpreter away, and to get it back a thread queues behind all the others that answer requests,
two changes of context each time. gunicorn's threaded worker makes eight for a request whose work needs three.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self


class ConnectionSocket(socket.socket):
    """Takes a time limit to the system only before a call that it is for, and sends head and body of an answer together."""

    def __init__(self, connected: socket.socket) -> None:
        """Takes `connected` over, which is of no use afterwards."""
        limit = connected.gettimeout()
        super().__init__(connected.family, connected.type, connected.proto, fileno=connected.detach())
        super().settimeout(limit)
        self._limit = limit
        self._gathered: list[bytes] | None = None

    def settimeout(self, value: float | None, /) -> None:
        self._limit = value

    def gettimeout(self) -> float | None:
        return self._limit

    def setblocking(self, flag: bool, /) -> None:  # noqa: FBT001 - the library's signature
        self.settimeout(None if flag else 0.0)

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        self._limit_time()
        return super().recv(bufsize, flags)

    def send(self, data: bytes, flags: int = 0, /) -> int:  # type: ignore[override] # gunicorn sends bytes alone
        self._limit_time()
        return super().send(data, flags)

    def sendall(self, data: bytes, flags: int = 0, /) -> None:  # type: ignore[override]
        if self._gathered is not None:
            self._gathered.append(data)
            return
        self._limit_time()
        super().sendall(data, flags)

    @contextmanager
    def gathering(self) -> Iterator[Self]:
        """What `sendall` is given within the block goes out at its end; nothing of it, when the block raises. So answers are
        whole: one that is streamed would wait for its end.
        """
        gathered: list[bytes] = []
        self._gathered = gathered
        try:
            yield self
        finally:
            self._gathered = None
        if gathered:
            self.sendall(b"".join(gathered))

    def _limit_time(self) -> None:
        if super().gettimeout() != self._limit:
            super().settimeout(self._limit)
