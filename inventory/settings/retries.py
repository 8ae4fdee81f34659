"""How the inbox sends events again, and how long they wait for the catalogue."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Seconds, SettingsGroup


class RetrySettings(SettingsGroup):
    redispatch_interval_seconds: Seconds = 5
    """How often the inbox is searched for events that are due to be sent again."""
    chunk_size: Annotated[int, Field(ge=1, le=1_000)] = 500
    """The most inbox ids that one Celery task carries."""
    retry_seconds: Seconds = 10
    """The first back-off of an inbox row, and when one whose task was lost is sent again; it doubles with each attempt."""
    retry_seconds_max: Seconds = 600
    """The longest back-off of an inbox row."""
    max_attempts: Annotated[int, Field(ge=3, le=25)] = 8
    """An inbox row that was tried this often and is still not done becomes a dead letter."""
    short_queue: Annotated[int, Field(ge=1)] = 50
    """With at least this many tasks waiting, silent inbox rows are left alone until they are old."""
    long_queue: Annotated[int, Field(ge=1)] = 1_000
    """With at least this many tasks waiting nothing more is sent: events wait in the inbox, and Redis keeps its memory."""
    old_after_seconds: Seconds = 600
    """An inbox row is old when its back-off has been over for so long."""
    sku_wait_seconds: Annotated[float, Field(ge=0, le=86_400)] = 30
    """How long an OrderCreated waits at the least for SKUs that the catalogue has not named; then, if the catalogue is read as far
    as Kafka had it when the order was heard, it is rejected as `unknown_sku`. 0 rejects at once."""
    sku_wait_seconds_max: Seconds = 3_600
    """How long it waits at the most, however far the catalogue is behind."""

    @model_validator(mode="after")
    def _waits_end(self) -> Self:
        if self.sku_wait_seconds > self.sku_wait_seconds_max:
            raise ValueError(
                f"INVENTORY_SKU_WAIT_SECONDS ({self.sku_wait_seconds:g}) must not exceed INVENTORY_SKU_WAIT_SECONDS_MAX "
                f"({self.sku_wait_seconds_max:g}): the one is how long orders wait at the least, the other at the most"
            )
        return self

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.retry_seconds > self.retry_seconds_max:
            raise ValueError("INVENTORY_RETRY_SECONDS must not exceed INVENTORY_RETRY_SECONDS_MAX")
        if self.short_queue > self.long_queue:
            raise ValueError("INVENTORY_SHORT_QUEUE must not exceed INVENTORY_LONG_QUEUE")
        return self
