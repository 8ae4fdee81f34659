"""Without a parser, a request is read as h11 reads it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.contract.limits import MAX_BODY_BYTES, MAX_HEADERS
from api.server import arriving
from api.server.plain_requests import plain_request
from api.server.whole_request import WholeRequest
from inventory.errors import InventoryError

POST = b"POST /v1/availability HTTP/1.1\r\nHost: localhost:8000\r\n"
METHODS = [b"GET", b"POST", b"PUT", b"OPTIONS", b"CONNECT", b"TRACE", b"get", b"G(T", b""]
TARGETS = [b"/", b"/v1/stock?sku=a%2Fb", b"//x", b"*", b"http://localhost/", b"x", b"/\xc3\xa9", b"/a b", b"/\x7f", b""]
VERSIONS = [b"HTTP/1.1", b"HTTP/1.0", b"HTTP/1.2", b"HTTP/2.0", b"http/1.1"]
LINES = [
    *(b"Host: localhost", b"host:\tlocalhost:8000 ", b"Host: [::1]:80", b"Host:", b"Host: a b", b"Host : a"),
    *(
        b"Content-Length: 2",
        b"content-length: 02",
        b"Content-Length: 2, 2",
        b"Content-Length: +2",
        b"Content-Length: 9",
    ),
    *(b"Content-Length:", b"Content-Length: 2_0", b"Content-Length: 999999", b"Content-Length: 262145"),
    *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", b"Expect: 100-continue", b"Upgrade: h2c"),
    *(b"Connection: close, x", b"X-Request-ID: a", b"X_Under: a", b"X:", b"X: \t a\tb \t", b"X: \xe9", b"X: \x00"),
    *(b"X: \x0b", b"X: a\x7f", b": a", b" folded", b"X", b"X: a\rHost: b", b"X: a\nHost: b", b"X\x00: a"),
]


def taken(sent: bytes) -> list[WholeRequest | type[InventoryError]]:
    """Return the requests in these bytes, and the refusal at the end of them."""
    arrived = arriving.ArrivingRequests()
    arrived.take(sent)
    found: list[WholeRequest | type[InventoryError]] = []
    try:
        while (request := arrived.next_request()) is not None:
            found.append(request)
    except InventoryError as error:
        found.append(type(error))
    return found


def made_by_h11(sent: bytes) -> list[WholeRequest | type[InventoryError]]:
    with patch.object(arriving, "plain_request", lambda _arrived: None):
        return taken(sent)


def heads() -> Iterator[bytes]:
    """Yield odd request lines with ordinary headers, and an ordinary line with any two headers."""
    for method, target, version in [
        *((method, b"/", b"HTTP/1.1") for method in METHODS),
        *((b"POST", target, b"HTTP/1.1") for target in TARGETS),
        *((b"POST", b"/", version) for version in VERSIONS),
    ]:
        yield b"%s %s %s\r\nHost: localhost\r\nContent-Length: 2\r\n" % (method, target, version)
    for one, other in product(LINES, LINES):
        yield POST + one + b"\r\n" + other + b"\r\n"
    for one, end in product(LINES, [b"\r\n", b"\n", b"\r"]):
        yield b"POST / HTTP/1.1\r\n" + one + end + b"Content-Length: 2\r\n"


@pytest.mark.parametrize("after", [b"", b"{}", b"{}GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"2\r\n{}\r\n0\r\n\r\n"])
def test_h11_makes_the_same_of_it(after: bytes) -> None:
    for head in heads():
        sent = head + b"\r\n" + after
        assert taken(sent) == made_by_h11(sent), sent


@given(at=st.integers(0, 200), byte=st.binary(min_size=1, max_size=2), is_in_place=st.booleans())
def test_h11_makes_the_same_of_it_with_any_byte_anywhere(at: int, byte: bytes, *, is_in_place: bool) -> None:
    whole = POST + b"Content-Type: application/json\r\nContent-Length: 2\r\nX-Request-ID: a\r\n\r\n{}"
    place = at % len(whole)
    sent = whole[:place] + byte + whole[place + len(byte) * is_in_place :]
    assert taken(sent) == made_by_h11(sent)


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 2\r\n\r\n{}",
        POST + b"Content-Length: 2\r\n\r\n{}more",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_an_ordinary_request_is_plain(sent: bytes) -> None:
    assert plain_request(bytearray(sent)) is not None


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 3\r\n\r\n{}",
        POST + b"Content-Length: %d\r\n\r\n%s" % (MAX_BODY_BYTES + 1, b"x" * (MAX_BODY_BYTES + 1)),
        POST + b"X: y\r\n" * MAX_HEADERS + b"\r\n",
        POST + b"X: %s\r\n\r\n" % (b"x" * 5_000),
        POST + b"Host: localhost\r\n\r\n",
        POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        POST + b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Expect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["part", "body", "headers", "head", "hosts", "lengths", "chunked", "expect", "no host", "url"],
)
def test_what_is_not_plain_is_left_to_h11(sent: bytes) -> None:
    assert plain_request(bytearray(sent)) is None
