"""The OpenAPI 3.1 document, generated from the routes and from the declarations above their views.

pydantic writes JSON Schema 2020-12, and OpenAPI 3.1 takes that as it is, so there is little to do
(ADR 0009).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from flask import Flask
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from werkzeug.routing import Rule

from api.contract.endpoint import EVERYBODY, Endpoint, Header, declared
from api.contract.limits import MAX_KEY_CHARACTERS
from api.contract.openapi.responses import content_of, example_name, responses
from api.contract.openapi.schemas import BodySchemas, QuerySchemas, generated_schemas, with_named_forms
from api.contract.problems.documents import ProblemJson, document
from api.contract.problems.table import PROBLEMS
from inventory.boundary.fields import Identifier
from inventory.boundary.shown import RowNumber

Json = dict[str, Any]

_DESCRIPTION = """\
The single source of truth for stock: holds it while a customer checks out, takes it when the order is paid, gives it back
when the order dies or the hold times out, and never promises a unit twice.

Every retry is safe: `order_id` and `reference` make a repeated call a replay, and `Idempotency-Key` does so for any write.
Errors are `application/problem+json` with a stable `code`.

Answers grow: members are added, and values of texts such as `status`, `kind` and `code`, whose known values are told as
`x-extensible-enum`. Pass over members that you don't know, and take a value that you don't know for one of its own.
"""
_SEGMENT = re.compile(r"<(\w+):(\w+)>")

_ETAG_PATTERN = r'(W/)?"[\x21\x23-\x7e]*"'
_REQUEST_HEADERS: dict[Header, Json] = {
    Header.IDEMPOTENCY_KEY: {
        "description": "Makes this request take effect once. Sent again with the same body it is a replay, and is answered "
        "with the state of now. With another body it is refused. Keys of other callers never meet yours.",
        "schema": {"type": "string", "pattern": rf"^[\x21-\x7e]{{1,{MAX_KEY_CHARACTERS}}}$"},
    },
    Header.IF_MATCH: {
        "description": "One `ETag` that was read, several, or `*` for any state. 412 if the state has changed since. A "
        "replay is never refused for it.",
        "schema": {"type": "string", "pattern": rf"^(\*|{_ETAG_PATTERN}(, {_ETAG_PATTERN})*)$"},
    },
    Header.IF_NONE_MATCH: {
        "description": "The known `ETag`. 304 if it is still the newest.",
        "schema": {"type": "string"},
    },
}
_MAKES_ALONE: Json = {
    "description": "`*` makes a new one: 412 if there is one already.",
    "schema": {"type": "string", "pattern": r"^\*$"},
}
"""`If-None-Match` with a method that changes something."""
_TEXT: Json = {"description": "Percent-encoded, slashes included.", "schema": TypeAdapter(Identifier).json_schema()}
_NUMBER: Json = {"description": "The number of a row.", "schema": TypeAdapter(RowNumber).json_schema()}
"""Parameters in a path, by their converter."""


def openapi(app: Flask) -> Json:
    """The document for the routes of `app`."""
    documented = sorted(_documented(app), key=lambda one: (one[0].rule, one[1]))
    schemas, queries = _schemas([endpoint for _, _, endpoint, _ in documented])
    paths: dict[str, Json] = defaultdict(dict)
    for rule, method, endpoint, view in documented:
        paths[_SEGMENT.sub(r"{\2}", rule.rule)][method] = _operation(rule, endpoint, view.__doc__ or "", queries)
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
        if isinstance(endpoint, Endpoint):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield rule, method.lower(), endpoint, view


def _schemas(endpoints: list[Endpoint]) -> tuple[Json, Json]:
    """Return the schemas of bodies, with all that query schemas refer to, and the schemas of
    queries.
    """
    models: dict[tuple[type[Any], JsonSchemaMode], None] = {(ProblemJson, "serialization"): None}
    for endpoint in endpoints:
        if endpoint.body is not None:
            models[endpoint.body, "validation"] = None
        models |= {(answer.form, "serialization"): None for answer in endpoint.answers.values() if answer is not None}
    asked = dict.fromkeys(endpoint.query for endpoint in endpoints if endpoint.query is not None)
    bodies = generated_schemas(list(models), BodySchemas)
    shared = generated_schemas([(model, "validation") for model in asked], QuerySchemas)
    queries = {model.__name__: shared.pop(model.__name__) for model in asked}
    return with_named_forms(shared | bodies), queries


def _operation(rule: Rule, endpoint: Endpoint, description: str, queries: Json) -> Json:
    identifiers = sorted(rule.arguments)
    operation: Json = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": endpoint.summary,
        "description": " ".join(description.split()),
        "tags": [rule.endpoint.partition(".")[0]],
        "security": [] if endpoint.scope is EVERYBODY else [{"bearer": [str(endpoint.scope)]}],
        "parameters": [*_path_parameters(rule), *_query_parameters(endpoint, queries), *_headers(endpoint)],
        "responses": responses(endpoint, identified=bool(identifiers)),
    }
    if endpoint.body is not None:
        operation["requestBody"] = {
            "required": not endpoint.body_optional,
            "content": {"application/json": content_of(endpoint.body, endpoint.body.example)},
        }
    return operation


def _path_parameters(rule: Rule) -> list[Json]:
    converters = sorted((name, converter) for converter, name in _SEGMENT.findall(rule.rule))
    return [
        {"name": name, "in": "path", "required": True, **(_NUMBER if converter == "row_id" else _TEXT)}
        for name, converter in converters
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
    return [{"name": str(header), "in": "header", **_header(endpoint, header)} for header in endpoint.headers]


def _header(endpoint: Endpoint, header: Header) -> Json:
    if header is Header.IF_NONE_MATCH and endpoint.writes:
        return _MAKES_ALONE
    return _REQUEST_HEADERS[header]


def _problem_examples() -> Json:
    return {
        example_name(problem.example): {
            "summary": str(problem.example),
            "description": problem.remedy,
            "value": document(problem.status, problem.example),
        }
        for problem in PROBLEMS
    }
