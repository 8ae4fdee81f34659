"""A request with all its bytes."""

from __future__ import annotations

from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class WholeRequest:
    """A request with its whole body. Work on it never waits for the caller."""

    method: bytes
    target: bytes
    version: bytes
    headers: Headers
    """Names in lower case, and values without spaces around them."""
    body: bytes

    @property
    def path(self) -> bytes:
        """Return the target without its query."""
        return self.target.partition(b"?")[0]

    @property
    def keeps_alive(self) -> bool:
        """Return True if the caller keeps its connection for another request."""
        options = _options(self.headers, b"connection")
        return b"close" not in options and (self.version == b"1.1" or b"keep-alive" in options)


def _options(headers: Headers, name: bytes) -> set[bytes]:
    return {
        option.strip().lower()
        for own, value in headers
        if own == name
        for option in value.split(b",")
        if option.strip()
    }
