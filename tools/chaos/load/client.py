"""A caller of the API that logs every request, with its answer or its failure. It never repeats a
request by itself.
"""

import json
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from tools.chaos.load.client_log import Exchange, JsonLines, Operation

PATIENCE_SECONDS = 4.0
"""Shorter than the service may take for an answer in bad times, so that some outcomes stay
unknown.
"""


class Client:
    """One caller with one connection, for one thread."""

    def __init__(self, name: str, url: str, log: JsonLines[Exchange]) -> None:
        self.name = name
        self._address = urlsplit(url).netloc
        self._log = log
        self._connection: HTTPConnection | None = None

    def do(self, operation: Operation) -> Exchange:
        """Make the call once, and log the answer or the failure."""
        invoked = time.monotonic()
        try:
            status, body = self._ask(*operation.request())
        except (OSError, HTTPException) as error:
            self.close()
            exchange = Exchange(self.name, operation, invoked, time.monotonic(), failure=type(error).__name__)
        else:
            exchange = Exchange(self.name, operation, invoked, time.monotonic(), status, body)
        self._log.write(exchange)
        return exchange

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
        if self._connection is None:
            self._connection = HTTPConnection(self._address, timeout=PATIENCE_SECONDS)
        content = None if body is None else json.dumps(body)
        self._connection.request(method, path, content, {"content-type": "application/json"} if content else {})
        response = self._connection.getresponse()
        return response.status, _decoded(response.read())


def _decoded(content: bytes) -> Any:
    """Return the decoded JSON, or the text if it is not JSON."""
    try:
        return json.loads(content or b"null")
    except ValueError:
        return content.decode(errors="replace")
