"""A way to the API where things go wrong: some answers are lost after the request took effect,
some are 503.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import requests


class UnreliableServer(ThreadingHTTPServer):
    daemon_threads = True
    api_url: str
    troubles: list[str]
    """The faults of the next requests: `answer lost` or `unavailable`. Nothing does when it
    is empty.
    """
    statuses: list[int]
    """The API's answers, arrived or not."""


class _Handler(BaseHTTPRequestHandler):
    server: UnreliableServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        trouble = self.server.troubles.pop(0) if self.server.troubles else None
        if trouble == "unavailable":
            self._answer(503, b"{}", {"Retry-After": "0"})
            return
        passed = {name: self.headers[name] for name in ("Authorization", "Content-Type")}
        answer = requests.post(f"{self.server.api_url}{self.path}", data=body, headers=passed, timeout=60)
        self.server.statuses.append(answer.status_code)
        if trouble == "answer lost":
            self.close_connection = True
            return
        self._answer(answer.status_code, answer.content, {"Content-Type": answer.headers["Content-Type"]})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def unreliable(api_url: str, troubles: list[str]) -> Iterator[UnreliableServer]:
    with UnreliableServer(("127.0.0.1", 0), _Handler) as server:
        server.api_url, server.troubles, server.statuses = api_url, troubles, []
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
