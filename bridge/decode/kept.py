"""Reads the messages that dead letters keep, for `inventory events replay`: by the rules and the
settings of now.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never, cast

from sqlalchemy.orm import Session

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import Decoded, Skipped, Tombstone
from bridge.decode.decoder import Decoder
from bridge.decode.new_keys import settled
from bridge.decode.unusable import Reason, Unusable, shown
from inventory.inbox.decoded import Dead, Usable
from inventory.inbox.events import EventType
from inventory.inbox.rereading import KeptMessage, Read
from inventory.settings import Settings

_UNAUTHORIZED = frozenset({Reason.WRONG_TOPIC, Reason.FOREIGN_SOURCE})


def reader(settings: Settings) -> Read:
    """Return a reader that decodes the messages of dead letters as the bridge does."""
    return _Reader(settings)


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self._decoder = Decoder.of(settings)
        self._authority = self._decoder.authority

    def __call__(self, session: Session, kept: KeptMessage, now: datetime) -> Usable | str:
        topic = kept.origin.topic
        # With another reason it is read, even if no setting names its topic any more: the topic was
        # right when the event was heard.
        if kept.reason in _UNAUTHORIZED and not self._authority.knows(topic):
            return (
                f"{kept.reason}, its topic {shown(topic)} is heard no more: publish it again, on the topic of its type"
            )
        unreadable = kept.reason == Reason.UNREADABLE_HEADERS
        headers = None if unreadable else kept.sent.headers
        message = InboundMessage(kept.origin, kept.value, headers, kept.sent.time, kept.sent.key)
        found = cast("Decoded", settled(session, [self._decoder.decode(message, now=now)])[0])
        match found:
            case Dead():
                return f"{found.reason}, {found.detail}"
            case Usable():
                return found
            case Skipped():
                return f"its type {shown(found.type)} is none of ours"
            case Tombstone():
                return "it has neither value nor type"
            case _:
                assert_never(found)

    def forbidden(self, heard: Usable) -> str | None:
        try:
            self._authority.require_topic(EventType(heard.type), heard.origin.topic)
            self._authority.require_source(heard.source, heard.origin.topic)
        except Unusable as unusable:
            return f"{unusable.reason}, {unusable.detail}"
        return None
