"""A span for each call over HTTP, by OpenTelemetry's conventions for servers.

The call's own `traceparent` takes the place of the caller's, so commands, outcomes and the log are
of this span without knowing it.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, assert_never

from flask import Flask, Response, g, request

from api import call_spans
from api.write_log import route
from inventory.boundary.trace_context import traceparent
from inventory.logs.outcomes import subject, subjects
from inventory.tracing.choice import Off, On, tracing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from inventory.tracing.spans import Span, Spans

UNTRACED: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""Paths that machines ask every few seconds."""
_SPAN = "inventory.span"
_FAILURE = "inventory.span.failure"
_HEADER = "HTTP_TRACEPARENT"
_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
"""Methods that are part of a name. Any other text of a caller is not."""


def register(app: Flask) -> None:
    """Have each call of the application leave a span, if this process traces."""
    match tracing():
        case Off():
            pass
        case On(spans):
            app.wsgi_app = TracedCalls(app.wsgi_app, spans)  # type: ignore[method-assign]
            app.after_request(_tell)
        case other:
            assert_never(other)


class TracedCalls:
    """The application, with a span around each call."""

    def __init__(self, application: WSGIApplication, spans: Spans) -> None:
        self._application = application
        self._spans = spans

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] in UNTRACED:
            return self._application(environ, start_response)
        span = self._begin(environ)
        environ[_SPAN], environ[_HEADER] = span, span.traceparent
        call_spans.add(span)
        failure: str | None = None
        try:
            answer = self._application(environ, start_response)
            failure = environ.get(_FAILURE)
        except BaseException as error:
            failure = type(error).__name__
            raise
        finally:
            call_spans.remove(span)
            span.end(error=failure)
        return answer

    def _begin(self, environ: WSGIEnvironment) -> Span:
        from inventory.tracing.spans import CALL_ANSWERED  # noqa: PLC0415 - not in a process without traces

        stated = environ["REQUEST_METHOD"]
        method = stated if stated in _METHODS else "_OTHER"
        path = str(environ.get("RAW_URI") or environ["PATH_INFO"]).partition("?")[0]
        attributes = {"http.request.method": method, "url.scheme": "http", "url.path": path}
        return self._spans.begin(
            "HTTP" if method == "_OTHER" else method,
            CALL_ANSWERED,
            attributes,
            parent=traceparent(environ.get(_HEADER)),
        )


def _tell(response: Response) -> Response:
    span: Span | None = request.environ.get(_SPAN)
    if span is not None and span.is_recorded:
        status = response.status_code
        span.tell({"http.response.status_code": status, **_about()})
        if request.url_rule is not None:
            path = route(str(request.url_rule))
            span.rename(f"{request.method} {path}")
            span.tell({"http.route": path})
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            request.environ[_FAILURE] = str(status)
    return response


def _about() -> dict[str, str | list[str]]:
    """Return the orders and SKUs of the call, by its path and its commands."""
    ids, commands = request.view_args or {}, g.get("asked", ())
    known = subject(commands[0]) if len(commands) == 1 else subjects(commands)
    found: dict[str, str | list[str]] = {f"inventory.{name}": ids[name] for name in ("order_id", "sku") if name in ids}
    if "order_id" in known:
        found["inventory.order_id"] = known["order_id"]
    if "order_ids" in known:
        found["inventory.order_ids"] = known["order_ids"]
    if "sku" in known:
        found["inventory.sku"] = known["sku"]
    if "skus" in known:
        found["inventory.skus"] = known["skus"]
    return found
