"""CloudEvents 1.0 as they stand in Kafka records: structured, binary, or a bare JSON object with `type`, `id` and `data`.

Our own reader because an event that is delivered twice must have the same id and time both times: the SDK invents them
where they are missing. It knows no Kafka client. Attributes are read one by one, each with its own reason to refuse, so
that of a bad message as much is known as it says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from bridge.bounded_json import MalformedJson, TooDeep, loads
from bridge.registry import JSON, Framed, SchemaRegistry, framed
from bridge.unusable import Reason, Unusable, shown
from inventory.fields import MAX_IDENTIFIER_BYTES
from inventory.inbox import Origin

MAX_MESSAGE_BYTES = 1_048_576


Headers = tuple[tuple[str, bytes | None], ...]


class Message(NamedTuple):
    """One Kafka record as plain values; `timestamp` is the record's own, None where it has none.

    `headers` is None where they can't be read: their names must be UTF-8.
    """

    origin: Origin
    value: bytes | None
    headers: Headers | None = ()
    timestamp: datetime | None = None


class CloudEvent(NamedTuple):
    """A message whose attributes can be read. Each method gives one attribute, or raises `Unusable` with the reason."""

    message: Message
    headers: Mapping[str, str]
    attributes: Mapping[str, object]
    """By name, without `ce_`; of a structured or bare event also `data` or `data_base64`."""
    binary: bool
    bare: bool
    registry: SchemaRegistry | None = None

    def type(self) -> str:
        found = self.attributes.get("type")
        if not isinstance(found, str) or not found:
            raise Unusable(Reason.MISSING_TYPE, "type must be a non-empty string")
        return found

    def id(self) -> str:
        return self._identifier("id", Reason.MISSING_ID, Reason.INVALID_ID)

    def source(self) -> str:
        """Of a bare object, which names none that could be relied on, the topic."""
        if self.bare:
            return self.message.origin.topic
        return self._identifier("source", Reason.MISSING_SOURCE, Reason.INVALID_SOURCE)

    def time(self) -> datetime:
        """When it happened, in UTC: the event's `time`, else the record's timestamp."""
        stated = self.attributes.get("time")
        if stated is not None:
            return _rfc3339(stated)
        if self.message.timestamp is None:
            raise Unusable(Reason.MISSING_TIME, "neither the event nor its Kafka record has a time")
        return self.message.timestamp

    def traceparent(self) -> str | None:
        """The W3C trace context, from the extension or from a plain Kafka header; None unless it is well formed."""
        found = self.attributes.get("traceparent", self.headers.get("traceparent"))
        return found if isinstance(found, str) and _TRACEPARENT.fullmatch(found) else None

    def data(self) -> object:
        """What the event says, decoded from JSON, at most `bounded_json.MAX_NESTING` deep."""
        if not self.bare and self.attributes.get("specversion") != "1.0":
            raise Unusable(
                Reason.UNSUPPORTED_SPECVERSION,
                f"specversion must be '1.0', not {shown(self.attributes.get('specversion'))}",
            )
        if self.binary:
            _require_json(self.headers.get("content-type"), "content-type")
            found = _decoded(self.message.value, self.registry)
        else:
            if self.attributes.get("data_base64") is not None:
                raise Unusable(Reason.BINARY_DATA, "data_base64 is not taken: send the data as JSON in data")
            _require_json(self.attributes.get("datacontenttype"), "datacontenttype")
            found = self.attributes.get("data")
        if found is None:
            raise Unusable(Reason.MISSING_DATA, "the event has no data")
        return found

    def _identifier(self, name: str, missing: Reason, invalid: Reason) -> str:
        found = self.attributes.get(name)
        if found is None or found == "":
            raise Unusable(missing, f"the event has no {name}")
        if not isinstance(found, str):
            raise Unusable(invalid, f"{name} must be a string, not {type(found).__name__}")
        if "\x00" in found:
            raise Unusable(invalid, f"{name} must not contain the NUL character")
        size = len(found.encode())
        if size > MAX_IDENTIFIER_BYTES:
            raise Unusable(invalid, f"{name} must be at most {MAX_IDENTIFIER_BYTES} bytes of UTF-8, not {size}")
        return found


def is_tombstone(message: Message) -> bool:
    """Whether it has neither a value nor a type. Of a message whose headers can't be read that is not known."""
    return (
        message.value is None
        and message.headers is not None
        and "ce_type" not in {name.lower() for name, value in message.headers if value is not None}
    )


