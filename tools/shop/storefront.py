"""Customers over HTTP: one connection for each thread, kept open. A call is repeated while the
service is unavailable.
"""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Lock, local
from typing import Any
from urllib.parse import urlsplit

from tools.shop.messages import Call

ATTEMPTS = 20
SECONDS = 15.0
LONGEST_PAUSE = 1.0
UNAVAILABLE = 503


@dataclass(slots=True)
class Answers:
    """The answers of the service."""

    by_status: Counter[int] = field(default_factory=Counter)
    repeated: int = 0
    """Number of times that a call was made again, because the service was busy or the connection
    broke.
    """
    wrong: list[str] = field(default_factory=list)
    """Calls with a wrong answer, a line each."""


class Storefront:
    """A client for any thread. Every call may be repeated: the order's id makes it idempotent."""

    def __init__(self, url: str) -> None:
        self.answers = Answers()
        self._address = urlsplit(url).netloc
        self._threads = local()
        self._opened: list[HTTPConnection] = []
        self._lock = Lock()

    def close(self) -> None:
        """Close the connections of all threads. A later call opens its own again."""
        with self._lock:
            for connection in self._opened:
                connection.close()

    def call(self, call: Call) -> int:
        """Make the call. Return the status of its answer."""
        status, body = self.request(call.method, call.path, call.body)
        with self._lock:
            self.answers.by_status[status] += 1
            if status not in call.answers:
                self.answers.wrong.append(f"{call.method} {call.path} {call.body or ''}: {status} {body}")
        return status

    def request(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return the status and the decoded body. After a 503 or a broken connection the call is
        made again, at most `ATTEMPTS` times in all.
        """
        status, answer = UNAVAILABLE, None
        for attempt in range(ATTEMPTS):
            if attempt:
                with self._lock:
                    self.answers.repeated += 1
                time.sleep(min(0.05 * 2**attempt, LONGEST_PAUSE))
            try:
                status, answer = self._once(method, path, body)
            except (OSError, HTTPException) as error:
                self._threads.connection = None
                status, answer = UNAVAILABLE, repr(error)
            if status != UNAVAILABLE:
                break
        return status, answer

    def _once(self, method: str, path: str, body: object) -> tuple[int, Any]:
        connection: HTTPConnection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = HTTPConnection(self._address, timeout=SECONDS)
            with self._lock:
                self._opened.append(connection)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"content-type": "application/json"} if content else {})
        response = connection.getresponse()
        return response.status, json.loads(response.read() or b"null")
