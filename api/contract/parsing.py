"""Make a request model of a body or a query string, or refuse it clearly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from api.contract.errors import InvalidRequest, MalformedJson, UnsupportedContentEncoding, UnsupportedMediaType
from api.contract.limits import MAX_BODY_BYTES, MAX_ELEMENTS, MAX_ERRORS
from api.contract.requests.query_strings import Query
from inventory.boundary import bounded_json

WHOLE_BODY = "inventory.whole_body"
"""The name under which our server hands the body over, whole and within its limit. To read it from
a stream again takes longer than to make sense of it.
"""
_JSON = "application/json"

Model = TypeVar("Model", bound=BaseModel)
QueryModel = TypeVar("QueryModel", bound=Query)


def read_body(model: type[Model], *, optional: bool = False) -> Model:
    """Return the JSON body as `model`. An absent body counts as `{}` if it is `optional`.

    Raises `RequestEntityTooLarge`, `UnsupportedContentEncoding`, `UnsupportedMediaType`,
    `MalformedJson`, or `InvalidRequest` with a JSON pointer to each field that is wrong.
    """
    environ = request.environ
    encoding = environ.get("HTTP_CONTENT_ENCODING") or "identity"
    if encoding.lower() != "identity":
        raise UnsupportedContentEncoding(content_encoding=encoding)
    body = whole_body()
    if len(body) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    if not body and optional:
        return model()
    is_json = environ.get("CONTENT_TYPE") == _JSON or request.is_json
    if (body or request.content_type) and not is_json:
        raise UnsupportedMediaType(content_type=request.content_type or "")
    if bounded_json.is_longer_than(body, MAX_ELEMENTS):
        raise MalformedJson(reason=f"its lists and objects have more than {MAX_ELEMENTS:,} elements")
    try:
        given = bounded_json.loads(body)
    except ValueError as error:
        raise MalformedJson(reason=str(error)) from error
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[:MAX_ERRORS]
        problems = [{"pointer": _pointer(problem["loc"]), "detail": _detail(problem)} for problem in first]
        raise InvalidRequest(errors=problems) from error


def whole_body() -> bytes:
    """Return the body of the request. Raises `RequestEntityTooLarge`."""
    body: bytes | None = request.environ.get(WHOLE_BODY)
    return request.get_data() if body is None else body


def read_query(model: type[QueryModel]) -> QueryModel:
    """Return the query string as `model`. Raises `InvalidRequest` with each wrong parameter."""
    given: dict[str, Any] = {
        name: values if name in model.repeatable or len(values) > 1 else values[0]
        for name, values in _query_parameters().items()
    }
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[:MAX_ERRORS]
        problems = [{"parameter": str(problem["loc"][0]), "detail": _detail(problem)} for problem in first]
        raise InvalidRequest(errors=problems) from error


def _query_parameters() -> dict[str, list[str]]:
    """Return the values of each parameter. Raises `InvalidRequest` for one that is not UTF-8: Flask
    would read the text `%FF`.
    """
    parameters: dict[str, list[str]] = {}
    query = request.query_string.decode(errors="surrogateescape")
    for name, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape"):
        try:
            (name + value).encode()
        except UnicodeEncodeError as error:
            shown = name.encode(errors="backslashreplace").decode()
            raise InvalidRequest(errors=[{"parameter": shown, "detail": "must be UTF-8"}]) from error
        parameters.setdefault(name, []).append(value)
    return parameters


def _pointer(location: Sequence[int | str]) -> str:
    """Return the location as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def _detail(problem: Any) -> str:
    message: str = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "model_type":
        message = "must be a JSON object"
    if problem["type"] != "missing" and problem["input"] is None:
        return f"{message}, and is null: give a value, or leave it out where it is optional"
    return message
