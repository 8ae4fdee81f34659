"""The line of the log that tells a batch of a task."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from inventory.domain.outcome import Outcome
from inventory.inbox.claiming import ClaimedEvent
from inventory.logs.fields import Fields, listed
from inventory.logs.outcomes import counted, subjects

logger = logging.getLogger(__name__)


def tell(claimed: Sequence[ClaimedEvent], outcomes: Sequence[Outcome], seconds: float) -> None:
    """Log a committed batch: its events, and the outcomes of their commands. An empty batch leaves
    no line.
    """
    if not claimed or not logger.isEnabledFor(logging.INFO):
        return
    fields = Fields(
        events=len(claimed),
        event_ids=listed(row.event.event_id for row in claimed),
        outcomes=counted(outcomes),
        seconds=seconds,
        **subjects([outcome.command for outcome in outcomes]),
    )
    logger.info("events applied: %d", len(claimed), extra=fields)
