"""From a Kafka message to a decoded event, usable or dead with a reason, or to one not ours."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from bridge.decode.authority import ANYTHING, Authority
from bridge.decode.beginnings import is_json_text
from bridge.decode.claims import claimed_source
from bridge.decode.cloudevents import MAX_MESSAGE_BYTES, CloudEvent, InboundMessage, is_tombstone, read
from bridge.decode.content import TWICE
from bridge.decode.envelopes import around
from bridge.decode.event_types import NearMiss, recognised
from bridge.decode.new_keys import doubts
from bridge.decode.problems import problems
from bridge.decode.registry import SchemaRegistry
from bridge.decode.unusable import Reason, Unusable, shown
from inventory.boundary.fields import Identifier, addressable
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, Usable
from inventory.inbox.event_data import EventData, OrderEvent
from inventory.inbox.events import EventType, heard_data, stored_data
from inventory.inbox.sent import MessageExtras

FUTURE_TOLERANCE = timedelta(days=1)
"""The most that an event's time may be ahead. Among an order's facts the newest time wins, so one
wrong clock could otherwise overrule every fact that is heard of the order afterwards.
"""

_KEYS = ("order_id", "product_id")
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event of a type that is not ours: topics carry other people's events. Counted, never
    stored.
    """

    type: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A record without value or type: it tells compacted topics that a key is gone, and means
    nothing to us. Counted, never stored.
    """

    origin: Origin


Decoded = DecodedEvent | Skipped | Tombstone


def decode(
    message: InboundMessage,
    *,
    now: datetime,
    retention: timedelta,
    registry: SchemaRegistry | None = None,
    ignored: Collection[str] = (),
    authority: Authority = ANYTHING,
) -> Decoded:
    """Return the event of `message`, heard at `now`. `ignored` are types of others that look like
    ours. `authority` knows the types and sources of each topic.

    Events older than `retention` may have been forgotten, and are refused. Nothing raises: an
    unusable message is a dead letter with all that is known of it. It keeps its own source and id
    if they are usable, so that its redelivery is known again. Otherwise its place in Kafka names
    it.
    """
    # Filled step by step, so that a refusal at any step has the results of the steps before it.
    known: dict[str, Any] = _place(message, now)
    event: CloudEvent | None = None
    if is_tombstone(message):
        return Tombstone(message.origin)
    try:
        event = read(message, registry)
        name = event.type()
        event_type = recognised(name, ignored)
        if event_type is None:
            return Skipped(name, message.origin)
        if isinstance(event_type, NearMiss):
            known |= _named_if_it_can_be(event, event_type.meant)
            raise _missed(name, event_type.meant)
        known |= {"type": event_type.value, "traceparent": event.traceparent()}
        _require_authority(authority, event, event_type, known)
        source, event_id = event.source(), event.id()
        known |= {"source": source, "event_id": event_id}
        stated = event.data()
        known["key"] = _key(stated)
        data = _validated(event_type, stated)
        time = event.time()
        _require_not_ahead(time, now)
        # From here on the digest is that of the content. An event that is refused above may be sent
        # again, corrected, under the same id, and must not be taken for a redelivery. An event that
        # is too old may well be one.
        payload = stored_data(data)
        # The event keeps its own time as well, by which the same event is told from its correction.
        known |= {"key": data.key, "payload": payload, "digest": _digest(event_type, payload), "occurred_at": time}
        _require_remembered(time, now, retention)
        if doubts(payload):
            # The event may still become a dead letter, when its new keys are looked up.
            known |= {"raw": message.value, "sent": _sent(message)}
        return Usable(**known, operation=event_type.operation)
    except Unusable as unusable:
        if unusable.reason is Reason.SCHEMA_REGISTRY_NOT_CONFIGURED:
            # Nothing is wrong with the event. Under its own name its dead letter would keep it out
            # when the registry is configured and the topic is read again.
            known |= _place(message, now)
        return _dead(known, message, unusable, event)


def unstorable(message: InboundMessage, *, now: datetime, detail: str) -> Dead:
    """Return the dead letter of a message that the database refuses. Of the message it has the
    place and the bytes alone.
    """
    return _dead(_place(message, now), message, Unusable(Reason.UNSTORABLE, detail))


def undecodable(origin: Origin, *, now: datetime, detail: str) -> Dead:
    """Return the dead letter of a message that nobody can read. Of the message it has the place
    alone.
    """
    message = InboundMessage(origin, None)
    return _dead(_place(message, now), message, Unusable(Reason.UNDECODABLE, detail))


def _place(message: InboundMessage, now: datetime) -> dict[str, Any]:
    origin = message.origin
    named = f"{origin.partition}/{origin.offset}"
    return {"source": origin.topic, "event_id": named, "occurred_at": now, "origin": origin}


def _dead(known: dict[str, Any], message: InboundMessage, unusable: Unusable, event: CloudEvent | None = None) -> Dead:
    kept = {
        "raw": None if message.value is None else message.value[:MAX_MESSAGE_BYTES],
        "sent": _sent(message),
        "claimed_source": claimed_source(message, event),
    }
    digest = {"digest": _digest_of_bytes(message)}
    return Dead(**{**digest, **known, **kept}, reason=unusable.reason.value, detail=unusable.detail)


def _sent(message: InboundMessage) -> MessageExtras:
    return MessageExtras(message.key, message.headers, message.timestamp)


def _missed(name: str, meant: EventType) -> Unusable:
    return Unusable(
        Reason.NEAR_MISS,
        f"type {shown(name)} is none of ours, and looks like {meant}: publish it as {meant}, with or without a dotted "
        "prefix; if it is somebody else's, list it in INVENTORY_IGNORED_TYPES",
    )


def _named_if_it_can_be(event: CloudEvent, meant: EventType) -> dict[str, Any]:
    """Return the known parts of an event that will not be used. Its other faults are not told."""
    known: dict[str, Any] = {"type": meant.value, "traceparent": event.traceparent()}
    with suppress(Unusable):
        known |= {"source": event.source(), "event_id": event.id()}
    with suppress(Unusable):
        known["key"] = _key(event.data())
    return known


def _require_authority(authority: Authority, event: CloudEvent, event_type: EventType, known: dict[str, Any]) -> None:
    """Raise `Unusable` for an event that its topic does not carry. Such an event is named by its
    place alone: the name that it states is not its own, and is left to the rightful event.
    """
    topic = event.message.origin.topic
    try:
        authority.require_topic(event_type, topic)
        authority.require_source(event.source(), topic)
    except Unusable as unusable:
        if unusable.reason in (Reason.WRONG_TOPIC, Reason.FOREIGN_SOURCE):
            with suppress(Unusable):
                known["key"] = _key(event.data())
        raise


def _validated(event_type: EventType, data: object) -> EventData:
    if isinstance(data, str) and is_json_text(data):
        raise Unusable(Reason.INVALID_DATA, f"data {TWICE}")
    try:
        parsed = heard_data(event_type, data)
    except ValidationError as error:
        connected = around(data) if isinstance(data, dict) else None
        hint = "" if connected is None else f". {connected}"
        raise Unusable(Reason.INVALID_DATA, problems(error) + hint) from error
    if isinstance(parsed, OrderEvent):
        # Not a rule of the model: events in the inbox are read by the model, and must be done.
        try:
            addressable(parsed.order_id)
        except ValueError as error:
            raise Unusable(Reason.INVALID_DATA, f"order_id: {error}") from error
    return parsed


def _key(data: object) -> str | None:
    """Return the order or product in unvalidated data. The dead letter is found under it."""
    if not isinstance(data, dict):
        return None
    for name in _KEYS:
        if name in data:
            try:
                return _IDENTIFIER.validate_python(data[name])
            except ValidationError:
                return None
    return None


def _require_not_ahead(time: datetime, now: datetime) -> None:
    if time > now + FUTURE_TOLERANCE:
        raise Unusable(Reason.TIME_IN_FUTURE, f"time {time.isoformat()} is more than {FUTURE_TOLERANCE.days} day ahead")


def _require_remembered(time: datetime, now: datetime, retention: timedelta) -> None:
    if time < now - retention:
        raise Unusable(Reason.TOO_OLD, f"time {time.isoformat()} is more than {retention.days} days ago")


def _digest(event_type: EventType, payload: dict[str, Any]) -> bytes:
    """Return the digest of the content. Neither the order of keys nor fields that we do not read
    make another event.
    """
    return sha256(orjson.dumps([event_type, payload], option=orjson.OPT_SORT_KEYS)).digest()


def _digest_of_bytes(message: InboundMessage) -> bytes:
    digest = sha256(message.value or b"")
    for name, value in message.headers or ():
        if name.lower().startswith("ce_"):
            digest.update(name.encode() + b"\x00" + (value or b"") + b"\x00")
    return digest.digest()
