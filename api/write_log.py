"""The line of the log that tells a call that may change something, and its outcome."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from flask import Flask, Request, Response
from flask.globals import app_ctx, request_ctx

from api.contract.endpoint import Endpoint, declared
from api.tracing import actor
from inventory.logs.fields import Fields
from inventory.logs.outcomes import counted, subject, subjects

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Have each call that may change something leave a line, however it ends.

    Callers that are not let in leave none: they could fill the log (`api.refusal_log`).
    """
    app.after_request(partial(_tell, app.view_functions))


def _tell(views: Mapping[str, Callable[..., Any]], response: Response) -> Response:
    if log.isEnabledFor(logging.INFO):
        # Each look at `g` and `request` costs a call and a context variable: some twenty were a
        # third of the cost of a line.
        noted, call = app_ctx.g, request_ctx.request
        if noted.get("let_in") and call.endpoint and _may_change_something(views[call.endpoint]):
            path = route(str(call.url_rule))
            fields = _fields(call, path, response.status_code, noted)
            log.info("%s %s: %d", call.method, path, response.status_code, extra=fields)
    return response


def _may_change_something(view: Callable[..., Any]) -> bool:
    declaration = declared(view)
    return isinstance(declaration, Endpoint) and declaration.writes


@cache
def route(rule: str) -> str:
    """Return a path as the API's documents write it: `/v1/reservations/{order_id}`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def _fields(call: Request, path: str, status: int, noted: Any) -> Fields:
    commands = noted.get("asked", ())
    fields = Fields(
        method=call.method,
        route=path,
        status=status,
        actor=actor(),
        seconds=time.perf_counter() - noted.began_at,
        **(subject(commands[0]) if len(commands) == 1 else subjects(commands)),
    )
    if call.view_args:
        fields.update(path_fields(call.view_args))
    if done := counted(noted.get("outcomes", ())):
        fields["outcomes"] = done
    if code := noted.get("code"):
        fields["code"] = code
    return fields


def path_fields(ids: Mapping[str, Any]) -> Fields:
    """Return the things that the path names."""
    fields = Fields()
    if "order_id" in ids:
        fields["order_id"] = ids["order_id"]
    if "sku" in ids:
        fields["sku"] = ids["sku"]
    if "name" in ids:
        fields["location"] = ids["name"]
    return fields
