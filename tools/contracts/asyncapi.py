"""The AsyncAPI 3.0 document: topics, keys, headers and delivery around the schemas."""

from __future__ import annotations

from typing import Any

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES
from bridge.relay.announcement import HEADERS
from inventory.boundary.streams import Stream
from inventory.domain.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from inventory.settings import Settings
from tools.contracts import digestible, examples
from tools.contracts.schemas import Schema, event_in, event_out

VERSION = "1.0.0"
"""Version of the contract. An addition raises the second number. An incompatible change becomes a
new event type, so the first number stays.
"""

STRUCTURED = "application/cloudevents+json"
TOPICS: dict[str, tuple[EventType, ...]] = {
    stream.value: tuple(event_type for event_type in EventType if event_type.stream is stream) for stream in Stream
}
ANY_OUTCOME = "Outcome"
_BINDING = {"bindingVersion": "0.5.0"}

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
                **{str(event_type): _structured(event_type) for event_type in heard},
                **{_binary_name(event_type): _binary(event_type) for event_type in heard},
                **{str(outcome_type): _published(outcome_type) for outcome_type in OutcomeType},
                ANY_OUTCOME: _published_any(),
            },
            "schemas": {**_components(schemas), ANY_OUTCOME: _any_outcome()},
        },
    }


def _told(event: Schema) -> Schema:
    """Return the schema of an outcome for its readers, with an open `type` and one class for its
    data.
    """
    opened: Schema = digestible.told(event)
    whole, shortened = (option["$ref"].removeprefix("#/$defs/") for option in opened["properties"]["data"]["anyOf"])
    definitions = opened["$defs"]
    definitions[whole] = digestible.one_class(whole, definitions[whole], definitions.pop(shortened))
    opened["properties"]["data"] = {"$ref": f"#/$defs/{whole}"}
    opened["properties"]["type"] = {"title": f"{event['title']}Type", **opened["properties"]["type"]}
    return opened


def _any_outcome() -> Schema:
    """Return the schema of any message of the topic: one of the outcomes, told apart by `type`."""
    return {
        "title": ANY_OUTCOME,
        "description": "One of the outcomes. Pass over types that you don't know: there may be more.",
        "oneOf": [{"$ref": f"#/components/schemas/{outcome_type}"} for outcome_type in OutcomeType],
        "discriminator": "type",
    }


def _default(setting: str) -> Any:
    return Settings.model_fields[setting].default


def _channel_in(topic: str, event_types: tuple[EventType, ...]) -> Schema:
    names = [name for event_type in event_types for name in (str(event_type), _binary_name(event_type))]
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
        "bindings": {"kafka": {"groupId": {"type": "string", "const": _default("consumer_group")}, **_BINDING}},
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


def _structured(event_type: EventType) -> Schema:
    return {
        "name": str(event_type),
        "title": f"{event_type}, structured",
        "summary": _about(event_in(event_type)),
        "contentType": STRUCTURED,
        "headers": {
            "type": "object",
            "properties": {"content-type": {"type": "string", "pattern": r"^application/cloudevents\+json"}},
        },
        "payload": {"$ref": f"#/components/schemas/{event_type}"},
        "bindings": _key("Free to choose: what is decided does not depend on the order of arrival."),
        "examples": [
            {
                "name": str(event_type),
                "headers": {"content-type": STRUCTURED},
                "payload": examples.structured(event_type),
            }
        ],
    }


def _binary(event_type: EventType) -> Schema:
    """Return the same event with its attributes in headers, and its data alone as the value."""
    event = event_in(event_type)
    attributes = {name: schema for name, schema in event["properties"].items() if name not in {"data", "data_base64"}}
    content_type = attributes.pop("datacontenttype")
    headers, payload = examples.binary(event_type)
    return {
        "name": str(event_type),
        "title": f"{event_type}, binary",
        "summary": _about(event),
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": {
                "content-type": content_type,
                **{f"ce_{name}": schema for name, schema in attributes.items()},
            },
            "required": [f"ce_{name}" for name in event["required"] if name != "data"],
        },
        "payload": {"$ref": f"#/components/schemas/{event_type.declaration.model.__name__}"},
        "bindings": _key("Free to choose: what is decided does not depend on the order of arrival."),
        "examples": [{"name": str(event_type), "headers": headers, "payload": payload}],
    }


def _published(outcome_type: OutcomeType) -> Schema:
    headers = {name: value.decode() for name, value in HEADERS.items() if isinstance(value, bytes)}
    return {
        "name": str(outcome_type),
        "title": str(outcome_type),
        "summary": _about(event_out(outcome_type)),
        "contentType": STRUCTURED,
        "headers": {
            "type": "object",
            "properties": {name: {"type": "string", "const": value} for name, value in headers.items()},
            "required": list(headers),
        },
        "correlationId": {"location": "$message.payload#/subject", "description": "The order or SKU it speaks of."},
        "payload": {"$ref": f"#/components/schemas/{outcome_type}"},
        "bindings": _key("The order or SKU it speaks of, as in `subject`: events of one key are in order."),
        "examples": [{"name": str(outcome_type), "headers": headers, "payload": examples.published(outcome_type)}],
    }


def _published_any() -> Schema:
    messages = [_published(outcome_type) for outcome_type in OutcomeType]
    examples_of_all = [example for message in messages for example in message["examples"]]
    payload = {"$ref": f"#/components/schemas/{ANY_OUTCOME}"}
    named = {"name": ANY_OUTCOME, "title": ANY_OUTCOME, "summary": _any_outcome()["description"], "payload": payload}
    return {**messages[0], **named, "examples": examples_of_all}


def _about(event: Schema) -> str:
    about: str = event["description"]
    return about


def _binary_name(event_type: EventType) -> str:
    return f"{event_type}Binary"


def _key(description: str) -> Schema:
    return {"kafka": {"key": {"type": "string", "description": description}, **_BINDING}}


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
