"""Ask the application, and make bytes of its answer."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterable
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import orjson

from api.contract.parsing import WHOLE_BODY
from api.contract.problems.documents import MEDIA_TYPE, document
from api.contract.problems.table import status_of
from api.server.arriving import WholeRequest
from api.server.connection import Peers
from inventory.boundary.browsers import BROWSER_HEADERS
from inventory.errors import InventoryError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
_FOR_BROWSERS = {name.lower(): f"{name}: {value}" for name, value in BROWSER_HEADERS.items()}
"""Header lines, by name in lower case, for every answer that does not have them already."""
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def answer(application: WSGIApplication, request: WholeRequest, peers: Peers, *, last: bool) -> bytes:
    """Return the whole answer to a request. After the `last` one, the connection is closed."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        del exc_info  # nothing was sent yet, so a second call replaces the first
        told[:] = [(status, headers)]
        return _no_write

    content = application(environ(request, peers), start_response)
    try:
        body = b"".join(content)
    finally:
        _close(content)
    status, headers = told[0]
    return _bytes(status, headers, body, head_only=request.method == b"HEAD", last=last, version=request.version)


def refusal(error: InventoryError) -> bytes:
    """Return the last answer on a connection whose request the application never sees."""
    status = HTTPStatus(status_of(error) or HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = [("Content-Type", MEDIA_TYPE)]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "1"))
    body = orjson.dumps(document(status, error))
    return _bytes(f"{status:d} {status.phrase}", headers, body, head_only=False, last=True, version=b"1.1")


def environ(request: WholeRequest, peers: Peers) -> WSGIEnvironment:
    """Return the environ of PEP 3333, and `RAW_URI` in it: the target as it was sent."""
    target = request.target.decode("latin-1")
    path, _, query = target.partition("?")
    made: dict[str, Any] = {
        "REQUEST_METHOD": request.method.decode("ascii"),
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": target,
        "SERVER_PROTOCOL": f"HTTP/{request.version.decode('ascii')}",
        "SERVER_NAME": peers.server[0],
        "SERVER_PORT": str(peers.server[1]),
        "REMOTE_ADDR": peers.caller[0],
        "REMOTE_PORT": str(peers.caller[1]),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        WHOLE_BODY: request.body,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        # A name with an underscore could pass for a header that a proxy before us has set.
        if b"_" in name or name in {b"content-length", b"transfer-encoding"}:
            continue
        key = _variable(name)
        text = value.decode("latin-1")
        made[key] = f"{made[key]},{text}" if key in made else text
    return made


@lru_cache(maxsize=256)
def _variable(name: bytes) -> str:
    upper = name.decode("ascii").upper().replace("-", "_")
    return upper if upper == "CONTENT_TYPE" else f"HTTP_{upper}"


def _bytes(
    status: str, headers: list[tuple[str, str]], body: bytes, *, head_only: bool, last: bool, version: bytes
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Date: {_date(int(time.time()))}"]
    known = set()
    for name, value in headers:
        line = f"{name}: {value}"
        if "\r" in line or "\n" in line:
            raise ValueError(f"the header {name!r} has a line break")
        known.add(name.lower())
        lines.append(line)
    bodiless = int(status[:3]) in _WITHOUT_BODY
    if "content-length" not in known and not bodiless:
        lines.append(f"Content-Length: {len(body)}")
    lines += [line for name, line in _FOR_BROWSERS.items() if name not in known]
    if last:
        lines.append("Connection: close")
    elif version == b"1.0":
        lines.append("Connection: keep-alive")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return head if head_only or bodiless else head + body


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


def _close(content: Iterable[bytes]) -> None:
    close = getattr(content, "close", None)
    if close is not None:
        close()


def _no_write(_data: bytes) -> None:
    raise NotImplementedError("answers are returned, not written")
