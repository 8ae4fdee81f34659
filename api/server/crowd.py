"""All connections of a process. One gives way when they are too many or hold too much."""

from __future__ import annotations

from collections.abc import Iterator

from api.server.connection import Connection, ConnectionState

_AWHILE_SECONDS = 2.0
"""Seconds for a first request. A connection that takes longer gives way before connections that
others keep open between requests.
"""

_NEVER_WORKING = 64
"""At most `max_connections` less this number have a request in hand. So some can always give
way.
"""


class Crowd:
    """At most `max_connections` connections, with at most `max_bytes` of unfinished requests and
    unread answers together.

    A new connection is always accepted, because it may be another caller's. The one that keeps us
    waiting longest gives way, so that a stranger who opens as many as he can loses his own. Only a
    connection that a thread works on never gives way, so threads may not work on all of them.
    """

    def __init__(self, *, max_connections: int, max_bytes: int) -> None:
        """Begin without connections."""
        self._connections: dict[int, Connection] = {}
        self._weights: dict[Connection, int] = {}
        self._weight = 0
        self._working = 0
        self._max_connections = max_connections
        self._max_bytes = max_bytes
        self._max_working = max_connections - min(_NEVER_WORKING, max_connections // 2)

    def __len__(self) -> int:
        return len(self._connections)

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._connections.values()))

    def at(self, descriptor: int) -> Connection | None:
        """Return the connection with this file descriptor."""
        return self._connections.get(descriptor)

    @property
    def has_room_to_work(self) -> bool:
        """Return True if one more request may be given to a thread."""
        return self._working < self._max_working

    def add(self, connection: Connection) -> None:
        """Add a connection."""
        self._connections[connection.socket.fileno()] = connection

    def remove(self, connection: Connection) -> None:
        """Close a connection and remove it."""
        del self._connections[connection.socket.fileno()]
        self._weight -= self._weights.pop(connection, 0)
        connection.close()

    def send_to_work(self, connection: Connection, now: float) -> None:
        """Count a connection that is given to a thread."""
        connection.wait(ConnectionState.WORKING, now)
        self._working += 1

    def take_back(self) -> None:
        """Count a connection that a thread gives back."""
        self._working -= 1

    def weigh(self, connection: Connection) -> None:
        """Count the bytes that a connection holds."""
        held = connection.held
        self._weight += held - self._weights.get(connection, 0)
        self._weights[connection] = held

    def who_gives_way(self, now: float, *, newest: Connection | None = None) -> Connection | None:
        """Return a connection that has to go, but never `newest`. Returns None while they are few
        enough and hold little enough.
        """
        if len(self) > self._max_connections:
            candidates = self._connections.values()
        elif self._weight > self._max_bytes:
            candidates = {one.socket.fileno(): one for one, held in self._weights.items() if held}.values()
        else:
            return None
        waiting = [one for one in candidates if one.state is not ConnectionState.WORKING and one is not newest]
        return min(waiting, key=lambda one: _order(one, now), default=None)


def _order(connection: Connection, now: float) -> tuple[bool, float]:
    is_kept_open = connection.state is ConnectionState.IDLE and connection.served > 0
    return is_kept_open or now - connection.since < _AWHILE_SECONDS, connection.since
