"""Each kind of break is found, and harmless changes are not."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tools.contracts.compatibility import Direction, breaks

IN, OUT = Direction.IN, Direction.OUT


def an_event() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"type": {"const": "Thing"}, "data": {"$ref": "#/$defs/Data"}},
        "required": ["type", "data"],
        "$defs": {
            "Data": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "maxLength": 200, "pattern": "^x"},
                    "quantity": {"type": "integer", "minimum": 1, "maximum": 100},
                    "reason": {"enum": ["lost", "found"]},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "restock": {"type": "boolean", "default": True},
                    "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Line"}},
                },
                "required": ["id", "lines"],
            },
            "Line": {
                "anyOf": [{"required": ["sku"]}, {"required": ["product_id"]}],
                "type": "object",
                "properties": {"sku": {"type": "string"}, "product_id": {"type": "string"}},
            },
        },
    }


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the event with the value at `path` below its definitions replaced. None removes it."""
    event = an_event()
    *parents, last = path.split("/")
    place = event["$defs"]
    for name in parents:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return event


LINE_WITH_COLOUR = {"sku": {"type": "string"}, "product_id": {"type": "string"}, "colour": {"type": "string"}}
BY_SKU_ALONE = [{"required": ["sku"]}]
BY_NAME_TOO = [{"required": ["sku"]}, {"required": ["product_id"]}, {"required": ["name"]}]

# A change, True if it breaks senders of the event, and True if it breaks its readers.
CHANGES = {
    "another description": ("Data/description", "…", False, False),
    "a new optional field": ("Line/properties", LINE_WITH_COLOUR, False, False),
    "a field is gone": ("Data/properties/note", None, True, True),
    "a field of a line is gone": ("Line/properties/product_id", None, True, True),
    "an optional field is required now": ("Data/required", ["id", "lines", "quantity"], True, False),
    "a required field is optional now": ("Data/required", ["id"], False, True),
    "another type": ("Data/properties/quantity/type", "string", True, True),
    "a wider type": ("Data/properties/quantity/type", "number", False, True),
    "one more type": ("Data/properties/restock/type", ["boolean", "string"], False, True),
    "null is not taken any more": ("Data/properties/note", {"type": "string"}, True, False),
    "null is possible now": ("Data/properties/id", {"anyOf": [{"type": "string"}, {"type": "null"}]}, False, True),
    "a lower maximum": ("Data/properties/quantity/maximum", 99, True, False),
    "a higher maximum": ("Data/properties/quantity/maximum", 101, False, True),
    "no maximum": ("Data/properties/quantity/maximum", None, False, True),
    "a higher minimum": ("Data/properties/quantity/minimum", 2, True, False),
    "a lower minimum": ("Data/properties/quantity/minimum", 0, False, True),
    "shorter texts": ("Data/properties/id/maxLength", 100, True, False),
    "longer texts": ("Data/properties/id/maxLength", 300, False, True),
    "longer lists": ("Data/properties/lines/minItems", 0, False, True),
    "shorter lists": ("Data/properties/lines/minItems", 2, True, False),
    "a new bound": ("Data/properties/lines/maxItems", 9, True, False),
    "one value fewer": ("Data/properties/reason/enum", ["lost"], True, False),
    "one value more": ("Data/properties/reason/enum", ["lost", "found", "stolen"], False, True),
    "any value": ("Data/properties/reason", {"type": "string"}, False, True),
    "a pattern that can't be judged": ("Data/properties/id/pattern", "^y", True, True),
    "no pattern": ("Data/properties/id/pattern", None, False, True),
    "a keyword that can't be judged": ("Data/properties/quantity/multipleOf", 2, True, False),
    "closed": ("Data/additionalProperties", False, True, False),
    "another default": ("Data/properties/restock/default", False, True, False),
    "one form fewer": ("Line/anyOf", BY_SKU_ALONE, True, False),
    "one form more": ("Line/anyOf", BY_NAME_TOO, False, True),
    "lines of anything": ("Data/properties/lines/items", {}, True, True),
    "lines of another type": ("Data/properties/lines/items", {"type": "string"}, True, True),
}


@pytest.mark.parametrize(("path", "value", "breaks_senders", "breaks_readers"), CHANGES.values(), ids=CHANGES)
def test_a_change(path: str, value: object, *, breaks_senders: bool, breaks_readers: bool) -> None:
    old, new = an_event(), changed(path, value)
    assert bool(breaks(old, new, IN)) is breaks_senders, breaks(old, new, IN)
    assert bool(breaks(old, new, OUT)) is breaks_readers, breaks(old, new, OUT)


def test_nothing_changed() -> None:
    for direction in Direction:
        assert breaks(an_event(), deepcopy(an_event()), direction) == []


def test_a_break_says_where_and_what() -> None:
    assert breaks(an_event(), changed("Data/properties/quantity/maximum", 9), IN) == [
        ("data.quantity", "maximum 100 where 9 is asked for")
    ]
    assert breaks(an_event(), changed("Data/required", ["id"]), OUT) == [("data", "may lack lines")]
    assert breaks(an_event(), changed("Line/properties/sku/type", "integer"), OUT) == [
        ("data.lines[].sku", "integer instead of string")
    ]
    assert breaks(an_event(), changed("Data/properties/reason/enum", ["lost", "stolen"]), OUT) == [
        ("data.reason", "stolen instead of one of lost, found")
    ]


def test_if_and_else_say_the_same_as_any_of() -> None:
    before, after = an_event(), an_event()
    line = after["$defs"]["Line"]
    line["if"], line["else"] = line.pop("anyOf")
    for direction in Direction:
        assert breaks(before, after, direction) == breaks(after, before, direction) == []
    line["else"] = {"required": ["name"]}
    assert breaks(before, after, IN)
    assert breaks(before, after, OUT)
