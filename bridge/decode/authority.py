"""The types of event that each topic carries, and their sources (ADR 0035). Kafka's ACLs decide who
may write to a topic. They are worth something only if a topic carries certain events alone.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Self

from bridge.decode.unusable import Reason, Unusable, shown
from inventory.boundary.streams import Stream
from inventory.inbox.events import EventType
from inventory.settings import EVERY_SOURCE, Settings

logger = logging.getLogger(__name__)

_VARIABLE = {stream: f"INVENTORY_TOPIC_{stream.upper()}" for stream in Stream}
_NAMED = 6


class Authority:
    """The event types and sources that each topic may carry. Nothing is known of a topic that no
    setting names, so it may carry any event.
    """

    def __init__(self, topics: Mapping[Stream, str], sources: Mapping[str, Sequence[str]]) -> None:
        self._topics = topics
        self._sources = {
            topic: (
                frozenset(each for each in listed if not each.endswith(EVERY_SOURCE)),
                tuple(each.removesuffix(EVERY_SOURCE) for each in listed if each.endswith(EVERY_SOURCE)),
            )
            for topic, listed in sources.items()
        }

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the authority that the settings describe. A topic that several settings name
        carries all of their types.
        """
        return cls(settings.topics_heard, settings.sources)

    def knows(self, topic: str) -> bool:
        """Return True if one of the settings names this topic."""
        return topic in self._topics.values()

    def require_topic(self, event_type: EventType, topic: str) -> None:
        """Raise `Unusable` if this topic belongs to another stream."""
        stream = event_type.stream
        if not self.knows(topic) or self._topics[stream] == topic:
            return
        raise Unusable(
            Reason.WRONG_TOPIC,
            f"{event_type} is heard on the topic {shown(self._topics[stream])} alone, and this is {shown(topic)}: publish it "
            f"there. If {shown(topic)} is meant to carry it, set {_VARIABLE[stream]} to that",
        )

    def require_source(self, source: str, topic: str) -> None:
        """Raise `Unusable` if INVENTORY_SOURCES lists other sources for this topic."""
        if topic not in self._sources:
            return
        whole, beginnings = self._sources[topic]
        if source in whole or source.startswith(beginnings):
            return
        listed = [*sorted(whole), *(f"{each}{EVERY_SOURCE}" for each in beginnings)]
        told = ", ".join(map(shown, listed[:_NAMED])) + (
            f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
        )
        raise Unusable(
            Reason.FOREIGN_SOURCE,
            f"the topic {shown(topic)} takes events of {told}, not of {shown(source)}: publish it under one of these sources, "
            "or list its own in INVENTORY_SOURCES",
        )


ANYTHING = Authority({}, {})
"""Allows every event on every topic."""


def warn_of_open_topics(settings: Settings) -> None:
    """Log the topics that take events of every source, because INVENTORY_SOURCES lists none for
    them.
    """
    open_ = sorted({topic for topic in settings.topics_heard.values() if topic not in settings.sources})
    if open_:
        logger.warning(
            "events of every source are taken on %s: anyone who may write to such a topic can publish in the name of others. "
            "List the sources of each topic in INVENTORY_SOURCES (docs/security.md)",
            ", ".join(open_),
        )
