"""Events of different streams with one name: the second one is kept under its stream's own name
(ADR 0035).

`(source, id)` is unique in the inbox. A writer to the catalogue's topic could use up the name of an
order that is still to come. Two services that both count from 1 do so by accident.
"""

from __future__ import annotations

import re

from inventory.boundary.streams import Stream
from inventory.inbox.events import EventType

_MARK = "\x1f"
_UNREAD = "unread"
_MARKED = re.compile(f"{_MARK}(?:{'|'.join([*Stream, _UNREAD])})")
_STREAMS = {event_type.value: event_type.stream for event_type in EventType}


def stream_of(type_: str | None) -> Stream | None:
    """Return the stream of a type. None for an event that can't be read, and for a type that only
    another version knows.
    """
    return None if type_ is None else _STREAMS.get(type_)


def own_name(event_id: str, stream: Stream | None) -> str:
    """Return the id of an event whose plain id another stream has. No producer can state it."""
    return f"{event_id}{_MARK}{_UNREAD if stream is None else stream}"


def stated(event_id: str) -> str:
    """Return the id as its producer stated it."""
    return _MARKED.sub("", event_id) if _MARK in event_id else event_id


def is_reserved(event_id: str) -> bool:
    """Return True if no producer may state this id, because it looks like one from `own_name`."""
    return _MARK in event_id and _MARKED.search(event_id) is not None
