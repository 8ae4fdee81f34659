"""The event type of ours that a `type` means: itself, one that it was probably meant to be, or none
(ADR 0029).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from inventory.errors import InvalidSettings
from inventory.inbox.events import EventType

_LOOKED_AT = 200
"""Characters at the end of a type that are compared. The type is somebody else's text, and may be a
megabyte.
"""

_TYPES: dict[str, EventType] = {event_type.value: event_type for event_type in EventType}
_VERSION = re.compile(r"[./][vV]\d{1,9}(?:\.\d{1,9}){0,2}")
_SEPARATORS = re.compile(r"[./:#$+@|\\]+")
"""Between the segments of a name: dots, and their counterparts in URLs, URNs, PHP, Java and C#. Not
`-` or `_`: they join the words of one name.
"""
_TRAILING_VERSION = re.compile(r"v?\d+\Z")


class NearMiss(NamedTuple):
    """A type that is none of ours and was probably meant to be `meant`."""

    meant: EventType


def recognised(name: str, ignored: Iterable[str] = ()) -> EventType | NearMiss | None:
    """Return our event type that `name` states or nearly states. None for another's type: one of
    `ignored`, or one like none of ours.

    `com.example.OrderCreated` and `com.example.OrderCreated.v2` are an OrderCreated.
    `OrderCreatedEvent`, `order_created` and `shop.order.created` are near misses.
    `PurchaseOrderCreated` is another's.
    """
    if name in ignored:
        return None
    tail = name[-_LOOKED_AT:]
    found = _exact(tail) or _exact(_unversioned(tail))
    if found is not None:
        return found
    # A version and the word event fold to nothing.
    segments = [folded for segment in _SEPARATORS.split(tail) if (folded := _folded(segment))]
    for candidate in ("".join(segments[-1:]), "".join(segments[-2:])):
        meant = _MISSED.get(candidate)
        if meant is not None:
            return NearMiss(meant)
    return None


def ignored_types(setting: str) -> frozenset[str]:
    """Return the types that INVENTORY_IGNORED_TYPES lists. Raises `InvalidSettings` for the plain
    name of one of ours: it would lose events in silence.
    """
    listed = frozenset(filter(None, map(str.strip, setting.split(","))))
    if ours := sorted(listed & _TYPES.keys()):
        problem = f"must not list {', '.join(ours)}: the service lives on them. List others' types by their whole name"
        raise InvalidSettings(problems=[("INVENTORY_IGNORED_TYPES", problem)])
    return listed


def _exact(name: str) -> EventType | None:
    return _TYPES.get(name.rpartition(".")[2])


def _unversioned(name: str) -> str:
    """Return `name` without a last segment such as `.v2`, `/v2` or `.v1.3`."""
    start = max(name.rfind(".v"), name.rfind(".V"), name.rfind("/v"), name.rfind("/V"))
    return name[:start] if start > 0 and _VERSION.fullmatch(name, start) else name


def _folded(segment: str) -> str:
    """Return the letters alone, in lower case, without a version or the word event at the end, and
    `ll` as `l`.
    """
    text = unicodedata.normalize("NFKC", segment).casefold()
    text = "".join(character for character in text if character.isalnum())
    shorter = None
    while shorter != text:
        shorter, text = text, _TRAILING_VERSION.sub("", text.removesuffix("event"))
    return "".join(character for character in text if character.isalpha()).replace("ll", "l")


_MISSED = {_folded(event_type): event_type for event_type in EventType}
