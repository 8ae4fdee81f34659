"""Events of different streams that have one name: whoever comes second is kept under a name that is the stream's own (ADR 0035).

`(source, id)` is unique in the inbox. Somebody who may write to the catalogue's topic could use up the name of an order that is
still to come, and two services that both count from 1 do the same by accident.
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
    """Return the stream of a type. What can't be read has none, nor has what only another version
    knows.
    """
    return None if type_ is None else _STREAMS.get(type_)


def own_name(event_id: str, stream: Stream | None) -> str:
    """Return the id under which an event is kept whose plain name is another stream's. No producer
    can state it.
    """
    return f"{event_id}{_MARK}{_UNREAD if stream is None else stream}"


def stated(event_id: str) -> str:
    """Return the id as its producer stated it."""
    return _MARKED.sub("", event_id) if _MARK in event_id else event_id


def is_reserved(event_id: str) -> bool:
    """Return whether a producer may not state this id, because it looks like a name of ours."""
    return _MARK in event_id and _MARKED.search(event_id) is not None
