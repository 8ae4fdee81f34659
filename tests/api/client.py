"""Calls to an application in this process; no server, no sockets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from flask import Flask
from werkzeug.datastructures import Headers


@dataclass(frozen=True)
class Reply:
    status_code: int
    headers: Headers
    mimetype: str
    text: str

    @cached_property
    def json(self) -> Any:
        return orjson.loads(self.text)


class Client:
    """Werkzeug's test client with answers that are known to be JSON."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str, **options: Any) -> Reply:
        return self._call("GET", path, options)

    def post(self, path: str, **options: Any) -> Reply:
        return self._call("POST", path, options)

    def delete(self, path: str, **options: Any) -> Reply:
        return self._call("DELETE", path, options)

    def _call(self, method: str, path: str, options: dict[str, Any]) -> Reply:
        response = self._client.open(path, method=method, **options)
        return Reply(response.status_code, response.headers, response.mimetype or "", response.text)
