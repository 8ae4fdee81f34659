"""Who asks, and how the trace of a request goes on."""

from __future__ import annotations

import re
from uuid import uuid4

from flask import Response, g, request

from inventory.boundary.trace_context import traceparent
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.domain.commands import Cause

OWN_HEADER = "Inventory-Request-ID"
_REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def actor() -> str:
    """Who the caller is, for the ledger; `http` where nobody has to tell."""
    known: str = g.get("actor", "http")
    return known


def allowance() -> Allowance:
    """How far the caller may go."""
    known: Allowance = g.get("allowance", UNLIMITED)
    return known


def own_request_id() -> str:
    """Return what this request is called here, and no other one; the same throughout it."""
    if "own_request_id" not in g:
        g.own_request_id = uuid4().hex
    identity: str = g.own_request_id
    return identity


def request_id() -> str:
    """Return the caller's `X-Request-ID` if it is usable, else our own. A caller may give many requests the same."""
    given = request.headers.get("X-Request-ID", "")
    return given if _REQUEST_ID.fullmatch(given) else own_request_id()


def logged_id() -> str:
    """Return our own id for a line of the log, with the caller's behind it if there is one."""
    own, stated = own_request_id(), request_id()
    return own if stated == own else f"{own} ({stated})"


def cause() -> Cause:
    """What the ledger and the outbox keep of this request."""
    stated = request.headers.get("traceparent")
    return Cause(actor=actor(), reference=request_id(), traceparent=traceparent(stated), allowance=allowance())


def tell_request_id(response: Response) -> Response:
    """An `after_request` function: the caller can quote the ids that our log has."""
    response.headers["X-Request-ID"] = request_id()
    response.headers[OWN_HEADER] = own_request_id()
    return response
