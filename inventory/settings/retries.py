"""The inbox's attempts to send an event again, and an order's wait for the catalogue."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Seconds, SettingsGroup


class RetrySettings(SettingsGroup):
    redispatch_interval_seconds: Seconds = 5
    """Time between two searches of the inbox for events that are due to be sent again."""
    chunk_size: Annotated[int, Field(ge=1, le=1_000)] = 500
    """Maximum number of inbox ids that one Celery task carries."""
    retry_seconds: Seconds = 10
    """First back-off of an inbox row, doubled with each attempt. A row whose task was lost is sent
    again after the same time.
    """
    retry_seconds_max: Seconds = 600
    """Longest back-off of an inbox row."""
    max_attempts: Annotated[int, Field(ge=3, le=25)] = 8
    """Maximum number of attempts. A row that is not done after so many becomes a dead letter."""
    short_queue: Annotated[int, Field(ge=1)] = 50
    """With at least this many tasks waiting, only old inbox rows are sent again. The others may
    merely wait in the queue.
    """
    long_queue: Annotated[int, Field(ge=1)] = 1_000
    """With at least this many tasks waiting, nothing more is sent. Events wait in the inbox,
    because more tasks would only fill the broker's memory.
    """
    old_after_seconds: Seconds = 600
    """An inbox row is old when its back-off has been over for so long."""
    sku_wait_seconds: Annotated[float, Field(ge=0, le=86_400)] = 30
    """Least time that an OrderCreated waits for SKUs that the catalogue has not named. Then it is
    rejected as `unknown_sku`, if the catalogue is read as far as Kafka had it when the order was
    received. 0 rejects at once.
    """
    sku_wait_seconds_max: Seconds = 3_600
    """Longest time that an OrderCreated waits for SKUs, however far the catalogue is behind."""

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
