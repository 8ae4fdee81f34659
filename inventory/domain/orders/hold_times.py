"""Lifetimes of holds and the time to report dispatches, by settings and the limits of a caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class HoldTimes:
    """Lifetime of a hold in seconds: the default, and the maximum with extensions."""

    default_seconds: int = 900
    maximum_seconds: int = 86_400
    dispatched_after_seconds: int = 0
    """Time after which paid units that nobody reported are taken for gone. At once, if it is 0."""

    def ttl(self, asked: int | None) -> timedelta:
        return timedelta(seconds=min(self.default_seconds if asked is None else asked, self.maximum_seconds))

    @property
    def maximum(self) -> timedelta:
        return timedelta(seconds=self.maximum_seconds)

    @property
    def dispatched_after(self) -> timedelta:
        return timedelta(seconds=self.dispatched_after_seconds)

    def within(self, seconds: int | None) -> HoldTimes:
        """Return the times of a caller whose holds live at most `seconds`. None adds no limit."""
        if seconds is None:
            return self
        default, maximum = min(self.default_seconds, seconds), min(self.maximum_seconds, seconds)
        return HoldTimes(default, maximum, self.dispatched_after_seconds)
