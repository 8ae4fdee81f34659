"""Codes as words, for people. Other services may make up codes of their own, and those stay."""

from __future__ import annotations

_BECAUSE = {
    "insufficient_stock": "there were too few units",
    "unknown_sku": "the catalogue has not named one of its SKUs",
    "not_sellable": "one of its SKUs is not sold now",
    "reservation_conflict": "the order was not in a state that allows it",
    "order_cancelled": "the order had been cancelled",
    "unknown_reservation": "nothing was known of the order",
    "location_not_set_up": "the location does not exist",
    "location_inactive": "the location is not in use",
    "not_recorded": "of a reason that is not kept any more",
}
_NEXT = {
    "insufficient_stock": "When enough units are booked, the shop can order or reserve again, under the same id.",
    "unknown_sku": (
        "First the catalogue has to name the SKU, and its units have to be booked."
        " Then the shop can order or reserve again, under the same id."
    ),
    "not_sellable": "When the SKU is sold again, the shop can order or reserve again, under the same id.",
}
_DEAD = {
    "attempts_exhausted": "It was tried as often as allowed, and failed each time. Replay it once the cause is mended.",
    "abandoned": "Somebody gave it up by hand. Replay takes that back.",
    "conflicting_payload": "Another event with the same id, and other content, was there before.",
    "empty": "The message has no content.",
    "unreadable_headers": "The headers of the message can't be read.",
    "too_large": "The message is larger than is taken.",
    "malformed_json": "The content is not JSON.",
    "too_deep": "The content is nested too deeply.",
    "not_an_event": "The content is JSON, and no event.",
    "unsupported_content_type": "The content is of a type that is not read.",
    "unsupported_specversion": "It is an event of another version of CloudEvents.",
    "unsupported_schema_type": "Its schema in the registry is of a type that is not read.",
    "schema_registry_not_configured": "It needs a schema registry, and none is set.",
    "missing_type": "It does not say what has happened.",
    "near_miss": "Its type is almost one that is known: it may be misspelt.",
    "wrong_topic": "Its topic does not carry such events.",
    "foreign_source": "Its source may not send such events.",
    "missing_id": "It has no id.",
    "invalid_id": "Its id can't be used.",
    "missing_source": "It has no source.",
    "invalid_source": "Its source can't be used.",
    "missing_time": "It does not say when it happened.",
    "invalid_time": "Its time can't be read.",
    "time_in_future": "Its time is too far ahead of the clock.",
    "too_old": "It is so old that it may have been done and forgotten.",
    "missing_data": "It has no data.",
    "binary_data": "Its data is binary, and not JSON.",
    "invalid_data": "Its data lacks something, or has something that can't be.",
    "unstorable": "It has characters that can't be stored.",
    "undecodable": "It can't be decoded by its schema.",
}
_OURS = {
    "attempts_exhausted": "Nothing is wrong with the event. Mend the cause that its last error names, and replay it.",
    "abandoned": "Nothing is wrong with the event. Replay it if it is to take effect after all.",
    "schema_registry_not_configured": "Nothing is wrong with the event. Set the address of the schema registry (INVENTORY_SCHEMA_REGISTRY_URL), and replay it.",
}
"""Advice for letters without a fault of their sender."""
_SENDER = "Tell the sender: "
_AGAIN = "Send it again in the right form, under the same id or a new one."
_DIFFERENTLY = {
    "conflicting_payload": "Give each event an id of its own. If this one has other news, send it again under a new id.",
    "near_miss": "Correct the name of the type, and send it again under the same id or a new one.",
    "missing_type": "State the type, and send it again under the same id or a new one.",
    "missing_id": "Give each event an id of its own, and send it again.",
    "invalid_id": "Give it an id that can be used, and send it again.",
    "wrong_topic": "Send it again to its own topic. Or, if the topic is right, change our setting of topics, and replay it.",
    "foreign_source": "Send it again under a source that may send it. Or, if the source is right, add it to our INVENTORY_SOURCES, and replay it.",
    "too_large": "Send less in one event, in parts if need be.",
    "time_in_future": "Set your clock right. Replay it when its time has come, or send it again with the right time.",
    "too_old": "It may have been done before. If it was not, send it again under a new id, with the time of now.",
}
"""Words for a sender, if to correct the form is not enough."""


def advice(code: str) -> str:
    """Return advice for dead letters of a reason, with words for their sender."""
    return _OURS.get(code) or _SENDER + _DIFFERENTLY.get(code, _AGAIN)


def because(code: str) -> str:
    """Return a reason as the end of a sentence, with spaces if it is not ours."""
    return _BECAUSE.get(code) or code.replace("_", " ")


def next_step(code: str) -> str:
    """Return the next step for an order that was not met. Empty if none is known."""
    return _NEXT.get(code, "")


def why_dead(code: str) -> str:
    """Return the reason of a dead letter as a sentence."""
    words = code.replace("_", " ")
    return _DEAD.get(code) or f"{words[:1].upper()}{words[1:]}."
