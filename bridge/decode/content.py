"""From the bytes of a message to its JSON, or to a reason that tells its producer the remedy."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64

from bridge.decode.beginnings import UTF_16, is_json_text, told
from bridge.decode.registry import JSON, Framed, SchemaRegistry, framed
from bridge.decode.unusable import Reason, Unusable, shown
from inventory.boundary.bounded_json import TooDeep, UnreadableJson, loads

MAX_MESSAGE_BYTES = 1_048_576
TWICE = "is a text that has JSON in it, so it was encoded twice: publish the object itself"


def decoded(value: bytes | None, registry: SchemaRegistry | None) -> object:
    """Return the JSON in `value`, in the frame of a schema registry's serializer or without. Raises
    `Unusable`.
    """
    if value is None:
        raise Unusable(Reason.EMPTY, "the record has no value")
    if len(value) > MAX_MESSAGE_BYTES:
        raise Unusable(Reason.TOO_LARGE, f"a message may have {MAX_MESSAGE_BYTES} bytes, this one has {len(value)}")
    found = None if value.startswith(UTF_16) else framed(value)
    return _parsed(value) if found is None else _unframed(found, registry)


def from_base64(stated: object, registry: SchemaRegistry | None) -> object:
    """Return the JSON in `data_base64`, where SDKs put data that they got as bytes. Raises
    `Unusable`.
    """
    if not isinstance(stated, str):
        raise Unusable(
            Reason.BINARY_DATA, f"data_base64 must be a text, not {kind(stated)}: send the data as JSON in data"
        )
    try:
        value = b64decode(stated, validate=True)
    except (NoBase64, ValueError) as error:
        raise Unusable(
            Reason.BINARY_DATA, f"data_base64 is not base64 ({error}): send the data as JSON in data"
        ) from error
    try:
        return decoded(value, registry)
    except Unusable as unusable:
        raise Unusable(unusable.reason, f"data_base64: {unusable.detail}") from unusable


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def require_json(content_type: object, name: str) -> None:
    """Raise `Unusable` for a content type other than JSON. An absent or empty one tells nothing."""
    stated = media_type(content_type) if isinstance(content_type, str) else ""
    if content_type is None or (isinstance(content_type, str) and not content_type.strip()):
        return
    if stated not in {"application/json", "text/json"} and not stated.endswith("+json"):
        raise Unusable(Reason.UNSUPPORTED_CONTENT_TYPE, f"{name} must be application/json, not {shown(content_type)}")


def kind(value: object) -> str:
    """Return the kind of a JSON value, in words."""
    return _KINDS.get(type(value), "a number")


_KINDS: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    type(None): "null",
}


def _unframed(found: Framed, registry: SchemaRegistry | None) -> object:
    """Return the framed JSON. If the registry does not tell the schema's type, any payload that
    parses as JSON is taken.
    """
    if registry is None:
        raise Unusable(
            Reason.SCHEMA_REGISTRY_NOT_CONFIGURED,
            f"it was written by schema {found.schema_id} of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL",
        )
    schema_type = registry.schema_type(found.schema_id)
    if schema_type is None:
        try:
            return _parsed(found.payload)
        except Unusable as unusable:
            detail = f"{unusable.detail} (and the registry did not say what schema {found.schema_id} is)"
            raise Unusable(unusable.reason, detail) from unusable
    if schema_type != JSON:
        raise Unusable(
            Reason.UNSUPPORTED_SCHEMA_TYPE, f"schema {found.schema_id} must be {JSON}, not {shown(schema_type)}"
        )
    return _parsed(found.payload)


def _parsed(value: bytes) -> object:
    try:
        found = loads(value)
    except TooDeep as error:
        raise Unusable(Reason.TOO_DEEP, str(error)) from error
    except UnreadableJson as error:
        raise Unusable(Reason.MALFORMED_JSON, told(value) or str(error)) from error
    if isinstance(found, str) and is_json_text(found):
        raise Unusable(Reason.NOT_AN_EVENT, f"the value {TWICE}")
    return found
