"""The AsyncAPI 3.0 document: topics, keys, headers and delivery around the schemas."""

from __future__ import annotations

from typing import Any

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES
from inventory.boundary.streams import Stream
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from inventory.settings import Settings
from tools.contracts import digestible, messages
from tools.contracts.messages import ANY_OUTCOME, BINDING, STRUCTURED
from tools.contracts.schemas import Schema, event_in, event_out

VERSION = "1.0.0"
"""Version of the contract. An addition raises the second number. An incompatible change becomes a
new event type, so the first number stays.
"""

TOPICS: dict[str, tuple[EventType, ...]] = {
    stream.value: tuple(event_type for event_type in EventType if event_type.stream is stream) for stream in Stream
}

_ABOUT = f"""\
The single source of truth for stock in a shop made of services: what it hears, and what it tells.

Events are CloudEvents 1.0 over Kafka. We publish them in structured mode, and take structured and binary ones.

**Delivery is at least once, both ways.** What we hear is known by `source` and `id`: the same event again changes nothing,
and events may arrive in any order. What we tell has an `id` that stays the same, and a `sequence` that rises with each event
of the same `subject`: drop ids that you know, and sequences that are lower than the last.

**What can't be used is kept** as a dead letter with a reason, and never holds up what comes after it. A message may have
{MAX_MESSAGE_BYTES:,} bytes.

**Fields may be added.** We ignore fields that we don't know, and so should you.

**Values may be added** to texts whose known values are told as `x-extensible-enum`. Take one that you don't know for one of its
own. The JSON Schemas beside this document say what is published today."""


def document() -> dict[str, Any]:
    """Return the whole document. Its schemas are those of `docs/events/schemas/`, taken apart into
    components.
    """
    heard = [event_type for event_types in TOPICS.values() for event_type in event_types]
    schemas = {
        **{str(event_type): digestible.heard(event_in(event_type)) for event_type in heard},
        **{str(outcome_type): _told(event_out(outcome_type)) for outcome_type in OutcomeType},
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Inventory events", "version": VERSION, "description": _ABOUT},
        "defaultContentType": STRUCTURED,
        "servers": {
            "kafka": {
                "host": _default("kafka_bootstrap_servers"),
                "protocol": "kafka",
                "description": "The default of KAFKA_BOOTSTRAP_SERVERS.",
            }
        },
        "channels": {
            **{topic: _channel_in(topic, event_types) for topic, event_types in TOPICS.items()},
            "events": _channel_out(),
        },
        "operations": {**{f"hear_{topic}": _hear(topic) for topic in TOPICS}, "tell_outcomes": _tell()},
        "components": {
            "messages": {
                **{str(event_type): messages.structured(event_type) for event_type in heard},
                **{messages.binary_name(event_type): messages.binary(event_type) for event_type in heard},
                **{str(outcome_type): messages.published(outcome_type) for outcome_type in OutcomeType},
                ANY_OUTCOME: messages.published_any(),
            },
            "schemas": {**_components(schemas), ANY_OUTCOME: messages.any_outcome()},
        },
    }


def _told(event: Schema) -> Schema:
    """Return the schema of an outcome for readers, with an open `type` and one class of data."""
    opened: Schema = digestible.told(event)
    whole, shortened = (option["$ref"].removeprefix("#/$defs/") for option in opened["properties"]["data"]["anyOf"])
    definitions = opened["$defs"]
    definitions[whole] = digestible.one_class(whole, definitions[whole], definitions.pop(shortened))
    opened["properties"]["data"] = {"$ref": f"#/$defs/{whole}"}
    opened["properties"]["type"] = {"title": f"{event['title']}Type", **opened["properties"]["type"]}
    return opened


def _default(setting: str) -> Any:
    return Settings.model_fields[setting].default


def _channel_in(topic: str, event_types: tuple[EventType, ...]) -> Schema:
    names = [name for event_type in event_types for name in (str(event_type), messages.binary_name(event_type))]
    return {
        "address": _default(f"topic_{topic}"),
        "description": f"The topic that INVENTORY_TOPIC_{topic.upper()} names. Events of types that are not ours may "
        "be in it, too, and are skipped; those that another channel has are dead letters (`wrong_topic`).",
        "messages": _references("messages", names),
    }


def _channel_out() -> Schema:
    return {
        "address": _default("topic_events"),
        "description": "The topic that INVENTORY_TOPIC_EVENTS names.",
        "messages": _references("messages", [*map(str, OutcomeType), ANY_OUTCOME]),
    }


def _references(kind: str, names: list[str]) -> Schema:
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in names}


def _hear(topic: str) -> Schema:
    return {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{topic}"},
        "summary": "Each event takes effect once, however often and in whichever order events arrive.",
        "bindings": {"kafka": {"groupId": {"type": "string", "const": _default("consumer_group")}, **BINDING}},
    }


def _tell() -> Schema:
    return {
        "action": "send",
        "channel": {"$ref": "#/channels/events"},
        "summary": "Each outcome is told at least once, in order per key, after the transaction that made it true.",
        # The message that stands for all outcomes. Generators of code tell its kinds apart, but not
        # those of many messages.
        "messages": [{"$ref": f"#/channels/events/messages/{ANY_OUTCOME}"}],
    }


def _components(events: dict[str, Schema]) -> dict[str, Schema]:
    """Return the events and all their definitions side by side. Raises `ValueError` if two
    different schemas have one name.
    """
    components: dict[str, Schema] = {}
    for name, event in events.items():
        own = {key: value for key, value in event.items() if key not in {"$schema", "$defs"}}
        for title, schema in {name: own, **event["$defs"]}.items():
            placed = _referring_to_components(schema)
            if components.setdefault(title, placed) != placed:
                raise ValueError(f"two schemas are named {title}")
    return components


def _referring_to_components(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref"
            else _referring_to_components(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_referring_to_components(each) for each in schema]
    return schema
