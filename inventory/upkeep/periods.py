"""The times that old rows are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from inventory.settings import Settings


@dataclass(frozen=True, slots=True)
class Periods:
    """The times that rows are kept. `movements` is None to keep them, and the keys of moves, for
    ever.
    """

    events: timedelta
    payloads: timedelta
    dead_letters: timedelta
    reservations: timedelta
    idempotency_keys: timedelta
    movements: timedelta | None
    outcomes: timedelta = timedelta(30)
    refused_calls: timedelta = timedelta(hours=48)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the periods that the settings name."""
        days = settings.ledger_retention_days
        return cls(
            events=timedelta(days=settings.inbox_retention_days),
            payloads=timedelta(days=settings.payload_retention_days),
            dead_letters=timedelta(days=settings.dead_letter_retention_days),
            reservations=timedelta(days=settings.reservation_retention_days),
            idempotency_keys=timedelta(days=settings.idempotency_key_retention_days),
            movements=timedelta(days=days) if days else None,
            outcomes=timedelta(days=settings.outcome_retention_days),
            refused_calls=timedelta(hours=settings.refused_call_retention_hours),
        )
