"""One caller's connection: its state, its bytes and its deadlines."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from api.server.arriving import ArrivingRequests

RECEIVE_BYTES = 16_384
"""Maximum number of bytes read at a time. They are parsed at once, and all other callers wait."""
LINGER_SECONDS = 2.0
"""The time for which bytes that arrive after the last answer are thrown away. If the connection
closed sooner, the caller might lose the answer.
"""


class ConnectionState(Enum):
    """The thing that a connection waits for."""

    IDLE = auto()
    """The first byte of a request."""
    ARRIVING = auto()
    """The rest of a request."""
    WORKING = auto()
    """A thread. The loop does not look at the connection."""
    SENDING = auto()
    """The caller, to read its answer."""
    LINGERING = auto()
    """The caller, to close its side."""
    CLOSED = auto()
    """Nothing any more."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The longest time that a connection may wait for each thing, in seconds."""

    head: float
    request: float
    """Head and body together, from the first byte."""
    answer: float
    idle: float


class Peers(NamedTuple):
    """The addresses of both ends, for the application."""

    server: tuple[str, int]
    caller: tuple[str, int]


class Connection:
    """A caller's connection. The loop or one thread owns it, never both, and only the owner may
    call it.
    """

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
        """Take over the socket `connected`."""
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
        """Return the number of bytes that are kept for the connection."""
        return self.arriving.held + len(self._unsent)

    @property
    def since(self) -> float:
        """Return the time at which the present wait began."""
        return self._since

    @property
    def is_listening(self) -> bool:
        """Return True if the connection waits for a request, or for the rest of one."""
        return self.state in {ConnectionState.IDLE, ConnectionState.ARRIVING}

    def is_late(self, now: float) -> bool:
        """Return True if the present wait is longer than its deadline."""
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
        """Begin a wait, unless the connection already waits for the same.

        So a request keeps the time of its first byte, and bytes that are thrown away renew no
        deadline.
        """
        if state is self.state:
            return
        self.state = state
        self._since = now

    def receive(self) -> bool:
        """Take the bytes that have arrived. Returns False if the caller sends no more. Raises
        `OSError`.
        """
        try:
            data = self.socket.recv(RECEIVE_BYTES)
        except BlockingIOError:
            return True
        self.arriving.take(data)
        return bool(data)

    def throw_away(self) -> bool:
        """Read and forget. Returns False if the caller sends no more. Raises `OSError`."""
        try:
            return bool(self.socket.recv(RECEIVE_BYTES))
        except BlockingIOError:
            return True

    def send(self, data: bytes = b"") -> bool:
        """Send the unsent bytes and `data`, as far as possible without waiting. Returns True if all
        is sent. Raises `OSError`.
        """
        whole = bytes(self._unsent) + data if self._unsent else data
        left = memoryview(whole)
        try:
            while left:
                left = left[self.socket.send(left) :]
        except BlockingIOError:
            pass
        # A view keeps the whole buffer, and only the unsent part counts as held: copy a small part.
        self._unsent = left if 2 * len(left) > len(whole) else memoryview(bytes(left))
        return not left

    @property
    def is_sent(self) -> bool:
        """Return True if no bytes are left to send. The caller has read them, or the system keeps
        them.
        """
        return not self._unsent

    def forget(self) -> None:
        """Forget the bytes that have arrived, and the unsent ones."""
        self.arriving = ArrivingRequests()
        self._unsent = memoryview(b"")

    def finish(self) -> None:
        """Tell the caller that nothing more is sent. The caller may still read the sent bytes."""
        with suppress(OSError):  # the caller is gone
            self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close the socket, and forget all bytes."""
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
