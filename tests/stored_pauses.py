"""Partitions that were paused by an earlier version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.database.tables import PausedPartition
from inventory.partitions.pauses import Excess


def store(session: Session, excess: Excess, *, now: datetime) -> None:
    """Write the rows of such a version."""
    session.add(
        PausedPartition(
            topic=excess.at.topic,
            partition=excess.at.partition,
            record_offset=excess.at.offset,
            dead=excess.dead,
            among=excess.among,
            reasons=excess.reasons,
            paused_at=now,
            accepted_through=None,
        )
    )
