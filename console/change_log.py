"""The line of the log that tells a change which somebody asked for, and its outcome."""

from __future__ import annotations

import logging
import time
from typing import Any

from flask import Flask, Request, Response, g, request

from api.tracing import actor
from api.write_log import path_fields, route
from console.access.scopes import READING
from inventory.logs.fields import Fields
from inventory.logs.outcomes import counted, subject, subjects

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Have each request of a known person that may change something leave a line."""
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    if request.method not in READING and g.get("let_in") and request.url_rule is not None:
        path = route(str(request.url_rule))
        fields = _fields(request, path, response.status_code, g)
        log.info("console: %s %s: %d", request.method, path, response.status_code, extra=fields)
    return response


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
    fields.update(path_fields(call.view_args or {}))
    if done := counted(noted.get("outcomes", ())):
        fields["outcomes"] = done
    if code := noted.get("code"):
        fields["code"] = code
    return fields
