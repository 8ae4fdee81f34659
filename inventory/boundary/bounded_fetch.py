"""GET published files of others, bounded in every way: the time as a whole, the bytes, and the
server of a redirect (ADR 0037).

A time limit of a socket starts anew with each byte, and none covers the look-up of a name. So each
fetch runs in a thread of its own, and its caller goes on at the deadline: the connections are
shut then, and the thread ends.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any
from urllib.parse import unquote, urljoin
from urllib.request import getproxies, proxy_bypass

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.util import Url, make_headers, parse_url

MAX_BYTES = 1_048_576
"""Bytes beyond this are not read."""
MAX_REDIRECTS = 3
_PIECE_BYTES = 65_536
_MAX_REASON = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer."""

    status: int
    body: bytes


class NotFetched(Exception):
    """There is no whole answer. The text says why in printable characters, without a password."""


class BoundedFetch:
    """Fetches from below one URL, for one thread at a time. A user and a password in the URL go to
    its host alone.
    """

    def __init__(self, url: str, *, seconds: float, accept: str = "application/json", proxied: bool = False) -> None:
        """Take at most `seconds` for each fetch. `proxied` goes through the proxy that the
        environment names, if it names one.
        """
        parts = parse_url(url)
        self._url = parts._replace(auth=None).url
        self._seconds = seconds
        self._headers = {"accept": accept, "accept-encoding": "identity", "user-agent": "inventory-service"}
        if parts.auth is not None:
            self._headers |= make_headers(basic_auth=unquote(parts.auth))
        self._sockets: list[socket.socket] = []
        self._is_over = False
        self._manager = _manager(parts, self._opened, proxied=proxied)
        self._fetching: Thread | None = None

    def get(self, path: str = "") -> Fetched:
        """Return the content below the URL at `path`. Raises `NotFetched`."""
        if self._fetching is not None and self._fetching.is_alive():
            # The look-up of a name can't be ended, and must not pile up either.
            raise NotFetched("the fetch before this one is still looking for the server")
        self._sockets = [each for each in self._sockets if each.fileno() >= 0]
        self._is_over = False
        answer: Future[Fetched] = Future()
        self._fetching = Thread(target=self._fetch, args=(self._url + path, answer), name="fetch", daemon=True)
        try:
            self._fetching.start()
        except RuntimeError as error:
            raise NotFetched(f"no thread can be started: {error}") from error
        try:
            return answer.result(self._seconds)
        except TimeoutError as error:
            self._shut()
            raise NotFetched(f"no whole answer within {self._seconds:g} s") from error

    def _opened(self, sock: socket.socket) -> None:
        self._sockets.append(sock)
        if self._is_over:
            _shut(sock)

    def _shut(self) -> None:
        self._is_over = True  # first: a connection that is opened from now on is shut by its own thread
        for each in list(self._sockets):
            _shut(each)

    def _fetch(self, url: str, answer: Future[Fetched]) -> None:
        try:
            answer.set_result(self._follow(url, Timeout(self._seconds)))
        except NotFetched as error:
            answer.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whatever urllib3, ssl and http.client make of what they are sent
            answer.set_exception(NotFetched(_told(error)))

    def _follow(self, url: str, timeout: Timeout) -> Fetched:
        for _ in range(MAX_REDIRECTS + 1):
            response = self._manager.request(
                "GET",
                url,
                headers=self._headers,
                timeout=timeout,
                preload_content=False,
                retries=False,
                redirect=False,
            )
            try:
                body = _whole(response)
            except BaseException:
                response.close()
                raise
            response.release_conn()
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or location is None:
                return Fetched(response.status, body)
            url = _elsewhere(url, location)
        raise NotFetched(f"it redirects more than {MAX_REDIRECTS} times")


def _shut(sock: socket.socket) -> None:
    with suppress(OSError, ValueError):
        sock.shutdown(socket.SHUT_RDWR)


def _whole(response: BaseHTTPResponse) -> bytes:
    """Return the body. Raises `NotFetched` if it is too long, or packed without being asked."""
    encoding = response.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise NotFetched(f"it answers with Content-Encoding {_shown(encoding)}, which was not asked for")
    pieces: list[bytes] = []
    left = MAX_BYTES
    while piece := response.read(_PIECE_BYTES, decode_content=False):
        left -= len(piece)
        if left < 0:
            raise NotFetched(f"it answers more than {MAX_BYTES:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _elsewhere(url: str, location: str) -> str:
    """Return the URL of a redirect. Raises `NotFetched` unless it is of the same server: its
    answers there are its own.
    """
    try:
        target = parse_url(urljoin(url, location))
    except ValueError as error:
        raise NotFetched("it redirects to what is no URL") from error
    if _origin(target) != _origin(parse_url(url)):
        there = f"{target.scheme}://{target.netloc}"
        raise NotFetched(f"it redirects to {_shown(there)}, another server: if that is meant, set the URL there")
    return target._replace(auth=None, fragment=None).url


def _origin(url: Url) -> tuple[str | None, str | None, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme or "")


def _manager(url: Url, opened: Callable[[socket.socket], None], *, proxied: bool) -> PoolManager:
    """Return a manager of urllib3's that tells of each socket that it opens."""
    proxy = getproxies().get(url.scheme or "") if proxied and not proxy_bypass(url.host or "") else None
    if proxy:
        parts = parse_url(proxy if "://" in proxy else f"http://{proxy}")
        headers = make_headers(proxy_basic_auth=unquote(parts.auth)) if parts.auth else None
        manager: PoolManager = ProxyManager(parts._replace(auth=None).url, proxy_headers=headers)
    else:
        manager = PoolManager()
    pools: dict[str, type[HTTPConnectionPool]] = {"http": HTTPConnectionPool, "https": HTTPSConnectionPool}
    manager.pool_classes_by_scheme = {scheme: _telling(pool, opened) for scheme, pool in pools.items()}
    return manager


def _telling(pool: type[HTTPConnectionPool], opened: Callable[[socket.socket], None]) -> type[HTTPConnectionPool]:
    """Return a pool whose connections tell of a socket as soon as they have it: before a tunnel is
    asked for.
    """

    def get(self: Any) -> socket.socket | None:
        told: socket.socket | None = self.__dict__.get("sock")
        return told

    def tell(self: Any, sock: socket.socket | None) -> None:
        self.__dict__["sock"] = sock
        if sock is not None:
            opened(sock)

    connection: Any = type(pool.ConnectionCls.__name__, (pool.ConnectionCls,), {"sock": property(get, tell)})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {_shown(str(error))}"


def _shown(text: str) -> str:
    printable = ascii(text[:_MAX_REASON])[1:-1]
    return printable if len(text) <= _MAX_REASON else f"{printable}..."
