"""The port of `/metrics`, for processes that have no other port."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.server import HTTPServer
from typing import TYPE_CHECKING, Any

from inventory.boundary.browsers import BROWSER_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from prometheus_client import CollectorRegistry


class MetricsPort:
    """An open port. `server` is None if it was to stay closed."""

    def __init__(self, server: HTTPServer | None) -> None:
        self._server = server

    def close(self) -> None:
        """Answer nobody any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def leave(self) -> None:
        """Close the copy of a forked process. It would hold the port if its parent were killed, and
        no new one could open it.
        """
        if self._server is not None:
            self._server.socket.close()


def serve(port: int, host: str, registry: CollectorRegistry) -> MetricsPort:
    """Answer with the metrics of `registry` in a thread, unless `port` is 0."""
    from prometheus_client import make_wsgi_app, start_http_server  # noqa: PLC0415 - see `making`

    if not port:
        return MetricsPort(None)
    server, _thread = start_http_server(port, addr=host, registry=registry)
    server.set_app(_for_browsers(make_wsgi_app(registry)))
    return MetricsPort(server)


def _for_browsers(application: WSGIApplication) -> WSGIApplication:
    """Add headers that keep browsers to the declared content type, and answers out of frames."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *BROWSER_HEADERS.items()], *rest)

        return application(environ, begin)

    return answer
