"""How long holds live, as the settings and a caller's limits have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class HoldTimes:
    """How long a hold lives when nobody says, and at most, extensions included; in seconds."""

    default_seconds: int = 900
    maximum_seconds: int = 86_400

    def ttl(self, asked: int | None) -> timedelta:
        return timedelta(seconds=min(self.default_seconds if asked is None else asked, self.maximum_seconds))

    @property
    def maximum(self) -> timedelta:
        return timedelta(seconds=self.maximum_seconds)

    def within(self, seconds: int | None) -> HoldTimes:
        """Return those of a caller whose holds live for so long at the most; None: as long as anybody's."""
        if seconds is None:
            return self
        return HoldTimes(min(self.default_seconds, seconds), min(self.maximum_seconds, seconds))
