"""CloudEvents 1.0 as they stand in Kafka records: structured, binary, or a bare JSON object with
`type`, `id` and `data`.

This is our own reader, because an event that is delivered twice must have the same id and time both
times. The SDK invents them where they are missing. This module knows no Kafka client. Attributes
are read one by one, each with its own reason to refuse, so that all readable attributes of a bad
message are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Literal, NamedTuple

from bridge.decode.content import MAX_MESSAGE_BYTES, decoded, from_base64, kind, media_type, require_json
from bridge.decode.envelopes import without
from bridge.decode.registry import SchemaRegistry
from bridge.decode.times import moment
from bridge.decode.unusable import Reason, Unusable, shown
from inventory.boundary import trace_context
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES
from inventory.inbox.decoded import Origin
from inventory.inbox.namesakes import is_reserved
from inventory.inbox.sent import Headers

__all__ = ["MAX_MESSAGE_BYTES", "CloudEvent", "Headers", "InboundMessage", "is_tombstone", "read"]


class InboundMessage(NamedTuple):
    """One Kafka record as plain values. `timestamp` is the record's own, None if it has none.

    `headers` is None if they can't be read: their names must be UTF-8.
    """

    origin: Origin
    value: bytes | None
    headers: Headers | None = ()
    timestamp: datetime | None = None
    key: bytes | None = None


Mode = Literal["binary", "structured", "bare"]


class CloudEvent(NamedTuple):
    """A message whose attributes can be read. Each method gives one attribute, or raises `Unusable`
    with the reason.
    """

    message: InboundMessage
    headers: Mapping[str, str]
    attributes: Mapping[str, object]
    """By name, without `ce_`. A structured or bare event also has `data` or `data_base64` here."""
    mode: Mode
    unreadable: Mapping[str, bytes]
    """Headers that are not UTF-8."""
    registry: SchemaRegistry | None = None

    def type(self) -> str:
        found = self.attributes.get("type")
        self._require_readable("type", Reason.MISSING_TYPE)
        if found is not None and not isinstance(found, str):
            raise Unusable(Reason.MISSING_TYPE, f"type must be a non-empty string, not {kind(found)}: {shown(found)}")
        if not found:
            raise Unusable(Reason.MISSING_TYPE, f"type must be a non-empty string; {self._without('type')}")
        return found

    def id(self) -> str:
        found = self._identifier("id", Reason.MISSING_ID, Reason.INVALID_ID)
        if is_reserved(found):
            detail = f"id must not have a unit separator (U+001F) before the name of a stream, as {shown(found)} has: leave it out"
            raise Unusable(Reason.INVALID_ID, detail)
        return found

    def source(self) -> str:
        """Return the source. For a bare object that states no usable one, return the topic."""
        if self.mode == "bare":
            with suppress(Unusable):
                return self._identifier("source", Reason.MISSING_SOURCE, Reason.INVALID_SOURCE)
            return self.message.origin.topic
        return self._identifier("source", Reason.MISSING_SOURCE, Reason.INVALID_SOURCE)

    def time(self) -> datetime:
        """Return the time of the event in UTC: its own `time`, else the record's timestamp."""
        stated = self.attributes.get("time")
        self._require_readable("time", Reason.INVALID_TIME)
        if stated is not None:
            return moment(stated)
        if self.message.timestamp is None:
            raise Unusable(Reason.MISSING_TIME, "neither the event nor its Kafka record has a time")
        return self.message.timestamp

    def traceparent(self) -> str | None:
        """Return the W3C trace context, from the extension or from a plain Kafka header. None
        unless it is well formed.
        """
        return trace_context.traceparent(self.attributes.get("traceparent", self.headers.get("traceparent")))

    def data(self) -> object:
        """Return the event's data, decoded from JSON, at most `bounded_json.MAX_NESTING` deep."""
        self._require_readable("specversion", Reason.UNSUPPORTED_SPECVERSION)
        if self.mode != "bare" and self.attributes.get("specversion") != "1.0":
            raise Unusable(
                Reason.UNSUPPORTED_SPECVERSION,
                f"specversion must be '1.0', not {shown(self.attributes.get('specversion'))}",
            )
        if self.mode == "binary":
            require_json(self.headers.get("content-type"), "content-type")
            found = decoded(self.message.value, self.registry)
        else:
            require_json(self.attributes.get("datacontenttype"), "datacontenttype")
            found = self._member_data()
        if found is None:
            raise Unusable(Reason.MISSING_DATA, f"the event has no data; {self._without('data')}")
        return found

    def _member_data(self) -> object:
        found, encoded = self.attributes.get("data"), self.attributes.get("data_base64")
        if encoded is None:
            return found
        if found is not None:
            raise Unusable(
                Reason.BINARY_DATA, "it has both data and data_base64, and which is meant is not known: send one"
            )
        return from_base64(encoded, self.registry)

    def _without(self, attribute: str) -> str:
        members = {} if self.mode == "binary" else self.attributes
        return without(attribute, mode=self.mode, headers=self.headers, members=members)

    def _require_readable(self, name: str, reason: Reason) -> None:
        raw = self.unreadable.get(f"ce_{name}") if self.mode == "binary" else None
        if raw is not None:
            raise Unusable(reason, f"the header ce_{name} must be UTF-8, and is {shown(raw)}")

    def _identifier(self, name: str, missing: Reason, invalid: Reason) -> str:
        found = self.attributes.get(name)
        self._require_readable(name, invalid)
        if found is None or found == "":
            raise Unusable(missing, f"the event has no {name}; {self._without(name)}")
        if not isinstance(found, str):
            raise Unusable(invalid, f"{name} must be a string, not {kind(found)}: {shown(found)}")
        if "\x00" in found:
            raise Unusable(invalid, f"{name} must not contain the NUL character")
        size = len(found.encode())
        if size > MAX_IDENTIFIER_BYTES:
            raise Unusable(invalid, f"{name} must be at most {MAX_IDENTIFIER_BYTES} bytes of UTF-8, not {size}")
        return found


