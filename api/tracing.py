"""Who asks, and how the trace of a request goes on."""

from __future__ import annotations

import re
from uuid import uuid4

from flask import Response, g, request

from inventory.allowance import UNLIMITED, Allowance
from inventory.commands import Cause
from inventory.trace_context import traceparent

_REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def actor() -> str:
    """Who the caller is, for the ledger; `http` where nobody has to tell."""
    known: str = g.get("actor", "http")
    return known


def allowance() -> Allowance:
    """How far the caller may go."""
    known: Allowance = g.get("allowance", UNLIMITED)
    return known


def request_id() -> str:
    """The caller's `X-Request-ID` if it is usable, else one of our own; the same throughout a request."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    identity: str = g.request_id
    return identity


def cause() -> Cause:
    """What the ledger and the outbox keep of this request."""
    stated = request.headers.get("traceparent")
    return Cause(actor=actor(), reference=request_id(), traceparent=traceparent(stated), allowance=allowance())


def tell_request_id(response: Response) -> Response:
    """An `after_request` function: the caller can quote the id that our log has."""
    response.headers["X-Request-ID"] = request_id()
    return response
