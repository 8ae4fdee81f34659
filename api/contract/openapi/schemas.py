"""JSON Schemas of bodies and queries, in the form that generators of clients make good code of.

Indigestible forms are written in another way (ADR 0009): a default makes a member required to some,
`anyOf` with null makes a class, an enumeration in an answer makes a client that fails at the first
new value, and a schema without a name gets a bad one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"


class QuerySchemas(GenerateJsonSchema):
    """Without a title for each field: it would only repeat the name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic asks of each
        return False


class BodySchemas(QuerySchemas):
    """Without defaults, because words tell them, and with null as one of several types."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = schema["schema"]
        if self.mode == "serialization" and inner["type"] == "nullable" and not inner.get("metadata"):
            inner = inner["schema"]  # a member of an answer is there or left out
        return self.generate_inner(inner)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if isinstance(inner.get("type"), str) and not {"enum", "const"} & inner.keys():
            return {**inner, "type": [inner["type"], "null"]}
        return super().nullable_schema(schema)


def generated_schemas(models: Sequence[tuple[type[Any], JsonSchemaMode]], generator: type[GenerateJsonSchema]) -> Json:
    """Return the schemas of the models and of all that they refer to, by name."""
    adapters = [(model.__name__, mode, TypeAdapter(model)) for model, mode in models]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE, schema_generator=generator)
    schemas = {schema_name(name): _published(schema) for name, schema in definitions.get("$defs", {}).items()}
    return dict(sorted(schemas.items()))


def schema_name(model: str) -> str:
    """Return the name of a model in the document: that of an answer is without its `Json`."""
    return model.removesuffix("Json")


def _published(part: Any) -> Any:
    """Return the part of a schema with the names of the document in its references and titles."""
    if isinstance(part, list):
        return [_published(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: schema_name(value) if name in {"$ref", "title"} and isinstance(value, str) else _published(value)
        for name, value in part.items()
    }


def with_named_forms(schemas: Json) -> Json:
    """Return the schemas with each form of a `oneOf` as one of its own, under its title."""
    named: Json = {}
    for name, schema in schemas.items():
        forms = schema.get("oneOf", [])
        named |= {form["title"]: form for form in forms}
        references = [{"$ref": REFERENCE.format(model=form["title"])} for form in forms]
        named[name] = {**schema, "oneOf": references} if forms else schema
    return named