def is_tombstone(message: InboundMessage) -> bool:
    """Return True if the message has neither a value nor a type. A message with unreadable headers
    may have a type.
    """
    return (
        message.value is None
        and message.headers is not None
        and "ce_type" not in {name.lower() for name, value in message.headers if value is not None}
    )


def read(message: InboundMessage, registry: SchemaRegistry | None = None) -> CloudEvent:
    """Find the attributes of the event in `message`. Raises `Unusable` if no event can be read.

    An event is structured by its content type `application/cloudevents+json`, and binary by its
    `ce_` headers. Any other JSON object with a `specversion` is read as a structured event that
    lacks its header. One without is a bare event.
    """
    headers, unreadable = _headers(message)
    content_type = media_type(headers.get("content-type", ""))
    structured = content_type.startswith("application/cloudevents")
    if not structured and any(name in headers or name in unreadable for name in _MARKS):
        attributes = {name.removeprefix("ce_"): value for name, value in headers.items() if name.startswith("ce_")}
        return CloudEvent(message, headers, attributes, "binary", unreadable, registry)
    if structured and content_type != "application/cloudevents+json":
        raise Unusable(
            Reason.UNSUPPORTED_CONTENT_TYPE,
            f"a structured event must be application/cloudevents+json, not {shown(headers['content-type'])}",
        )
    if not structured:
        require_json(headers.get("content-type"), "content-type")
    body = decoded(message.value, registry)
    if not isinstance(body, dict):
        raise Unusable(Reason.NOT_AN_EVENT, f"an event is a JSON object, not {kind(body)}")
    mode: Mode = "structured" if structured or "specversion" in body else "bare"
    return CloudEvent(message, headers, body, mode, unreadable, registry)


_MARKS = ("ce_specversion", "ce_type", "ce_id")


def _headers(message: InboundMessage) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the headers by lower-case name, and apart from them the headers that are not UTF-8:
    other programs add headers of their own.
    """
    if message.headers is None:
        raise Unusable(Reason.UNREADABLE_HEADERS, "the name of a header is not UTF-8")
    found: dict[str, str] = {}
    unreadable: dict[str, bytes] = {}
    for name, value in message.headers:
        if value is None:
            continue
        try:
            found[name.lower()] = value.decode()
        except UnicodeDecodeError:
            unreadable[name.lower()] = value
    return found, unreadable
