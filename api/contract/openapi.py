"""The OpenAPI 3.1 document, generated from the routes, what is declared above their views, and the table of scopes.

pydantic writes JSON Schema 2020-12, which is what OpenAPI 3.1 takes as it is, so there is little to do (ADR 0009).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from werkzeug.routing import Rule

from api.contract import answers
from api.contract.endpoint import Endpoint, Header, declared
from api.contract.examples import EXAMPLES
from api.contract.limits import MAX_KEY_CHARACTERS
from api.contract.problem_catalogue import PROBLEMS, status_of
from api.contract.problems import MEDIA_TYPE, document
from api.contract.schemas import REFERENCE, BodySchemas, QuerySchemas, generated_schemas, with_named_forms
from api.contract.scopes import NEEDED
from api.tracing import OWN_HEADER
from inventory.boundary.fields import Identifier
from inventory.errors import InventoryError

Json = dict[str, Any]

_DESCRIPTION = """\
The single source of truth for stock: holds it while a customer checks out, takes it when the order is paid, gives it back
when the order dies or the hold times out, and never promises a unit twice.

Every retry is safe: `order_id` and `reference` make a repeated call a replay, and `Idempotency-Key` does so for any write.
Errors are `application/problem+json` with a stable `code`.

Answers grow: members are added, and values of texts such as `status`, `kind` and `code`, whose known values are told as
`x-extensible-enum`. Pass over members that you don't know, and take a value that you don't know for one of its own.
"""
_SEGMENT = re.compile(r"<\w+:(\w+)>")

_ETAG_PATTERN = r'(W/)?"[\x21\x23-\x7e]*"'
_REQUEST_HEADERS: dict[Header, Json] = {
    Header.IDEMPOTENCY_KEY: {
        "description": "Makes this request take effect once: sent again with the same body it is a replay, which is answered "
        "with the state of then; with another one it is refused. Yours alone: no other caller's key meets it.",
        "schema": {"type": "string", "pattern": rf"^[\x21-\x7e]{{1,{MAX_KEY_CHARACTERS}}}$"},
    },
    Header.IF_MATCH: {
        "description": "The `ETag` that was read, several, or `*` for any state: 412 if the state is another one by now. A "
        "replay is not refused for it.",
        "schema": {"type": "string", "pattern": rf"^(\*|{_ETAG_PATTERN}(, {_ETAG_PATTERN})*)$"},
    },
    Header.IF_NONE_MATCH: {
        "description": "The `ETag` that is known already: 304 if it is still the newest.",
        "schema": {"type": "string"},
    },
}
_IDENTIFIER = TypeAdapter(Identifier).json_schema()
_REQUEST_IDS: Json = {
    "X-Request-ID": {"description": "Yours if you sent a usable one, else ours.", "schema": {"type": "string"}},
    OWN_HEADER: {
        "description": "Ours, of this request alone. Quote it when you ask about a call.",
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
    "description": "How many seconds old the state may be. Without it, it is of now.",
    "schema": {"type": "integer", "minimum": 0},
}
_LOCATION = {"description": "The path of what was made.", "required": True, "schema": {"type": "string"}}


def openapi(app: Flask) -> Json:
    """The document for the routes of `app`."""
    documented = sorted(_documented(app), key=lambda one: (one[0].rule, one[1]))
    schemas, queries = _schemas([endpoint for _, _, endpoint, _ in documented])
    paths: dict[str, Json] = defaultdict(dict)
    for rule, method, endpoint, view in documented:
        paths[_SEGMENT.sub(r"{\1}", rule.rule)][method] = _operation(rule, endpoint, view.__doc__ or "", queries)
    return {
        "openapi": "3.1.1",
        "info": {"title": "Inventory service", "version": version("inventory-service"), "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": dict(paths),
        "components": {
            "schemas": schemas,
            "examples": _problem_examples(),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of this service (`inventory token create`) or a JWT of the identity provider, "
                    "with the scope that the call names.",
                }
            },
        },
    }


def _documented(app: Flask) -> Iterator[tuple[Rule, str, Endpoint, Any]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        endpoint = declared(view)
        if endpoint is not None:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield rule, method.lower(), endpoint, view


def _schemas(endpoints: list[Endpoint]) -> tuple[Json, Json]:
    """Return the schemas of bodies, with what those of queries refer to, and the schemas of queries."""
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(answers.Problem, "serialization"): None}
    for endpoint in endpoints:
        if endpoint.body is not None:
            models[endpoint.body, "validation"] = None
        models |= {(model, "serialization"): None for model in endpoint.answers.values() if model is not None}
    asked = dict.fromkeys(endpoint.query for endpoint in endpoints if endpoint.query is not None)
    bodies = generated_schemas(list(models), BodySchemas)
    shared = generated_schemas([(model, "validation") for model in asked], QuerySchemas)
    queries = {model.__name__: shared.pop(model.__name__) for model in asked}
    return with_named_forms(shared | bodies), queries


def _operation(rule: Rule, endpoint: Endpoint, description: str, queries: Json) -> Json:
    scope = NEEDED.get(rule.endpoint)
    identifiers = sorted(rule.arguments)
    operation: Json = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": endpoint.summary,
        "description": " ".join(description.split()),
        "tags": [rule.endpoint.partition(".")[0]],
        "security": [] if scope is None else [{"bearer": [str(scope)]}],
        "parameters": [*_path_parameters(identifiers), *_query_parameters(endpoint, queries), *_headers(endpoint)],
        "responses": _responses(endpoint, guarded=scope is not None, identified=bool(identifiers)),
    }
    if endpoint.body is not None:
        operation["requestBody"] = {
            "required": not endpoint.body_optional,
            "content": {"application/json": _content(endpoint.body)},
        }
    return operation


def _path_parameters(identifiers: list[str]) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": "Percent-encoded, slashes included.",
            "schema": _IDENTIFIER,
        }
        for name in identifiers
    ]


def _query_parameters(endpoint: Endpoint, queries: Json) -> list[Json]:
    if endpoint.query is None:
        return []
    return [
        _query_parameter(name, dict(schema)) for name, schema in queries[endpoint.query.__name__]["properties"].items()
    ]


def _query_parameter(name: str, schema: Json) -> Json:
    """A query parameter can be left out, but not be null."""
    description = schema.pop("description", None)
    if "anyOf" in schema:
        (schema,) = (form for form in schema["anyOf"] if form != {"type": "null"})
    if schema.get("default") == []:
        del schema["default"]  # says nothing, and of it OpenAPI Generator makes Go that can't be compiled
    told = {"description": description} if description else {}
    return {"name": name, "in": "query", **told, "schema": schema}


def _headers(endpoint: Endpoint) -> list[Json]:
    return [{"name": str(header), "in": "header", **_REQUEST_HEADERS[header]} for header in endpoint.headers]


def _responses(endpoint: Endpoint, *, guarded: bool, identified: bool) -> Json:
    responses = {str(status): _answer(endpoint, status, model) for status, model in sorted(endpoint.answers.items())}
    problems: dict[int, list[InventoryError]] = defaultdict(list)
    for example in endpoint.problems(guarded=guarded, identified=identified):
        problems[status_of(example) or 500].append(example)
    for status, examples in sorted(problems.items()):
        responses[str(status)] = _refusal(status, examples)
    return responses


def _answer(endpoint: Endpoint, status: int, model: type[BaseModel] | None) -> Json:
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
    if model is not None:
        answer["content"] = {"application/json": _content(model)}
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
    shown = {example.code: {"$ref": f"#/components/examples/{_example_name(example)}"} for example in examples}
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": schema, "examples": shown}},
    }


def _example_name(example: InventoryError) -> str:
    return f"{status_of(example)}_{example.code}"


def _problem_examples() -> Json:
    return {
        _example_name(problem.example): {
            "summary": str(problem.example),
            "description": problem.remedy,
            "value": document(problem.status, problem.example),
        }
        for problem in PROBLEMS
    }


def _content(model: type[BaseModel]) -> Json:
    return {"schema": {"$ref": REFERENCE.format(model=model.__name__)}, "example": EXAMPLES[model]}
