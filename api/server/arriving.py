"""Make whole requests of a caller's bytes. Nothing here waits, and no request is larger than
`api.contract.limits` allows.

h11 judges if a request is proper HTTP. Before h11 sees a head, lines that recipients are known to
read in different ways are refused, so that no proxy before us takes one request for two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urlsplit

import h11

from api.contract import errors
from api.contract.limits import (
    MAX_BODY_BYTES,
    MAX_CHUNKING_BYTES,
    MAX_HEAD_BYTES,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_REQUEST_LINE_BYTES,
)

Headers = list[tuple[bytes, bytes]]

_END_OF_HEAD = b"\r\n\r\n"
_AMBIGUOUS = re.compile(rb"(?<!\r)\n|\r(?!\n)|\n[ \t]|\x00")
"""A line that ends in CR or LF alone, one that continues the last, and NUL."""
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]")
"""The first byte of a method. A TLS hello begins with another one."""

_HOST = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=:%\[\]-]*")
_URL = re.compile(rb"https?://([^/?#]+)[/?#]?.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WholeRequest:
    """A request with its whole body. Work on it never waits for the caller."""

    method: bytes
    target: bytes
    version: bytes
    headers: Headers
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


@dataclass(slots=True)
class _Body:
    """The body that a head has announced, as far as it has arrived."""

    request: h11.Request
    parser: h11.Connection
    received: int = 0
    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    @property
    def chunking(self) -> int:
        """Return the number of bytes that have arrived and are no content."""
        return self.received - self.size


class ArrivingRequests:
    """Collects the bytes of one connection. `take` them as they arrive, then ask for the
    `next_request` until there is none.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._body: _Body | None = None

    @property
    def has_begun(self) -> bool:
        """Return True if a part of a request is here. A CR alone is none: an empty line before a
        request is thrown away.
        """
        return self._body is not None or bool(self._buffer.removeprefix(b"\r"))

    @property
    def awaits_body(self) -> bool:
        """Return True if the head of the request is complete."""
        return self._body is not None

    @property
    def waits_for_continue(self) -> bool:
        """Return True if the caller waits for `100 Continue` before it sends the body."""
        return self._body is not None and self._body.parser.they_are_waiting_for_100_continue

    @property
    def held(self) -> int:
        """Return the number of bytes that wait for the rest of their request."""
        return len(self._buffer) + (self._body.received if self._body is not None else 0)

    def take(self, data: bytes) -> None:
        """Add bytes that have arrived."""
        self._buffer += data

    def next_request(self) -> WholeRequest | None:
        """Return the next whole request, None until more bytes have arrived.

        Raises `BadRequest`, `UriTooLong`, `HeadersTooLarge` or `BodyTooLarge`. The connection is of
        no more use then.
        """
        if self._body is None:
            self._body = self._head()
            if self._body is None:
                return None
        return self._rest(self._body)

    def _head(self) -> _Body | None:
        while self._buffer.startswith(b"\r\n"):  # RFC 9112, 2.2: some clients send one after a body
            del self._buffer[:2]
        if self._buffer == b"\r":
            return None
        end = self._buffer.find(_END_OF_HEAD)
        head = bytes(self._buffer[: end + 4] if end >= 0 else self._buffer)
        _bounded(head, complete=end >= 0)
        if end < 0:
            return None
        del self._buffer[: end + 4]
        parser = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEAD_BYTES)
        parser.receive_data(head)
        request = _event(parser)
        if not isinstance(request, h11.Request):
            _improper("the head is not that of a request")
        _one_way_to_read(request)
        return _Body(request, parser)

    def _rest(self, body: _Body) -> WholeRequest | None:
        if self._buffer:
            body.received += len(self._buffer)
            body.parser.receive_data(bytes(self._buffer))
            self._buffer.clear()
        while True:
            event = _event(body.parser)
            if isinstance(event, h11.Data):
                body.parts.append(bytes(event.data))
                body.size += len(event.data)
                if body.size > MAX_BODY_BYTES:
                    raise errors.BodyTooLarge(limit=MAX_BODY_BYTES)
            elif isinstance(event, h11.EndOfMessage):
                return self._whole(body)
            else:
                if body.chunking > MAX_CHUNKING_BYTES and _is_chunked(body.request):
                    raise errors.BodyTooLarge(limit=MAX_BODY_BYTES)
                return None

    def _whole(self, body: _Body) -> WholeRequest:
        self._body = None
        self._buffer += body.parser.trailing_data[0]
        request = body.request
        headers = [(bytes(name), bytes(value)) for name, value in request.headers]
        content = b"".join(body.parts)
        return WholeRequest(request.method, request.target, request.http_version, headers, content)


