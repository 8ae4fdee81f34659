"""The line of the log that tells a call that may change something, and its outcome."""

from __future__ import annotations

import logging
import re
import time
from functools import cache

from flask import Flask, Response, current_app, g, request

from api.contract.endpoint import Endpoint, declared
from api.services import asked, outcomes
from api.tracing import actor
from inventory.logs.fields import Fields
from inventory.logs.outcomes import counted, subject, subjects

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Have each call that may change something leave a line, however it ends.

    Callers that are not let in leave none: they could fill the log (`api.refusal_log`).
    """
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    if log.isEnabledFor(logging.INFO) and g.get("let_in") and _may_change_something():
        status = response.status_code
        route = _route(str(request.url_rule))
        log.info("%s %s: %d", request.method, route, status, extra=_fields(route, status))
    return response


def _may_change_something() -> bool:
    endpoint = declared(current_app.view_functions[request.endpoint]) if request.endpoint else None
    return isinstance(endpoint, Endpoint) and endpoint.writes


@cache
def _route(rule: str) -> str:
    """Return a path as the API's documents write it: `/v1/reservations/{order_id}`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def _fields(route: str, status: int) -> Fields:
    commands = asked()
    about = subject(commands[0]) if len(commands) == 1 else subjects(commands)
    about.update(_path())
    fields = Fields(
        method=request.method,
        route=route,
        status=status,
        actor=actor(),
        seconds=time.perf_counter() - g.began_at,
        **about,
    )
    if done := counted(outcomes()):
        fields["outcomes"] = done
    if code := g.get("code"):
        fields["code"] = code
    return fields


def _path() -> Fields:
    """Return the things that the path names."""
    ids = request.view_args or {}
    fields = Fields()
    if "order_id" in ids:
        fields["order_id"] = ids["order_id"]
    if "sku" in ids:
        fields["sku"] = ids["sku"]
    if "name" in ids:
        fields["location"] = ids["name"]
    return fields
