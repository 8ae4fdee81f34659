"""All connections of a process, and who gives way when there are too many, or they hold too much."""

from __future__ import annotations

from collections.abc import Iterator

from api.server.connection import Connection, ConnectionState

_AWHILE_SECONDS = 2.0
"""Seconds for a first request. A connection that takes longer gives way before those that others
keep open between requests.
"""

_NEVER_WORKING = 64
"""So many fewer connections than there may be have a request in hand at a time: some can always
give way.
"""


class Crowd:
    """At most `max_connections`, whose unfinished requests and unread answers have at most
    `max_bytes` together.

    One more is always taken, for it may be somebody else's. Who keeps us waiting longest gives way,
    so that a stranger who opens as many as he can loses his own. Only what a thread works on never
    does, and so may not be all of them.
    """

    def __init__(self, *, max_connections: int, max_bytes: int) -> None:
        """Begin without any."""
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
        """Return whether one more request may be taken in hand."""
        return self._working < self._max_working

    def add(self, connection: Connection) -> None:
        """Count it in."""
        self._connections[connection.socket.fileno()] = connection

    def remove(self, connection: Connection) -> None:
        """Close it, and count it no more."""
        del self._connections[connection.socket.fileno()]
        self._weight -= self._weights.pop(connection, 0)
        connection.close()

    def send_to_work(self, connection: Connection, now: float) -> None:
        """Give it out of hand, to a thread."""
        connection.wait(ConnectionState.WORKING, now)
        self._working += 1

    def take_back(self) -> None:
        """Count one that a thread gives back."""
        self._working -= 1

    def weigh(self, connection: Connection) -> None:
        """Count what it holds."""
        held = connection.held
        self._weight += held - self._weights.get(connection, 0)
        self._weights[connection] = held

    def who_gives_way(self, now: float, *, newest: Connection | None = None) -> Connection | None:
        """Return a connection that has to go, but never `newest`. None while there are few enough
        and they hold little enough.
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
