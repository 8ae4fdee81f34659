"""Read ordinary requests without a parser: the ones that nobody can read in two ways.

Nearly all are of this kind, and h11 takes a fifth of the time of an answer. It gets every other
request, and each that is not whole yet. So nothing is refused here. The tests hold both readings
against each other.
"""

from __future__ import annotations

import re
from typing import Final

from api.contract.limits import MAX_BODY_BYTES, MAX_HEADERS
from api.server.whole_request import Headers, WholeRequest

_END_OF_HEAD: Final = b"\r\n\r\n"
_MAX_HEAD_BYTES: Final = 4_096
"""A longer head is left to h11, and to the limits that it is held to."""
_HEAD: Final = re.compile(
    rb"(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[!-~]*+) HTTP/1\.1\r\n((?:[A-Za-z0-9-]++:[\t -~]*+\r\n)*+)\r\n"
)
_HEADER: Final = re.compile(rb"([A-Za-z0-9-]++):([\t -~]*+)\r\n")
_HOST: Final = re.compile(rb"[A-Za-z0-9.-]+(?::[0-9]{1,5})?")
_LENGTH: Final = re.compile(rb"[0-9]{1,6}")
_LEFT_TO_H11: Final = frozenset({b"transfer-encoding", b"expect", b"upgrade"})
"""Headers that move the end of a request, or have it wait."""


def plain_request(arrived: bytearray) -> tuple[WholeRequest, int] | None:
    """Return the request at the beginning of these bytes, and its length in bytes.

    None if it is not plain, or not whole.
    """
    end = arrived.find(_END_OF_HEAD, 0, _MAX_HEAD_BYTES)
    if end < 0:
        return None
    begin_of_body = end + len(_END_OF_HEAD)
    head = _HEAD.fullmatch(bytes(arrived[:begin_of_body]))
    if head is None:
        return None
    method, target, lines = head.groups()
    headers = [(name.lower(), value.strip(b" \t")) for name, value in _HEADER.findall(lines)]
    length = _length_of_body(headers)
    if length is None or len(arrived) < begin_of_body + length:
        return None
    whole = begin_of_body + length
    return WholeRequest(method, target, b"1.1", headers, bytes(arrived[begin_of_body:whole])), whole


def _length_of_body(headers: Headers) -> int | None:
    """Return the number of bytes of the body. None if the headers are not plain."""
    by_name = dict(headers)
    names = len([name for name, _ in headers if name in {b"host", b"content-length"}])
    stated = by_name.get(b"content-length", b"0")
    is_plain = (
        len(headers) <= MAX_HEADERS
        and names == 1 + (b"content-length" in by_name)
        and _HOST.fullmatch(by_name.get(b"host", b"")) is not None
        and _LENGTH.fullmatch(stated) is not None
        and _LEFT_TO_H11.isdisjoint(by_name)
    )
    return int(stated) if is_plain and int(stated) <= MAX_BODY_BYTES else None