def _bounded(head: bytes, *, complete: bool) -> None:
    """Refuse a head, or the part of it that has arrived, if it can't become a good one."""
    if head and not _TOKEN.match(head):
        _improper("it does not begin with a method")
    line = head.find(b"\n")
    if (len(head) if line < 0 else line) > MAX_REQUEST_LINE_BYTES:
        raise errors.UriTooLong
    if len(head) > MAX_HEAD_BYTES or head.count(b"\n") > MAX_HEADERS + 2:
        raise errors.HeadersTooLarge
    # A part may end between CR and LF.
    if _AMBIGUOUS.search(head if complete else head.removesuffix(b"\r")):
        _improper("each line must end in CRLF, and none may go on in the next or contain NUL")
    if max(map(len, head[line + 1 :].split(b"\r\n")), default=0) > MAX_HEADER_BYTES:
        raise errors.HeadersTooLarge


def _one_way_to_read(request: h11.Request) -> None:
    """Refuse a request that states the end of its body or its host twice or in an unusual way."""
    names = [name for name, _ in request.headers]
    if b"transfer-encoding" in names and (b"content-length" in names or request.http_version != b"1.1"):
        _improper("Transfer-Encoding is taken alone, without Content-Length, and of HTTP/1.1 only")
    if request.http_version not in {b"1.1", b"1.0"}:
        _improper("only HTTP/1.1 and HTTP/1.0 are understood")
    if not all(_HOST.fullmatch(value) for name, value in request.headers if name == b"host"):
        _improper("the Host header is no host name or address")
    if request.method == b"CONNECT":
        _improper("CONNECT is for proxies, and this is none")
    if not (request.target.startswith(b"/") or request.target == b"*"):
        _one_host(request)
    length = next((value for name, value in request.headers if name == b"content-length"), b"0")
    if len(length) > len(str(MAX_BODY_BYTES)) + 1 or int(length) > MAX_BODY_BYTES:
        raise errors.BodyTooLarge(limit=MAX_BODY_BYTES)


def _one_host(request: h11.Request) -> None:
    """Refuse a target that is neither a path nor a URL, and a URL with another host than `Host`."""
    url = _URL.fullmatch(request.target)
    if url is None or not _is_split(request.target):
        _improper("the target is neither a path nor a URL")
    host = next((value for name, value in request.headers if name == b"host"), url[1])
    if host.lower() != url[1].lower():
        _improper("the target and Host name different hosts")


def _is_split(url: bytes) -> bool:
    try:
        urlsplit(url)
    except ValueError:  # its host can't be read
        return False
    return True


def _is_chunked(request: h11.Request) -> bool:
    return any(name == b"transfer-encoding" for name, _ in request.headers)


def _options(headers: Headers, name: bytes) -> set[bytes]:
    return {
        option.strip().lower()
        for own, value in headers
        if own == name
        for option in value.split(b",")
        if option.strip()
    }


def _event(parser: h11.Connection) -> object:
    try:
        return parser.next_event()
    except h11.RemoteProtocolError as error:
        _improper(str(error))


def _improper(reason: str) -> NoReturn:
    raise errors.BadRequest(reason=reason)
