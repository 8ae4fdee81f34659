"""JSON Schemas (2020-12) of every event in and out, in the structured form of a CloudEvent."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from bridge.relay.announcement import SOURCE
from inventory.boundary.fields import Identifier
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from inventory.outbox.outcomes import OUTCOME_DATA

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """A generator that leaves out titles that repeat the name of a field, and defaults of null.
    Descriptions have no line breaks: those of a docstring are for its source alone.
    """

    def generate(self, schema: Any, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        generated: JsonSchemaValue = _unwrapped(super().generate(schema, mode))
        return generated

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class _NeverNull(_Untitled):
    """A generator for our own events: a field is there or left out, and never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def event_in(event_type: EventType) -> Schema:
    """Return the schema of an event that we hear. Other fields of its data are ignored."""
    model = event_type.declaration.model
    data, definitions = _data(model, _Untitled)
    definitions = {name: _null_is_absent(schema) for name, schema in definitions.items()}
    identifier = TypeAdapter(Identifier).json_schema(schema_generator=_Untitled)
    return _event(
        event_type,
        model,
        properties={
            "specversion": {"const": "1.0"},
            "id": identifier
            | {"description": "Unique for its source. The same id again is the same event, and changes nothing."},
            "source": identifier | {"description": "Who says so; with the id it names the event."},
            "type": {
                "type": "string",
                # Two patterns, of which one must fit. Nobody could judge if one new pattern still
                # takes all that an older one took.
                "if": {"pattern": rf"^(.*\.)?{event_type}$"},
                "else": {"pattern": rf"^(.*\.)?{event_type}[./][vV][0-9]{{1,9}}(\.[0-9]{{1,9}}){{0,2}}$"},
                "description": f"`{event_type}`, with or without a dotted prefix, and a version (`.v2`) at its end.",
            },
            "time": {
                "type": "string",
                "format": "date-time",
                "description": "When it happened; of an order's facts the newest counts. Without it the record's timestamp.",
            },
            "datacontenttype": {
                "type": "string",
                "description": "`application/json`, or anything that ends in `+json`.",
            },
            "traceparent": {
                "type": "string",
                "description": "W3C trace context, carried on; ignored unless it is well formed.",
            },
            "data": data,
            "data_base64": {
                "type": "string",
                "contentEncoding": "base64",
                "description": "In place of `data`: the same as base64, which SDKs write that were given bytes.",
            },
        },
        required=["specversion", "id", "source", "type"],
        definitions=definitions,
    ) | {"if": {"required": ["data"]}, "else": {"required": ["data_base64"]}}


def event_out(outcome_type: OutcomeType) -> Schema:
    """Return the schema of an event that we publish. Fields may be added to it: read the known
    ones, and ignore the rest.
    """
    model = OUTCOME_DATA[outcome_type]
    whole, definitions = _data(model, _NeverNull)
    shortened = f"{outcome_type}Shortened"
    definitions[shortened] = _shortened(outcome_type, definitions[model.__name__])
    return _event(
        outcome_type,
        model,
        properties={
            "specversion": {"const": "1.0"},
            "id": {
                "type": "string",
                "format": "uuid",
                "description": "The same however often the event is delivered: drop ids that you know.",
            },
            "source": {"const": SOURCE},
            "type": {"const": str(outcome_type)},
            "subject": {"type": "string", "description": "The order or SKU that it speaks of; also the record's key."},
            "time": {"type": "string", "format": "date-time", "description": "When it became true."},
            "datacontenttype": {"const": "application/json"},
            "sequence": {
                "type": "string",
                "pattern": "^[0-9]{20}$",
                "description": "Rises with each event of the same subject: drop what is lower than the last.",
            },
            "traceparent": {
                "type": "string",
                "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
                "description": "W3C trace context, carried on from what caused the event.",
            },
            "data": {"anyOf": [whole, {"$ref": f"#/$defs/{shortened}"}]},
        },
        required=["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "sequence", "data"],
        definitions=definitions,
    )


def _event(
    name: str, model: type[BaseModel], *, properties: Schema, required: list[str], definitions: Schema
) -> Schema:
    return {
        "$schema": DIALECT,
        "title": str(name),
        "description": definitions[model.__name__]["description"],
        "type": "object",
        "properties": properties,
        "required": required,
        "$defs": definitions,
    }


def _data(model: type[BaseModel], generator: type[GenerateJsonSchema]) -> tuple[Schema, Schema]:
    """Return a reference to the model's schema, and its definitions with the model's own."""
    schema = model.model_json_schema(schema_generator=generator)
    definitions: Schema = schema.pop("$defs", {})
    return {"$ref": f"#/$defs/{model.__name__}"}, {**definitions, model.__name__: schema}


def _unwrapped(schema: Any) -> Any:
    """Return the schema with each description on one line."""
    if isinstance(schema, list):
        return [_unwrapped(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: " ".join(each.split()) if name == "description" and isinstance(each, str) else _unwrapped(each)
        for name, each in schema.items()
    }


def _null_is_absent(schema: Schema) -> Schema:
    """Return the schema with null for every field that may be left out, if it is of an object."""
    if "properties" not in schema:
        return schema
    properties = {
        name: field if name in schema["required"] or _takes_null(field) else _or_null(field)
        for name, field in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _takes_null(field: Schema) -> bool:
    return {"type": "null"} in field.get("anyOf", []) or "null" in field.get("type", [])


def _or_null(field: Schema) -> Schema:
    about: Schema = {keyword: field[keyword] for keyword in ("default", "description") if keyword in field}
    form = {keyword: value for keyword, value in field.items() if keyword not in about}
    return {"anyOf": [form, {"type": "null"}], **about}


def _shortened(outcome_type: OutcomeType, whole: Schema) -> Schema:
    """Return the schema of data without its lists, as `bridge.relay.announcement.encode` leaves
    data that would be too large for Kafka.
    """
    lists = {name for name, schema in whole["properties"].items() if schema.get("type") == "array"}
    kept = {name: schema for name, schema in whole["properties"].items() if name not in lists}
    omitted = {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "description": f"What is left out, such as {', '.join(f'`{name}`' for name in sorted(lists))}.",
    }
    return {
        "title": f"{outcome_type}Shortened",
        "description": "The same without its lists, where it would be too large for Kafka: read them over HTTP.",
        "type": "object",
        "properties": {**kept, "omitted": omitted},
        "required": [*(name for name in whole["required"] if name not in lists), "omitted"],
    }


def everything() -> dict[str, Schema]:
    """Return every schema, by its path below `docs/events/schemas/`."""
    return {
        **{f"in/{event_type}.json": event_in(event_type) for event_type in EventType},
        **{f"out/{outcome_type}.json": event_out(outcome_type) for outcome_type in OutcomeType},
    }
