"""Bytes become whole requests, however they are cut, or are refused as soon as they can't."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.contract import errors
from api.contract.limits import MAX_BODY_BYTES, MAX_HEAD_BYTES, MAX_HEADER_BYTES, MAX_HEADERS, MAX_REQUEST_LINE_BYTES
from api.server.arriving import ArrivingRequests, WholeRequest
from inventory.errors import InventoryError

POST = b"POST /v1/availability HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def arrived(*parts: bytes) -> list[WholeRequest]:
    """Return all requests that are whole when the parts have come one after the other."""
    arriving = ArrivingRequests()
    whole = []
    for part in parts:
        arriving.take(part)
        while (request := arriving.next_request()) is not None:
            whole.append(request)
    return whole


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[begin:end] for begin, end in pairwise(places)]


@given(
    bodies=st.lists(st.tuples(st.binary(max_size=300), st.booleans()), min_size=1, max_size=4),
    cuts=st.lists(st.integers(0, 10_000), max_size=12),
)
def test_it_does_not_matter_where_the_bytes_are_cut(bodies: list[tuple[bytes, bool]], cuts: list[int]) -> None:
    sent = b""
    for body, is_chunked in bodies:
        if is_chunked:
            chunks = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:]) if part)
            sent += b"\r\n" + CHUNKED + chunks + b"0\r\nTrailer: x\r\n\r\n"
        else:
            sent += POST + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    assert [request.body for request in arrived(*pieces(sent, cuts))] == [body for body, _ in bodies]


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        POST + b"Content-Length: 3, 4\r\n\r\nabcd",
        POST + b"Content-Length: +3\r\n\r\nabc",
        POST + b"Content-Length: -3\r\n\r\nabc",
        POST + b"Content-Length: 0x3\r\n\r\nabc",
        POST + b"Content-Length: 3_0\r\n\r\nabc",
        POST + b"Content-Length : 3\r\n\r\nabc",
        POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: identity\r\n\r\n",
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        POST + b" Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"X: y\r\n\tTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"X: \x00\r\n\r\n",
        POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST.replace(b"1.1", b"2.0") + b"\r\n",
        POST.replace(b"1.1", b"1.2") + b"\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: one\r\nHost: other\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: one two\r\n\r\n",
        b"GET /healthz\r\n\r\n",
        b"GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT here:80 HTTP/1.1\r\nHost: here:80\r\n\r\n",
        *(
            b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % target
            for target in (
                *(b"http://[/v1/stock", b"http://[x]/v1/stock", b"http://[::1", b"http://elsewhere.test/v1/stock"),
                *(
                    b"http://localhost:80/v1/stock",
                    b"http://a@localhost/",
                    b"http:///v1/stock",
                    b"http:",
                    b"ftp://localhost/",
                ),
                *(b"v1/stock", b"?sku=a", b"localhost/v1/stock", b"*?"),
            )
        ),
        b"GET http://[x]/ HTTP/1.1\r\nHost: [x]\r\n\r\n",
        b"GET http://[x]/ HTTP/1.0\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        CHUNKED + b"zz\r\n",
        CHUNKED + b"-1\r\n",
        CHUNKED + b"0x1\r\na\r\n0\r\n\r\n",
        CHUNKED + b"1\r\nab\r\n0\r\n\r\n",
        CHUNKED + b"1\ra\r\n",
        CHUNKED + b"fffffffffffffffffffffff\r\n",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(sent: bytes) -> None:
    with pytest.raises(errors.BadRequest):
        arrived(sent)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET http://LocalHost/v1/stock?sku=http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET HTTP://[::1]:8000/ HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n",
        b"GET http://localhost HTTP/1.0\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //elsewhere.test/v1/stock HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_a_target_is_a_path_or_a_url_of_the_host(sent: bytes) -> None:
    assert len(arrived(sent)) == 1


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"GET /" + b"x" * MAX_REQUEST_LINE_BYTES, errors.UriTooLong),
        (POST + b"X: " + b"x" * MAX_HEADER_BYTES, errors.HeadersTooLarge),
        (POST + b"X: y\r\n" * (MAX_HEADERS + 2), errors.HeadersTooLarge),
        (POST + b"".join(b"X%d: %s\r\n" % (n, b"x" * 8_000) for n in range(9)), errors.HeadersTooLarge),
        (POST + b"Content-Length: %d\r\n\r\n" % (MAX_BODY_BYTES + 1), errors.BodyTooLarge),
        (POST + b"Content-Length: %s\r\n\r\n" % (b"9" * 5_000), InventoryError),
        (CHUNKED + b"%x\r\n" % (MAX_BODY_BYTES + 1) + b"x" * (MAX_BODY_BYTES + 1), errors.BodyTooLarge),
        (CHUNKED + b"1\r\nx\r\n" * 10_000, errors.BodyTooLarge),
        (CHUNKED + b"0\r\n" + b"Trailer: x\r\n" * 5_000, InventoryError),
        (CHUNKED + b"1;" + b"x" * MAX_HEAD_BYTES * 2, InventoryError),
    ],
    ids=["line", "header", "headers", "head", "length", "digits", "chunk", "chunks", "trailers", "extension"],
)
def test_what_can_only_be_too_large_is_refused_before_it_is_complete(sent: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        arrived(*[sent[at : at + 16_384] for at in range(0, len(sent), 16_384)])


@pytest.mark.parametrize("size", [0, 1, MAX_BODY_BYTES])
def test_what_is_just_small_enough_is_taken(size: int) -> None:
    longest = b"GET /" + b"x" * (MAX_REQUEST_LINE_BYTES - 15) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = b"Content-Length: %d\r\n\r\n%s" % (size, b"x" * size)
    first, second = arrived(longest + POST + b"X: y\r\n" * (MAX_HEADERS - 2) + body)
    assert (len(first.target), len(second.body)) == (MAX_REQUEST_LINE_BYTES - 14, size)


def test_a_body_is_waited_for_with_a_word_where_the_caller_expects_one() -> None:
    arriving = ArrivingRequests()
    arriving.take(POST + b"Expect: 100-continue\r\nContent-Length: 1\r\n\r\n")
    assert arriving.next_request() is None
    assert arriving.waits_for_continue
    arriving.take(b"x")
    assert arriving.next_request() is not None
    assert not arriving.has_begun


def test_an_offer_to_speak_another_protocol_is_passed_over() -> None:
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"
    (request,) = arrived(POST + offer + b"Content-Length: 2\r\n\r\n{}")
    assert request.body == b"{}"


@pytest.mark.parametrize("thrown_away", [b"\r", b"\r\n", b"\r\n\r\n\r"])
def test_what_is_thrown_away_before_a_request_begins_none(thrown_away: bytes) -> None:
    arriving = ArrivingRequests()
    arriving.take(thrown_away)
    assert arriving.next_request() is None
    assert not arriving.has_begun
    arriving.take(b"\nG" if thrown_away.endswith(b"\r") else b"G")
    assert arriving.next_request() is None
    assert arriving.has_begun
