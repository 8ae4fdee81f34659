"""The times that data are kept, and the intervals of upkeep."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Days, Seconds, SettingsGroup

LEDGER_DAYS_MIN = 90
"""The minimum that the database's function `prune_ledger` insists on."""


class RetentionSettings(SettingsGroup):
    inbox_retention_days: Days = 30
    """Time that an event is remembered. Older events are refused as `too_old`: their first delivery
    may be forgotten, so they could take effect twice.
    """
    audit_interval_seconds: Seconds = 300
    """Time between two audits of the books: of all that is open, and of the ledger's new part."""
    prune_interval_seconds: Seconds = 60
    """Time between two removals of rows that are older than their retention. Each takes at most
    half of that time.
    """
    payload_retention_days: Days = 7
    """Time that the content of a done event is kept. It is personal data, and goes with the event
    at the latest.
    """
    dead_letter_retention_days: Days = 90
    """Time that dead letters and their content are kept. Must not be shorter than the inbox's."""
    reservation_retention_days: Days = 365
    """Time that an order is known after its last change, unless it has a running hold. Must be
    longer than the inbox's.
    """
    outcome_retention_days: Annotated[int, Field(ge=0, le=36_500)] = 30
    """Time that the outcomes of an order are kept for its timeline, with their reasons and the time
    at which Kafka had them. 0 keeps none.
    """
    refused_call_retention_hours: Annotated[int, Field(ge=1, le=8_760)] = 48
    """Time that a refused call is kept for the timeline of its order."""
    idempotency_key_retention_days: Days = 7
    """Time that a request with the same `Idempotency-Key` is a replay."""
    ledger_retention_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    """Time that movements are kept before their sum becomes an opening balance: 0 for ever, else at
    least 90. A `reference` that is older may take effect again.
    """

    @model_validator(mode="after")
    def _forgotten_in_order(self) -> Self:
        if self.dead_letter_retention_days < self.inbox_retention_days:
            raise ValueError(
                f"INVENTORY_DEAD_LETTER_RETENTION_DAYS ({self.dead_letter_retention_days}) must not be less than "
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}): an event that was given up could take effect "
                "when Kafka delivers it again"
            )
        if self.reservation_retention_days <= self.inbox_retention_days:
            raise ValueError(
                f"INVENTORY_RESERVATION_RETENTION_DAYS ({self.reservation_retention_days}) must exceed "
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}): an event of an order that is over could be taken "
                "for one of a new order"
            )
        if 0 < self.ledger_retention_days < LEDGER_DAYS_MIN:
            raise ValueError(
                f"INVENTORY_LEDGER_RETENTION_DAYS must be 0 (for ever) or at least {LEDGER_DAYS_MIN}: PostgreSQL refuses to "
                "remove younger movements"
            )
        return self
