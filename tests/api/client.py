"""Calls to an application in this process. No server, no sockets. Every answer is held against its
declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock
from typing import Any

import orjson
from flask import Flask
from pydantic import TypeAdapter
from werkzeug.datastructures import Headers

from api.contract.endpoint import Endpoint, declared
from api.contract.problems.documents import MEDIA_TYPE, ProblemJson

PROBLEM = TypeAdapter(ProblemJson)
_BUILDING = Lock()
"""One adapter is built at a time: Python 3.11 can't parse docstrings in several threads at once."""


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


@dataclass(frozen=True)
class Reply:
    status_code: int
    headers: Headers
    mimetype: str
    text: str

    @cached_property
    def json(self) -> Any:
        return orjson.loads(self.text)


def as_looked_at(told: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of a reserve or amend call as a later look shows the order: without the
    reasons for its locations.
    """
    return {name: value for name, value in told.items() if name != "sourcing"}


class Client:
    """Werkzeug's test client with answers that are known to be JSON."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def get(self, path: str, **options: Any) -> Reply:
        return self.call("GET", path, **options)

    def put(self, path: str, **options: Any) -> Reply:
        return self.call("PUT", path, **options)

    def post(self, path: str, **options: Any) -> Reply:
        return self.call("POST", path, **options)

    def delete(self, path: str, **options: Any) -> Reply:
        return self.call("DELETE", path, **options)

    def call(self, method: str, path: str, **options: Any) -> Reply:
        response = self._client.open(path, method=method, **options)
        reply = Reply(response.status_code, response.headers, response.mimetype or "", response.text)
        if reply.mimetype == MEDIA_TYPE:
            PROBLEM.validate_python(reply.json)
        else:
            self._hold_against_contract(path.partition("?")[0], method, reply)
        return reply

    def _hold_against_contract(self, path: str, method: str, reply: Reply) -> None:
        """Everything in an answer is declared, and the other way round."""
        endpoint, _ = self._app.url_map.bind("").match(path, method)
        known = declared(self._app.view_functions[endpoint])
        if not isinstance(known, Endpoint):
            return
        answer = known.answers[reply.status_code]
        if answer is not None:
            with _BUILDING:
                form = _adapter(answer.form)  # type: ignore[arg-type]  # a class is hashable
            declared_part = form.validate_json(reply.text)
            assert _shape(declared_part) == _shape(reply.json)


def _shape(value: Any) -> Any:
    """The members, without their values."""
    if isinstance(value, dict):
        return {name: _shape(member) for name, member in value.items()}
    return [_shape(member) for member in value] if isinstance(value, list) else None
