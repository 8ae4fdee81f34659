"""The lifetime of holds and their end, and the time to report dispatches."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Seconds, SettingsGroup

MIN_DISPATCHED_AFTER = 60
"""Minimum time to report a dispatch in seconds, if dispatch is tracked at all."""


class HoldSettings(SettingsGroup):
    hold_seconds: Annotated[int, Field(ge=1)] = 900
    """Lifetime of a hold when the order does not name one."""
    hold_seconds_max: Annotated[int, Field(ge=1, le=31_536_000)] = 86_400
    """Longest lifetime of a hold, extensions included. A longer `ttl_seconds` is cut to it."""
    dispatched_after_seconds: Annotated[int, Field(ge=0, le=31_536_000)] = 0
    """Time to report the dispatch of paid units, from 60. After it they are taken for gone. With 0
    that is so from the payment on: no unit is ever to ship.
    """
    sweep_interval_seconds: Seconds = 5
    """Time between two sweeps, which end overdue holds and the wait for dispatches."""
    sweep_batch: Annotated[int, Field(ge=1, le=5_000)] = 200
    """Maximum number of orders that one transaction of a sweep changes."""

    @model_validator(mode="after")
    def _dispatch_is_reported_in_time(self) -> Self:
        if 0 < self.dispatched_after_seconds < MIN_DISPATCHED_AFTER:
            raise ValueError(
                f"INVENTORY_DISPATCHED_AFTER_SECONDS must be 0 (units are gone when they are paid for) or at least "
                f"{MIN_DISPATCHED_AFTER}, not {self.dispatched_after_seconds}"
            )
        return self

    @model_validator(mode="after")
    def _hold_fits(self) -> Self:
        if self.hold_seconds > self.hold_seconds_max:
            raise ValueError(
                f"INVENTORY_HOLD_SECONDS ({self.hold_seconds}) must not exceed INVENTORY_HOLD_SECONDS_MAX "
                f"({self.hold_seconds_max})"
            )
        return self
