"""Headers of requests and answers: the state that a caller has seen, and the key of a request that
comes again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from flask import Response, request

from api.contract.errors import InvalidRequest
from api.contract.limits import MAX_KEY_CHARACTERS
from api.contract.parsing import whole_body
from api.contract.response import ApiResponse, json_response
from api.tracing import actor
from inventory.database.epochs import sequence
from inventory.write_path.idempotency import Name

_KEY = re.compile(rf"[\x21-\x7e]{{1,{MAX_KEY_CHARACTERS}}}", re.ASCII)
_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"[ \t,]*{_TAG}(?:[ \t]*,[ \t,]*{_TAG})*[ \t,]*")
"""RFC 9110, 13.1.1, with the empty elements that 5.6.1 has recipients ignore."""
_SEQUENCE = re.compile(r"\d{1,20}", re.ASCII)
_ANY = range(1, 10**20)
"""Every version of a thing that exists. A missing thing has the version 0."""
_MISSING = frozenset({0})


def is_conditional() -> bool:
    """Return True if the answer depends on the state that the caller has seen. The epoch must be
    exact then.
    """
    return "If-None-Match" in request.headers


def represent(
    body: Mapping[str, Any], version: int, *, epoch: int, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> Response:
    """Answer with the state of a resource and its `ETag`, or with 304 and no body if the caller has
    it already (`If-None-Match`).
    """
    tag = str(sequence(epoch, version))
    stated = [("ETag", f'"{tag}"'), *headers]
    if request.method in {"GET", "HEAD"} and request.if_none_match.contains_weak(tag):
        return ApiResponse(status=304, headers=stated)
    return json_response(body, status, stated)


def expected_versions() -> Container[int] | None:
    """Return the versions in `If-Match` as sequences, all versions for `*`, and None without the
    header.

    Raises `InvalidRequest` if the header is malformed.

    The commands carry the versions, and `apply` checks them under its locks. A tag that is not
    ours is not the tag of the newest state, nor is a weak one (RFC 9110, 13.1.1), so they stand for
    no version.
    """
    given = request.headers.get("If-Match")
    if given is None:
        return None
    if given.strip(" \t") == "*":
        return _ANY
    if not _TAGS.fullmatch(given):
        detail = "must be * or ETags, quotes included, as they came, separated by commas"
        raise InvalidRequest(errors=[{"header": "If-Match", "detail": detail}])
    return frozenset(int(tag[1:-1]) for tag in re.findall(_TAG, given) if _SEQUENCE.fullmatch(tag[1:-1]))


def versions_to_replace() -> Container[int] | None:
    """Return the versions that a PUT may replace: those of `If-Match`, or that of a missing thing
    alone for `If-None-Match: *`.

    Raises `InvalidRequest` if a header is malformed, or if both are there.
    """
    given = request.headers.get("If-None-Match")
    if given is None:
        return expected_versions()
    if given.strip(" \t") != "*":
        detail = "must be *, which makes a new one and replaces none"
        raise InvalidRequest(errors=[{"header": "If-None-Match", "detail": detail}])
    if "If-Match" in request.headers:
        detail = "must not come with If-Match: one replaces, the other makes"
        raise InvalidRequest(errors=[{"header": "If-None-Match", "detail": detail}])
    return _MISSING


def idempotency_key() -> Name | None:
    """Return the caller's `Idempotency-Key`, if there is one. Raises `InvalidRequest` if it is not
    usable.
    """
    given = request.environ.get("HTTP_IDEMPOTENCY_KEY")
    if given is None:
        return None
    if not _KEY.fullmatch(given):
        detail = f"must be 1 to {MAX_KEY_CHARACTERS} visible ASCII characters"
        raise InvalidRequest(errors=[{"header": "Idempotency-Key", "detail": detail}])
    return Name(actor(), given)


def request_digest() -> bytes:
    """Return a hash of method, path and body. A retry has the same hash as its first try."""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + whole_body()).digest()
