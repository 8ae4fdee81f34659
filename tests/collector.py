"""A collector of traces: a real HTTP server that reads OTLP by OpenTelemetry's own definitions."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Flag
from threading import Lock, Thread
from typing import Any, NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.trace.v1 import trace_pb2

from tools.devstack.processes.children import wait_until


@dataclass(frozen=True)
class ReceivedSpan:
    """A span as the collector has it. Ids are hexadecimal."""

    service: str
    instance: str
    name: str
    kind: str
    trace: str
    id: str
    parent: str
    links: tuple[tuple[str, str], ...]
    """Trace and span of each link."""
    attributes: dict[str, Any]
    failed: bool
    nanoseconds: int

    def is_named_by(self, traceparent: str | bytes | None) -> bool:
        """Return True if a trace context names this span, and says that it is recorded."""
        text = traceparent.decode() if isinstance(traceparent, bytes) else traceparent or ""
        named, _, flags = text.rpartition("-")
        return named == f"00-{self.trace}-{self.id}" and bool(int(flags, 16) & 1)


class Refusal(NamedTuple):
    """The answer to spans that are not taken now."""

    status: int
    retry_after: str
    """Seconds or a date, as the header has them."""


class Collector:
    """Takes spans at `url`. While `answering` is not set, it takes requests and never answers.
    While there is a `refusal`, it takes no span.
    """

    def __init__(self) -> None:
        self.answering = Flag()
        self.answering.set()
        self.refusal: Refusal | None = None
        self.refusals = 0
        """Requests that were refused."""
        self._spans: list[ReceivedSpan] = []
        self.headers: list[dict[str, str]] = []
        self._lock = Lock()
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        self._server = server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        server.daemon_threads = True
        self.port = server.server_port
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self.answering.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def spans(self, **wanted: object) -> list[ReceivedSpan]:
        """The spans so far with these fields, in the order of their arrival."""
        with self._lock:
            found = [*self._spans]
        return [span for span in found if all(getattr(span, name) == value for name, value in wanted.items())]

    def wait_for(self, condition: Callable[[list[ReceivedSpan]], bool], what: str) -> list[ReceivedSpan]:
        arrived = wait_until(lambda: condition(self.spans()), seconds=60, interval=0.05)
        assert arrived, f"it was not so that {what}: {[(span.name, span.trace) for span in self.spans()]}"
        return self.spans()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        collector = self

        class Handler(BaseHTTPRequestHandler):  # each request has a connection of its own
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.answering.wait()
                if collector.refusal is not None:
                    self._refuse(collector.refusal)
                    return
                collector.take(self.path, dict(self.headers.items()), body)
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_response(200)
                self.send_header("Content-Type", "application/x-protobuf")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def _refuse(self, refusal: Refusal) -> None:
                collector.refusals += 1
                self.send_response(refusal.status)
                self.send_header("Retry-After", refusal.retry_after)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        assert path == "/v1/traces"
        if headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        request = ExportTraceServiceRequest.FromString(body)
        with self._lock:
            self.headers.append(headers)
            for resource in request.resource_spans:
                about = {each.key: _value(each.value) for each in resource.resource.attributes}
                for scope in resource.scope_spans:
                    self._spans += [_span(about, span) for span in scope.spans]


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens on a port of its own."""
    collector = Collector()
    collector.start()
    try:
        yield collector
    finally:
        collector.stop()


def _span(about: dict[str, Any], span: trace_pb2.Span) -> ReceivedSpan:
    return ReceivedSpan(
        service=about["service.name"],
        instance=about["service.instance.id"],
        name=span.name,
        kind=trace_pb2.Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_"),
        trace=span.trace_id.hex(),
        id=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        links=tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
        attributes={each.key: _value(each.value) for each in span.attributes},
        failed=span.status.code == trace_pb2.Status.STATUS_CODE_ERROR,
        nanoseconds=span.end_time_unix_nano - span.start_time_unix_nano,
    )


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(each) for each in value.array_value.values]
    return getattr(value, kind) if kind else None
