"""The responses of a call in OpenAPI: its answers and its problems, with their headers."""

from __future__ import annotations

from collections import defaultdict
from http import HTTPStatus
from typing import Any

from api.contract.answers import Answer
from api.contract.endpoint import Endpoint
from api.contract.openapi.schemas import REFERENCE, schema_name
from api.contract.problems.documents import MEDIA_TYPE
from api.contract.problems.table import status_of
from api.tracing import OWN_HEADER
from inventory.errors import InventoryError

Json = dict[str, Any]

_REQUEST_IDS: Json = {
    "X-Request-ID": {"description": "Your id if you sent a usable one, else ours.", "schema": {"type": "string"}},
    OWN_HEADER: {
        "description": "Our id of this request. Quote it when you ask about a call.",
        "schema": {"type": "string"},
    },
}
_RETRY_AFTER = {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
_CHALLENGE = {"description": "RFC 6750.", "required": True, "schema": {"type": "string", "pattern": "^Bearer "}}
_ETAG = {
    "description": "The version of the state.",
    "required": True,
    "schema": {"type": "string", "pattern": r'^"\d+"$'},
}
_AGE = {
    "description": "Maximum age of the state in seconds. Without it the state is of now.",
    "schema": {"type": "integer", "minimum": 0},
}
_LOCATION = {"description": "The path of the new resource.", "required": True, "schema": {"type": "string"}}


def responses(endpoint: Endpoint, *, identified: bool) -> Json:
    """Return the answers of an endpoint by status. `identified`: there is an id in its path."""
    told = {str(status): _answer(endpoint, status, endpoint.answers[status]) for status in sorted(endpoint.answers)}
    problems: dict[int, list[InventoryError]] = defaultdict(list)
    for example in endpoint.problems(identified=identified):
        problems[status_of(example) or 500].append(example)
    for status, examples in sorted(problems.items()):
        told[str(status)] = _refusal(status, examples)
    return told


def _answer(endpoint: Endpoint, status: int, declared: Answer[Any] | None) -> Json:
    headers: Json = dict(_REQUEST_IDS)
    if endpoint.tagged:
        headers["ETag"] = _ETAG
    if endpoint.aged:
        headers["Age"] = _AGE
    if status == HTTPStatus.CREATED and endpoint.tagged:
        headers["Location"] = _LOCATION
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = _RETRY_AFTER
    answer: Json = {"description": _MEANING.get(status, HTTPStatus(status).phrase), "headers": headers}
    if declared is not None:
        answer["content"] = {"application/json": content_of(declared.form, declared.example)}
    elif status == HTTPStatus.OK:
        answer["content"] = {"text/plain": {"schema": {"type": "string"}}}
    return answer


_MEANING = {200: "As asked for, or a replay", 201: "Made by this call", 304: "As the caller knows it"}


def _refusal(status: int, examples: list[InventoryError]) -> Json:
    headers: Json = dict(_REQUEST_IDS)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = _RETRY_AFTER
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = _CHALLENGE
    if status == HTTPStatus.FORBIDDEN:
        headers["WWW-Authenticate"] = {**_CHALLENGE, "required": False}
    codes = sorted({example.code for example in examples})
    schema = {"$ref": REFERENCE.format(model="Problem")}
    shown = {example.code: {"$ref": f"#/components/examples/{example_name(example)}"} for example in examples}
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": schema, "examples": shown}},
    }


def example_name(example: InventoryError) -> str:
    """Return the name that the example of a problem has among the document's components."""
    return f"{status_of(example)}_{example.code}"


def content_of(model: type[Any], example: Any) -> Json:
    """Return the content of a body that is this model."""
    return {"schema": {"$ref": REFERENCE.format(model=schema_name(model.__name__))}, "example": example}
