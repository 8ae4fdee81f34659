"""JSON Schemas of bodies and queries, in the form that generators of clients make good code of.

What they don't digest is said in another way (ADR 0009): a default makes a member required to some, `anyOf` with null makes
a class, an enumeration in an answer makes a client that fails at the first new value, and what has no name gets a bad one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"
EXTENSIBLE = "x-extensible-enum"
"""The known values of a text that may have others."""


def open_enum(values: Iterable[object]) -> WithJsonSchema:
    """Return the schema of a text in an answer: these are its values today."""
    return WithJsonSchema({"type": "string", EXTENSIBLE: [str(value) for value in values]})


class QuerySchemas(GenerateJsonSchema):
    """Without a title for each field: it would only repeat the name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic asks of each
        return False


class BodySchemas(QuerySchemas):
    """Without defaults, which are told in words, and with null as one of several types."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = schema["schema"]
        if self.mode == "serialization" and inner["type"] == "nullable" and not inner.get("metadata"):
            inner = inner["schema"]  # what we tell is there or left out
        return self.generate_inner(inner)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if isinstance(inner.get("type"), str) and not {"enum", "const"} & inner.keys():
            return {**inner, "type": [inner["type"], "null"]}
        return super().nullable_schema(schema)


def generated_schemas(
    models: Sequence[tuple[type[BaseModel], JsonSchemaMode]], generator: type[GenerateJsonSchema]
) -> Json:
    """Return the schemas of the models and of all that they refer to, by name."""
    _, definitions = models_json_schema(list(models), ref_template=REFERENCE, schema_generator=generator)
    schemas: Json = definitions.get("$defs", {})
    return schemas


def with_named_forms(schemas: Json) -> Json:
    """Return the schemas with each form of a `oneOf` as one of its own, under its title."""
    named: Json = {}
    for name, schema in schemas.items():
        forms = schema.get("oneOf", [])
        named |= {form["title"]: form for form in forms}
        references = [{"$ref": REFERENCE.format(model=form["title"])} for form in forms]
        named[name] = {**schema, "oneOf": references} if forms else schema
    return named
