"""The line of the log that tells a batch of a task."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from itertools import chain

from inventory.domain.outcome import Outcome
from inventory.inbox.claiming import ClaimedEvent
from inventory.inbox.events import Event
from inventory.logs.fields import Fields, listed
from inventory.logs.outcomes import counted, subjects

logger = logging.getLogger(__name__)


def tell(
    claimed: Sequence[ClaimedEvent], outcomes: Sequence[Outcome], waiting: Mapping[int, Sequence[str]], seconds: float
) -> None:
    """Log a committed batch: its events, and the outcomes of their commands. An empty batch leaves
    no line. Orders that wait for the catalogue have a second one.
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
    logger.info("events applied: %d", len(claimed) - len(waiting), extra=fields)
    if waiting:
        _tell_waiting([row.event for row in claimed if row.id in waiting], waiting)


def _tell_waiting(events: Sequence[Event], skus: Mapping[int, Sequence[str]]) -> None:
    fields = Fields(
        events=len(events),
        event_ids=listed(event.event_id for event in events),
        order_ids=listed(event.payload.get("order_id") for event in events),
        skus=listed(chain.from_iterable(skus.values())),
    )
    logger.info("orders wait for SKUs that the catalogue has not named: %d", len(events), extra=fields)
