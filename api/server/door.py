"""The sockets that callers connect to."""

from __future__ import annotations

import errno
import logging
import select
import socket
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

_AT_ONCE = 16
"""Callers that are let in at a time, before the connected ones have a turn."""
_OUT_OF_DESCRIPTORS = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


class Door:
    """Lets callers in, a few at a time."""

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        poll: select.epoll,
        *,
        welcome: Callable[[socket.socket], None],
        make_room: Callable[[], None],
    ) -> None:
        """Listen. `welcome` takes each caller's socket. `make_room` closes a connection when the
        system has no descriptors left.
        """
        self._listeners = {listener.fileno(): listener for listener in listeners}
        self._poll = poll
        self._welcome = welcome
        self._make_room = make_room
        for listener in listeners:
            listener.setblocking(False)
            poll.register(listener, select.EPOLLIN)

    def is_knocked_at(self, descriptor: int) -> bool:
        """Return True for the descriptor of a listening socket."""
        return descriptor in self._listeners

    def open(self, descriptor: int) -> bool:
        """Let some waiting callers in. Returns True if more may wait."""
        for _ in range(_AT_ONCE):
            try:
                connected, _address = self._listeners[descriptor].accept()
            except BlockingIOError:
                return False
            except OSError as error:
                if error.errno in _OUT_OF_DESCRIPTORS:
                    log.warning("no file descriptors are left: raise the limit (ulimit -n), or lower INVENTORY_API_CONNECTIONS")  # fmt: skip
                    self._make_room()
                    return False
                continue  # this one is gone already
            self._welcome(connected)
        return True

    def shut(self) -> None:
        """Let in the callers that wait already, and nobody after them."""
        for descriptor, listener in self._listeners.items():
            while self.open(descriptor):
                pass
            self._poll.unregister(descriptor)
            listener.close()
        self._listeners.clear()
