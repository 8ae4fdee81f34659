"""Identifiers in paths. An order id may contain a slash: percent-encoded, it is part of the id and
ends no segment.

WSGI servers decode the path before it is routed, and then `/v1/reservations/a%2Fconfirm` and
`…/a/confirm` are the same. So routes are matched against the path as it was sent, and each
identifier is decoded on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from flask import request
from pydantic import TypeAdapter, ValidationError
from werkzeug.routing import BaseConverter

from api.contract.errors import InvalidRequest
from api.tracing import allowance
from inventory.boundary.fields import Identifier
from inventory.boundary.shown import MAX_ROW_NUMBER

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


class UndecodedPaths:
    """WSGI middleware that sets `PATH_INFO` to the path as it was sent."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raw = str(environ.get("RAW_URI", ""))
        # A request line may name a whole URL, and a server may leave `RAW_URI` out.
        path = raw.partition("?")[0] if raw.startswith("/") else urlsplit(raw).path
        environ["PATH_INFO"] = path or quote(environ["PATH_INFO"].encode("latin-1"))
        return self._application(environ, start_response)


class Segment(BaseConverter):
    """One path segment: an id, percent-encoded. `decode_identifiers` decodes it."""

    def to_url(self, value: str) -> str:
        return quote(value, safe="")


class Sku(Segment):
    """A SKU at the end of a path. `/v1/stock/adjustments` and `/v1/stock/moves` are paths of their
    own: they stand for no SKU of that name, with any method, just as OpenAPI has it (a concrete
    path is matched before a templated one).
    """

    regex = r"(?!(adjustments|moves)\Z)[^/]+"


_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


class RowId(Segment):
    """The number of a row, as text until `row_id` reads it."""


def row_id(name: str, value: str) -> int:
    """Return the number. Raises `InvalidRequest` for a text that is none."""
    if _ROW_NUMBER.fullmatch(value) is None or int(value) > MAX_ROW_NUMBER:
        detail = f"must be a number from 1 to {MAX_ROW_NUMBER}, not {value!r}"
        raise InvalidRequest(errors=[{"parameter": name, "detail": detail}])
    return int(value)


def decode_identifiers() -> None:
    """Decode the ids of the route that was matched, in place. Raises `InvalidRequest` for an id
    that nothing can have, and `BeyondToken` for an order that is out of the caller's reach.

    It is a `before_request` function and not in the converter, because an error raised there
    reaches no error handler.
    """
    segments = request.view_args or {}
    for name, segment in segments.items():
        try:
            decoded = _IDENTIFIER.validate_python(unquote(segment, errors="strict"))
        except UnicodeDecodeError as error:
            raise InvalidRequest(errors=[{"parameter": name, "detail": "must be UTF-8"}]) from error
        except ValidationError as error:
            detail = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise InvalidRequest(errors=[{"parameter": name, "detail": detail}]) from error
        segments[name] = decoded
    if "order_id" in segments:
        allowance().require_order(segments["order_id"])
