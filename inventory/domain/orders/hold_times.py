"""Lifetimes of holds, from the settings and the limits of a caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class HoldTimes:
    """Lifetime of a hold in seconds: the default, and the maximum with extensions."""

    default_seconds: int = 900
    maximum_seconds: int = 86_400

    def ttl(self, asked: int | None) -> timedelta:
        return timedelta(seconds=min(self.default_seconds if asked is None else asked, self.maximum_seconds))

    @property
    def maximum(self) -> timedelta:
        return timedelta(seconds=self.maximum_seconds)

    def within(self, seconds: int | None) -> HoldTimes:
        """Return the times of a caller whose holds live at most `seconds`. None adds no limit."""
        if seconds is None:
            return self
        return HoldTimes(min(self.default_seconds, seconds), min(self.maximum_seconds, seconds))
