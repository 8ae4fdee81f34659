"""The event schemas in a form from which generators of code make good models, as the AsyncAPI
document has them.

The JSON Schemas below `docs/events/schemas/` are the released ones, and say exactly which events we
publish and take. These tell readers to be ready for more: an enumeration that may grow is a text,
with the known values beside it.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

EXTENSIBLE = "x-extensible-enum"
_FIXED = {"specversion", "source", "type", "datacontenttype"}
"""Attributes of CloudEvents that tell kinds of events apart, and never get another value."""


def heard(schema: Any) -> Any:
    """Return the schema of an event that we hear. Null is one of several types, not a class of its
    own, and two patterns become one.
    """
    if isinstance(schema, list):
        return [heard(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    form = _without_null(_one_pattern(schema))
    return {keyword: heard(value) for keyword, value in form.items()}


def told(schema: Any) -> Any:
    """Return the schema of an event that we tell, with open enumerations."""
    if isinstance(schema, list):
        return [told(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    opened = {keyword: told(value) for keyword, value in schema.items() if keyword != "properties"}
    if "properties" in schema:
        opened["properties"] = {
            name: one if name in _FIXED else told(_open(one)) for name, one in schema["properties"].items()
        }
    return opened


def one_class(name: str, whole: Schema, shortened: Schema) -> Schema:
    """Return one schema for data with its lists and without. The lists may be absent, and so may
    the field `omitted`, which names the lists that are left out.
    """
    required = [field for field in whole["required"] if field in shortened["required"]]
    properties = {**whole["properties"], "omitted": shortened["properties"]["omitted"]}
    about = f"{whole['description']} Without its lists, and with `omitted`, where it would be too large for Kafka."
    return {**whole, "title": name, "description": about, "properties": properties, "required": required}


def _one_pattern(schema: Schema) -> Schema:
    """Return the schema of a text that fits one of two patterns, with one pattern that has both."""
    choice = {keyword: schema[keyword] for keyword in ("if", "else") if keyword in schema}
    if len(choice) != 2 or any(option.keys() != {"pattern"} for option in choice.values()):  # noqa: PLR2004 - if and else
        return schema
    rest = {keyword: value for keyword, value in schema.items() if keyword not in choice}
    return {**rest, "pattern": "|".join(option["pattern"] for option in choice.values())}


def _without_null(schema: Schema) -> Schema:
    options = schema.get("anyOf", [])
    if len(options) != 2 or {"type": "null"} not in options:  # noqa: PLR2004 - something, or null
        return schema
    (form,) = (option for option in options if option != {"type": "null"})
    if not isinstance(form.get("type"), str):
        return schema
    rest = {keyword: value for keyword, value in schema.items() if keyword != "anyOf"}
    return {**form, **rest, "type": [form["type"], "null"]}


def _open(schema: Schema) -> Schema:
    """Return the schema of a text with known values, for one that allows these values only."""
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if not values or not all(isinstance(value, str) for value in values):
        return schema
    rest = {keyword: value for keyword, value in schema.items() if keyword not in {"enum", "const"}}
    return {**rest, "type": "string", EXTENSIBLE: values}
