"""Reading what dead letters have kept, for `inventory events replay`: by the rules of now, with the settings of now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never, cast

from sqlalchemy.orm import Session

from bridge.cloudevents import Message
from bridge.decode import Decoded, Skipped, Tombstone, decode
from bridge.event_types import ignored_types
from bridge.new_keys import settled
from bridge.registry import SchemaRegistry
from bridge.unusable import Reason, shown
from inventory.inbox import Heard
from inventory.rereading import Kept, Read
from inventory.settings import Settings


def reader(settings: Settings) -> Read:
    """Return what reads the messages of dead letters as the bridge does."""
    url = settings.schema_registry_url
    registry = SchemaRegistry(url) if url else None
    ignored = ignored_types(settings.ignored_types)
    retention = timedelta(days=settings.inbox_retention_days)

    def read(session: Session, kept: Kept, now: datetime) -> Heard | str:
        unreadable = kept.reason == Reason.UNREADABLE_HEADERS
        headers = None if unreadable else kept.sent.headers
        message = Message(kept.origin, kept.value, headers, kept.sent.time, kept.sent.key)
        decoded = decode(message, now=now, retention=retention, registry=registry, ignored=ignored)
        found = cast("Decoded", settled(session, [decoded])[0])
        match found:
            case Heard(operation=None):
                return f"{found.dead_reason}, {found.dead_detail}"
            case Heard():
                return found
            case Skipped():
                return f"its type {shown(found.type)} is none of ours"
            case Tombstone():
                return "it has neither value nor type"
            case _:
                assert_never(found)

    return read
