"""The messages of the AsyncAPI document: each type of event with headers, key and example."""

from __future__ import annotations

from bridge.relay.announcement import HEADERS
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from tools.contracts import examples
from tools.contracts.schemas import Schema, event_in, event_out

STRUCTURED = "application/cloudevents+json"
ANY_OUTCOME = "Outcome"
BINDING = {"bindingVersion": "0.5.0"}


def structured(event_type: EventType) -> Schema:
    """Return the message of an event that we hear, in structured mode."""
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


def binary(event_type: EventType) -> Schema:
    """Return the same in binary mode: attributes in headers, and the data alone as the value."""
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


def binary_name(event_type: EventType) -> str:
    return f"{event_type}Binary"


def published(outcome_type: OutcomeType) -> Schema:
    """Return the message of an outcome that we tell."""
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


def published_any() -> Schema:
    """Return the message that stands for all outcomes."""
    messages = [published(outcome_type) for outcome_type in OutcomeType]
    examples_of_all = [example for message in messages for example in message["examples"]]
    payload = {"$ref": f"#/components/schemas/{ANY_OUTCOME}"}
    named = {"name": ANY_OUTCOME, "title": ANY_OUTCOME, "summary": any_outcome()["description"], "payload": payload}
    return {**messages[0], **named, "examples": examples_of_all}


def any_outcome() -> Schema:
    """Return the schema of any message of the topic: one of the outcomes, told apart by `type`."""
    return {
        "title": ANY_OUTCOME,
        "description": "One of the outcomes. Pass over types that you don't know: there may be more.",
        "oneOf": [{"$ref": f"#/components/schemas/{outcome_type}"} for outcome_type in OutcomeType],
        "discriminator": "type",
    }


def _about(event: Schema) -> str:
    about: str = event["description"]
    return about


def _key(description: str) -> Schema:
    return {"kafka": {"key": {"type": "string", "description": description}, **BINDING}}
