"""The source that an unusable message states. The message counts against it (ADR 0042)."""

from __future__ import annotations

from contextlib import suppress

from bridge.decode.cloudevents import CloudEvent, InboundMessage
from bridge.decode.unusable import Unusable
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES

_HEADER = "ce_source"


def claimed_source(message: InboundMessage, event: CloudEvent | None) -> str | None:
    """Return the source of a readable event, or else that of the header `ce_source`. None if
    neither states one.
    """
    if event is not None:
        with suppress(Unusable):
            return event.source()
    for name, value in message.headers or ():
        if name.lower() == _HEADER and value and len(value) <= MAX_IDENTIFIER_BYTES and b"\x00" not in value:
            with suppress(UnicodeDecodeError):
                return value.decode()
    return None