def read(message: Message, registry: SchemaRegistry | None = None) -> CloudEvent:
    """Find the attributes of the event in `message`. Raises `Unusable` where there is nothing to find them in.

    Structured by its content type `application/cloudevents+json`, binary by its `ce_` headers; any other JSON object is
    read as a structured event that lacks its header when it has a `specversion`, else as a bare one.
    """
    headers = _headers(message)
    content_type = _media_type(headers.get("content-type", ""))
    structured = content_type.startswith("application/cloudevents")
    if not structured and any(name in headers for name in ("ce_specversion", "ce_type", "ce_id")):
        attributes = {name.removeprefix("ce_"): value for name, value in headers.items() if name.startswith("ce_")}
        return CloudEvent(message, headers, attributes, binary=True, bare=False, registry=registry)
    if structured and content_type != "application/cloudevents+json":
        raise Unusable(
            Reason.UNSUPPORTED_CONTENT_TYPE,
            f"a structured event must be application/cloudevents+json, not {shown(headers['content-type'])}",
        )
    if not structured:
        _require_json(headers.get("content-type"), "content-type")
    body = _decoded(message.value, registry)
    if not isinstance(body, dict):
        raise Unusable(Reason.NOT_AN_EVENT, f"an event is a JSON object, not {_KINDS.get(type(body), 'a number')}")
    return CloudEvent(message, headers, body, binary=False, bare=not structured and "specversion" not in body)


def _headers(message: Message) -> dict[str, str]:
    """Headers by lower-case name. One that is not UTF-8 says nothing that we could read, and other programs put theirs here."""
    if message.headers is None:
        raise Unusable(Reason.UNREADABLE_HEADERS, "the name of a header is not UTF-8")
    found: dict[str, str] = {}
    for name, value in message.headers:
        if value is None:
            continue
        try:
            found[name.lower()] = value.decode()
        except UnicodeDecodeError:
            continue
    return found


def _decoded(value: bytes | None, registry: SchemaRegistry | None) -> object:
    if value is None:
        raise Unusable(Reason.EMPTY, "the record has no value")
    if len(value) > MAX_MESSAGE_BYTES:
        raise Unusable(Reason.TOO_LARGE, f"a message may have {MAX_MESSAGE_BYTES} bytes, this one has {len(value)}")
    found = framed(value)
    return _parsed(value) if found is None else _unframed(found, registry)


def _unframed(found: Framed, registry: SchemaRegistry | None) -> object:
    """What the registry's serializer has framed. Where the registry does not say what it is, it is JSON if it reads as JSON."""
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
        return loads(value)
    except TooDeep as error:
        raise Unusable(Reason.TOO_DEEP, str(error)) from error
    except MalformedJson as error:
        raise Unusable(Reason.MALFORMED_JSON, str(error)) from error


_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _rfc3339(stated: object) -> datetime:
    # fromisoformat alone takes far more than RFC 3339: dates, week dates, times without an offset.
    if isinstance(stated, str) and _RFC3339.fullmatch(stated):
        try:
            return datetime.fromisoformat(stated.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Unusable(Reason.INVALID_TIME, f"time must be an RFC 3339 timestamp with an offset, not {shown(stated)}")


_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _require_json(content_type: object, name: str) -> None:
    if content_type is None:
        return
    media_type = _media_type(content_type) if isinstance(content_type, str) else ""
    if media_type not in {"application/json", "text/json"} and not media_type.endswith("+json"):
        raise Unusable(Reason.UNSUPPORTED_CONTENT_TYPE, f"{name} must be application/json, not {shown(content_type)}")


_KINDS = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
