"""One caller's connection: what is under way on it, and until when."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from api.server.arriving import ArrivingRequests

RECEIVE_BYTES = 16_384
"""So much is read at a time: what is read is parsed at once, and all other callers wait for it."""
LINGER_SECONDS = 2.0
"""So long is what a caller still sends thrown away, after its last answer: closed before, it might
lose the answer.
"""


class ConnectionState(Enum):
    """The thing that a connection waits for."""

    IDLE = auto()
    """The first byte of a request."""
    ARRIVING = auto()
    """The rest of a request."""
    WORKING = auto()
    """A thread: the loop does not look at it."""
    SENDING = auto()
    """The caller, to read its answer."""
    LINGERING = auto()
    """The caller, to close its side."""
    CLOSED = auto()
    """Nothing any more."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds that a connection may take, for each of the things that it may wait for."""

    head: float
    request: float
    """Head and body together, from the first byte."""
    answer: float
    idle: float


class Peers(NamedTuple):
    """Both ends, as the application is told them."""

    server: tuple[str, int]
    caller: tuple[str, int]


class Connection:
    """Owned by the loop or by one thread, never by both. Only the owner may call it."""

    __slots__ = (
        "_deadlines",
        "_since",
        "_unsent",
        "arriving",
        "is_last",
        "peers",
        "served",
        "socket",
        "state",
    )

    def __init__(self, connected: socket.socket, deadlines: Deadlines, now: float) -> None:
        """Take `connected` over."""
        connected.setblocking(False)
        if connected.family != socket.AF_UNIX:
            with suppress(OSError):  # reset already
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = connected
        self.peers = _peers(connected)
        self.arriving = ArrivingRequests()
        self.state = ConnectionState.IDLE
        self.served = 0
        self.is_last = False
        self._deadlines = deadlines
        self._since = now
        self._unsent = memoryview(b"")

    @property
    def held(self) -> int:
        """Return how many bytes are kept for it."""
        return self.arriving.held + len(self._unsent)

    @property
    def since(self) -> float:
        """Return since when it has waited for what it waits for."""
        return self._since

    @property
    def is_listening(self) -> bool:
        """Return whether it waits for a request, or for the rest of one."""
        return self.state in {ConnectionState.IDLE, ConnectionState.ARRIVING}

    def is_late(self, now: float) -> bool:
        """Return whether it has waited for longer than it may."""
        match self.state:
            case ConnectionState.IDLE:
                return now - self._since > self._deadlines.idle
            case ConnectionState.ARRIVING:
                allowed = self._deadlines.request if self.arriving.awaits_body else self._deadlines.head
                return now - self._since > allowed
            case ConnectionState.SENDING:
                return now - self._since > self._deadlines.answer
            case ConnectionState.LINGERING:
                return now - self._since > LINGER_SECONDS
            case ConnectionState.WORKING | ConnectionState.CLOSED:
                return False

    def wait(self, state: ConnectionState, now: float) -> None:
        """Wait for this from now on, or go on waiting for it since it was begun.

        So a request keeps the time of its first byte, and what arrives and is thrown away renews no
        deadline.
        """
        if state is self.state:
            return
        self.state = state
        self._since = now

    def receive(self) -> bool:
        """Take what has arrived. Returns False when the caller sends no more. Raises `OSError`."""
        try:
            data = self.socket.recv(RECEIVE_BYTES)
        except BlockingIOError:
            return True
        self.arriving.take(data)
        return bool(data)

    def throw_away(self) -> bool:
        """Read without a look at it. Returns False when the caller sends no more. Raises `OSError`."""
        try:
            return bool(self.socket.recv(RECEIVE_BYTES))
        except BlockingIOError:
            return True

    def send(self, data: bytes = b"") -> bool:
        """Send what is left and `data`, as far as it goes without waiting. Returns whether all is
        sent. Raises `OSError`.
        """
        whole = bytes(self._unsent) + data if self._unsent else data
        left = memoryview(whole)
        try:
            while left:
                left = left[self.socket.send(left) :]
        except BlockingIOError:
            pass
        # A rest keeps all that it is a part of, and only the rest counts as held.
        self._unsent = left if 2 * len(left) > len(whole) else memoryview(bytes(left))
        return not left

    @property
    def is_sent(self) -> bool:
        """Return whether the caller has read all that was sent, or the system keeps it for him."""
        return not self._unsent

    def forget(self) -> None:
        """Forget what has arrived, and what is not sent."""
        self.arriving = ArrivingRequests()
        self._unsent = memoryview(b"")

    def finish(self) -> None:
        """Say that nothing more is sent. The caller may still read what was sent."""
        with suppress(OSError):  # the caller is gone
            self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of it, and of what it holds."""
        self.forget()
        self.state = ConnectionState.CLOSED
        self.socket.close()


def _peers(connected: socket.socket) -> Peers:
    if connected.family == socket.AF_UNIX:
        return Peers(("", 0), ("", 0))
    try:
        ours, theirs = connected.getsockname(), connected.getpeername()
    except OSError:  # reset before it was taken
        return Peers(("", 0), ("", 0))
    return Peers((ours[0], ours[1]), (theirs[0], theirs[1]))
