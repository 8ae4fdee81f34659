"""The lifetime of holds, and their end."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Seconds, SettingsGroup


class HoldSettings(SettingsGroup):
    hold_seconds: Annotated[int, Field(ge=1)] = 900
    """Lifetime of a hold when the order does not name one."""
    hold_seconds_max: Annotated[int, Field(ge=1, le=31_536_000)] = 86_400
    """Longest lifetime of a hold, extensions included. A longer `ttl_seconds` is cut to it."""
    sweep_interval_seconds: Seconds = 5
    """Time between two sweeps, which end overdue holds."""
    sweep_batch: Annotated[int, Field(ge=1, le=5_000)] = 200
    """Maximum number of holds that one transaction of a sweep ends."""

    @model_validator(mode="after")
    def _hold_fits(self) -> Self:
        if self.hold_seconds > self.hold_seconds_max:
            raise ValueError(
                f"INVENTORY_HOLD_SECONDS ({self.hold_seconds}) must not exceed INVENTORY_HOLD_SECONDS_MAX "
                f"({self.hold_seconds_max})"
            )
        return self
