"""The caller of a request, and the continuation of its trace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Response, g, has_request_context, request

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


def own_request_id() -> str:
    """Return our id of this request alone, the same throughout the request."""
    known: str | None = g.get("own_request_id")
    if known is None:
        known = g.own_request_id = uuid4().hex
    return known


def request_id() -> str:
    """Return the caller's `X-Request-ID` if it is usable, else our own. A caller may give many
    requests the same.
    """
    return _stated(request.environ) or own_request_id()


def _stated(environ: Mapping[str, Any]) -> str | None:
    given: str | None = environ.get("HTTP_X_REQUEST_ID")
    return given if given and _REQUEST_ID.fullmatch(given) else None


def fields_of_request() -> Fields:
    """Return the fields of the log that tell the request of this thread, none without a request."""
    fields = Fields()
    if not has_request_context():
        return fields
    environ, own = request.environ, own_request_id()
    stated = _stated(environ)
    fields["request_id"] = stated or own
    if stated:
        fields["own_request_id"] = own
    if trace := trace_id(traceparent(environ.get("HTTP_TRACEPARENT"))):
        fields["trace_id"] = trace
    return fields


def cause() -> Cause:
    """Return the cause that the ledger and the outbox keep of this request."""
    stated = request.environ.get("HTTP_TRACEPARENT")
    return Cause(actor=actor(), reference=request_id(), traceparent=traceparent(stated), allowance=allowance())


def tell_request_id(response: Response) -> Response:
    """Add the ids that our log has to the answer, so that the caller can quote them."""
    response.headers.extend([("X-Request-ID", request_id()), (OWN_HEADER, own_request_id())])
    return response
