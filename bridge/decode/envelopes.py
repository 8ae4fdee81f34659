"""Explanations for messages that lack an attribute of events: the form in which they were read, the
members and headers that they have, and a form that would do.
"""

from __future__ import annotations

from collections.abc import Mapping

from bridge.decode.unusable import shown

_SHOWN = 12
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "type": (
        *("eventType", "event_type", "eventName", "event_name", "messageType", "message_type", "detail-type", "@type"),
        *("Type", "event", "kind", "topic", "name"),
    ),
    "id": ("eventId", "event_id", "messageId", "message_id", "uuid", "_id", "Id", "ID"),
    "source": ("producer", "origin", "Source"),
    "data": ("payload", "detail", "body", "Data", "object"),
}
"""Names that others give to these attributes of CloudEvents."""
_TYPE_HEADERS = (
    "eventtype",
    "event_type",
    "event-type",
    "type",
    "x-shopify-topic",
    "x-wc-webhook-topic",
    "x-github-event",
)
WOULD_DO = (
    "What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as "
    "application/cloudevents+json (docs/events/README.md)"
)


def without(attribute: str, *, mode: str, headers: Mapping[str, str], members: Mapping[str, object]) -> str:
    """Return the explanation for a message that lacks `attribute`. `members` are those of its JSON,
    none for a binary event.
    """
    had = [f"it was read as {_MODES[mode]}"]
    if members:
        had.append(f"has the members {_listed(members)}")
    if headers:
        had.append(f"has the headers {_listed(headers)}")
    hint = _hint(attribute, mode, headers, members)
    return f"{', '.join(had)}. {hint}" + ("" if hint.endswith(WOULD_DO) else f". {WOULD_DO}")


_MODES = {"binary": "a binary CloudEvent", "structured": "a structured CloudEvent", "bare": "a bare JSON object"}


def _hint(attribute: str, mode: str, headers: Mapping[str, str], members: Mapping[str, object]) -> str:
    known = _envelope(headers, members)
    if known is not None:
        return known
    if mode == "binary":
        if f"ce_{attribute}" in headers:
            return f"Its header ce_{attribute} is empty"
        other = attribute if attribute in headers else None
        return f"Its {attribute} belongs into the header ce_{attribute}" + (f", not {other}" if other else "")
    for name in _ELSEWHERE.get(attribute, ()):
        if attribute == "data" and members.get(name) is not None:
            return f"It has {name}: call it data"
        if members.get(name) is not None:
            return f"Its {name} is {shown(members[name])}: call it {attribute}"
    if attribute == "type":
        for name in _TYPE_HEADERS:
            if name in headers:
                return f"Its header {name} is {shown(headers[name])}: call it ce_type"
    return WOULD_DO


def around(members: Mapping[str, object]) -> str | None:
    """Return the remedy for an envelope that a connector has put around an object."""
    names = members.keys()
    if {"schema", "payload"} <= names:
        return "Kafka Connect's JsonConverter has put schema and payload around it: set value.converter.schemas.enable=false"
    if "op" in names and names & {"before", "after"}:
        return "It is the change of a row, as Debezium captures it: publish events through its outbox event router"
    return None


def _envelope(headers: Mapping[str, str], members: Mapping[str, object]) -> str | None:
    """Return the remedy for the envelope of a well-known program."""
    names = members.keys()
    if (connected := around(members)) is not None:
        return connected
    if {"detail-type", "detail"} <= names:
        return "It is an event of EventBridge: put its detail-type into type and its detail into data"
    if "__typeid__" in headers:
        stated = shown(headers["__typeid__"])
        return f"Spring's header __TypeId__ ({stated}) is not read: put type, id and source into the headers ce_type, ce_id and ce_source"
    if names & {"order_id", "product_id"} and "data" not in names:
        return (
            "It is the data alone: put type, id and source into the headers ce_type, ce_id and ce_source (Debezium's outbox "
            "event router does so with table.fields.additional.placement)"
        )
    return None


def _listed(names: Mapping[str, object]) -> str:
    told = ", ".join(shown(name) for name in list(names)[:_SHOWN])
    return told if len(names) <= _SHOWN else f"{told} and {len(names) - _SHOWN} more"
