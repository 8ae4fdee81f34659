"""The decoder of one process: `decode` with the values of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from bridge.decode.authority import Authority
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import Decoded, decode
from bridge.decode.event_types import ignored_types
from bridge.decode.registry import SchemaRegistry
from inventory.settings import Settings


@dataclass(frozen=True, slots=True)
class Decoder:
    """Decodes messages by one set of rules."""

    retention: timedelta
    registry: SchemaRegistry | None
    ignored: frozenset[str]
    authority: Authority

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the decoder for these settings. Raises `InvalidSettings` for types that must not
        be ignored.
        """
        url = settings.schema_registry_url
        return cls(
            retention=timedelta(days=settings.inbox_retention_days),
            registry=SchemaRegistry(url) if url else None,
            ignored=ignored_types(settings.ignored_types),
            authority=Authority.of(settings),
        )

    def decode(self, message: InboundMessage, *, now: datetime) -> Decoded:
        return decode(
            message,
            now=now,
            retention=self.retention,
            registry=self.registry,
            ignored=self.ignored,
            authority=self.authority,
        )
