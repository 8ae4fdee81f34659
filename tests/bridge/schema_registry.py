"""A stand-in for a schema registry: a real HTTP server with the one call of its REST API that we
use.

A registry itself is a JVM with a Kafka of its own. It answers as Confluent's, Karapace and Apicurio
document for `GET /schemas/ids/{id}`. Other features, such as replication between registries, are
not shown by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Flag
from threading import Thread
from typing import Any

AVRO = {"schema": '{"type": "string"}'}
JSON = {"schema": '{"type": "object"}', "schemaType": "JSON"}
PROTOBUF = {"schema": 'syntax = "proto3";', "schemaType": "PROTOBUF"}


@dataclass
class StandIn:
    """Answers with `schemas`, or with `status` and `body` while that is not 200. Keeps the
    requests.
    """

    url: str = ""
    schemas: dict[int, dict[str, Any]] = field(default_factory=dict)
    status: int = 200
    body: bytes = b"{}"
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    silent: bool = False
    seconds: float = 0
    """The time that each answer takes."""
    stopping: Flag = field(default_factory=Flag)

    def answer(self, path: str) -> tuple[int, bytes]:
        if self.status != 200 or self.body != b"{}":
            return self.status, self.body
        schema = self.schemas.get(int(path.rpartition("/")[2]))
        if schema is None:
            return 404, b'{"error_code": 40403, "message": "Schema not found"}'
        return 200, json.dumps(schema).encode()


@contextmanager
def schema_registry(**schemas: dict[str, Any]) -> Iterator[StandIn]:
    """Run one on a free port of this machine. `schemas` by id, as `_7=JSON`."""
    registry = StandIn(schemas={int(name.removeprefix("_")): schema for name, schema in schemas.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            registry.asked.append((self.path, self.headers.get("authorization")))
            if registry.silent:
                registry.stopping.wait()
            registry.stopping.wait(registry.seconds)
            status, body = registry.answer(self.path)
            self.send_response(status)
            self.send_header("content-type", "application/vnd.schemaregistry.v1+json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    registry.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield registry
    finally:
        registry.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
