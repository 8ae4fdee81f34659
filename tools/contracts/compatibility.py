"""Find the breaks that a changed schema brings for users of the released one. docs/events/README.md
tells the rules.

A producer writes its events by the old schema: each must still be valid by the new one. A consumer
reads our events by the old schema: each event that the new one allows must be valid by it. So both
ask if one schema *covers* another, in either direction. Coverage does not see a field that is gone
or another default, so `_forgotten` looks for those. A difference that these rules can't judge
counts as a break.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

Schema = Mapping[str, Any]


class Direction(Enum):
    IN = "in"
    OUT = "out"


class Break(NamedTuple):
    """The place in an event, as a path of fields, and the break there."""

    where: str
    what: str


class _Node(NamedTuple):
    """A part of a schema, with the definitions that it may refer to."""

    schema: Schema
    definitions: Mapping[str, Schema]

    def at(self, schema: Schema) -> _Node:
        """Return the node of `schema`, which stands somewhere in this one. References are followed,
        and keywords beside a reference are kept.
        """
        if "$ref" not in schema:
            return _Node(schema, self.definitions)
        beside = {keyword: value for keyword, value in schema.items() if keyword != "$ref"}
        target = self.definitions[schema["$ref"].removeprefix("#/$defs/")]
        return self.at(_both(target, beside))

    def alternatives(self) -> list[_Node]:
        """Return a node for each way of fitting `anyOf`, or `if` and `else`. Our schemas have no
        other choices.
        """
        options = self._options()
        if not options:
            return [self]
        rest = {keyword: value for keyword, value in self.schema.items() if keyword not in _CHOICES}
        chosen = [self.at(each).schema for each in options]
        return [node for each in chosen for node in self.at(_both(rest, each)).alternatives()]

    def _options(self) -> list[Schema]:
        if "if" in self.schema and "then" not in self.schema:  # fits `if`, or else must fit `else`
            either: list[Schema] = [self.schema["if"], self.schema["else"]]
            return either
        options: list[Schema] = self.schema.get("anyOf", [])
        return options


_CHOICES = {"anyOf", "if", "else"}


def breaks(old: Schema, new: Schema, direction: Direction) -> list[Break]:
    """Return the breaks that the change from `old` to `new` brings for producers of such events
    (IN) or consumers of ours (OUT).
    """
    before, after = _root(old), _root(new)
    if direction is Direction.IN:
        found = [*_uncovered(before, after, ""), *_forgotten(before, after, "", defaults=True)]
    else:
        found = [*_uncovered(after, before, ""), *_forgotten(before, after, "", defaults=False)]
    return sorted(set(found))


def _root(schema: Schema) -> _Node:
    node = _Node(schema, schema.get("$defs", {}))
    return node.at(schema)


def _both(one: Schema, other: Schema) -> Schema:
    """Return one schema that demands all that both demand. Fields of both are merged in turn."""
    merged = {**one, **other}
    if "required" in one and "required" in other:
        merged["required"] = [*one["required"], *other["required"]]
    if "properties" in one and "properties" in other:
        shared = {
            name: _both(one["properties"][name], other["properties"][name])
            for name in one["properties"].keys() & other["properties"]
        }
        merged["properties"] = {**one["properties"], **other["properties"], **shared}
    if "anyOf" in one and "type" in other:
        merged["anyOf"] = [each for each in one["anyOf"] if each.get("type", other["type"]) == other["type"]]
    return merged


_NO_LIMITS = {"$schema", "$defs", "title", "description", "examples", "default", "anyOf", "properties", "items"}
_LOWER_BOUNDS = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
_UPPER_BOUNDS = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
_BOUND_TYPES = {
    "minLength": "string",
    "maxLength": "string",
    "pattern": "string",
    "minItems": "array",
    "maxItems": "array",
}
"""Keywords that limit values of one type only."""
_ANY = ""


def _uncovered(narrow: _Node, wide: _Node, where: str) -> Iterator[Break]:
    """Yield everything that `narrow` allows and `wide` does not. Each way of fitting `narrow` must
    fit `wide` in some way.
    """
    options = wide.alternatives()
    for each in narrow.alternatives():
        attempts = [list(_uncovered_plainly(each, option, where)) for option in options]
        yield from min(attempts, key=len)


def _uncovered_plainly(narrow: _Node, wide: _Node, where: str) -> Iterator[Break]:
    for keyword, limit in wide.schema.items():
        if keyword not in _NO_LIMITS:
            problem = _exceeds(keyword, limit, narrow.schema)
            if problem:
                yield Break(where or "the event", problem)
    for name, schema in wide.schema.get("properties", {}).items():
        # A field that only one side knows is no break: nobody sends a field that is not documented.
        if name in narrow.schema.get("properties", {}):
            inner = narrow.at(narrow.schema["properties"][name])
            yield from _uncovered(inner, wide.at(schema), f"{where}.{name}".lstrip("."))
    if "items" in wide.schema and "array" in _as_list(narrow.schema.get("type", "array")):
        yield from _uncovered(narrow.at(narrow.schema.get("items", {})), wide.at(wide.schema["items"]), f"{where}[]")


def _exceeds(keyword: str, limit: Any, narrow: Schema) -> str | None:
    """Return how a document that fits `narrow` may break `keyword`'s limit. None if it can't."""
    given = narrow.get(keyword)
    if _BOUND_TYPES.get(keyword, _ANY) not in {_ANY, *_as_list(narrow.get("type", _BOUND_TYPES.get(keyword, _ANY)))}:
        return None
    if keyword == "type":
        return _types_exceed(_as_list(limit), narrow)
    if keyword in {"enum", "const"}:
        values = narrow.get("enum", [narrow["const"]] if "const" in narrow else None)
        allowed = _as_list(limit)
        more = ["anything"] if values is None else [value for value in values if value not in allowed]
        return f"{', '.join(map(str, more))} instead of one of {', '.join(map(str, allowed))}" if more else None
    if keyword == "required":
        missing = [name for name in limit if name not in narrow.get("required", [])]
        return f"may lack {', '.join(missing)}" if missing else None
    if keyword in _LOWER_BOUNDS:
        return None if given is not None and given >= limit else f"{keyword} {given} where {limit} is asked for"
    if keyword in _UPPER_BOUNDS:
        return None if given is not None and given <= limit else f"{keyword} {given} where {limit} is asked for"
    return None if given == limit else f"{keyword} {given!r} where {limit!r} is asked for"


def _types_exceed(allowed: list[str], narrow: Schema) -> str | None:
    if "type" in narrow:
        given = _as_list(narrow["type"])
    elif "const" in narrow or "enum" in narrow:
        given = sorted({_TYPES[type(value)] for value in narrow.get("enum", [narrow.get("const")])})
    else:
        given = ["anything"]
    more = [each for each in given if each not in allowed and not (each == "integer" and "number" in allowed)]
    return f"{', '.join(more)} instead of {', '.join(allowed)}" if more else None


_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _forgotten(old: _Node, new: _Node, where: str, *, defaults: bool) -> Iterator[Break]:
    """Yield the fields that are gone, and with `defaults` the fields whose default has changed."""
    before, after = _fields(old), _fields(new)
    for name, field in before.items():
        place = f"{where}.{name}".lstrip(".")
        if name not in after:
            yield Break(place, "is gone")
            continue
        was, is_ = field.schema.get("default"), after[name].schema.get("default")
        if defaults and was != is_:
            yield Break(place, f"means {is_!r} when it is left out, not {was!r}")
        yield from _forgotten(field, after[name], place, defaults=defaults)
    if "items" in old.schema and "items" in new.schema:
        yield from _forgotten(old.at(old.schema["items"]), new.at(new.schema["items"]), f"{where}[]", defaults=defaults)


def _fields(node: _Node) -> dict[str, _Node]:
    return {
        name: each.at(schema)
        for each in node.alternatives()
        for name, schema in each.schema.get("properties", {}).items()
    }
