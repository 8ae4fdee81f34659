"""The caller of a request, and the continuation of its trace."""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import uuid4

from flask import Response, g, has_request_context, request
from flask.globals import app_ctx

from inventory.boundary.trace_context import traceparent
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.domain.commands import Cause
from inventory.logs.fields import Fields, trace_id
from inventory.tokens import Scope

OWN_HEADER = "Inventory-Request-ID"
_REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def actor() -> str:
    """Return the caller for the ledger. It is `http` while authentication is open."""
    known: str = g.get("actor", "http")
    return known


def allowance() -> Allowance:
    """Return the limits of the caller."""
    known: Allowance = g.get("allowance", UNLIMITED)
    return known


def may(scope: Scope) -> bool:
    """Return True if the caller has the scope. All have it while authentication is open.

    For a field of a request that needs one beside that of its endpoint.
    """
    return scope in g.get("scopes", (scope,))


class _Ids(NamedTuple):
    """The ids of one request: ours alone, the caller's `X-Request-ID` if it is usable, and the
    `traceparent`.
    """

    own: str
    stated: str | None
    traceparent: str | None

    @property
    def told(self) -> str:
        return self.stated or self.own


def _ids() -> _Ids:
    """Return the ids, the same throughout the request. They are asked for five times in a call."""
    noted = app_ctx.g
    known: _Ids | None = noted.get("ids")
    if known is None:
        environ = request.environ
        given = environ.get("HTTP_X_REQUEST_ID")
        stated = given if given and _REQUEST_ID.fullmatch(given) else None
        known = noted.ids = _Ids(uuid4().hex, stated, traceparent(environ.get("HTTP_TRACEPARENT")))
    return known


def request_id() -> str:
    """Return the caller's `X-Request-ID` if it is usable, else our own. A caller may give many
    requests the same.
    """
    return _ids().told


def fields_of_request() -> Fields:
    """Return the fields of the log that tell the request of this thread, none without a request."""
    fields = Fields()
    if not has_request_context():
        return fields
    ids = _ids()
    fields["request_id"] = ids.told
    if ids.stated:
        fields["own_request_id"] = ids.own
    if trace := trace_id(ids.traceparent):
        fields["trace_id"] = trace
    return fields


def cause() -> Cause:
    """Return the cause that the ledger and the outbox keep of this request."""
    ids = _ids()
    return Cause(actor=actor(), reference=ids.told, traceparent=ids.traceparent, allowance=allowance())


def tell_request_id(response: Response) -> Response:
    """Add the ids that our log has to the answer, so that the caller can quote them."""
    ids = _ids()
    response.headers.extend([("X-Request-ID", ids.told), (OWN_HEADER, ids.own)])
    return response
