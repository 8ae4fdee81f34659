"""Give up events that were left in Kafka as far as somebody has seen them (ADR 0042).

A source may go on sending unusable events while a person decides. What came later stays left, and
its source set aside: nobody has seen it.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update
from sqlalchemy.orm import Session

from inventory.database.tables import SetAside
from inventory.inbox.decoded import PartitionKey
from inventory.partitions import set_aside
from inventory.partitions.errors import NothingSetAside
from inventory.partitions.set_aside import SetAsideRange


def lock(session: Session, place: PartitionKey, source: str) -> SetAsideRange:
    """Return the range of the source, and lock it. Raises `NothingSetAside`."""
    for one in set_aside.locked(session, [place]):
        if one.overrun.source == source:
            return one
    raise NothingSetAside(topic=place[0], partition=place[1])


def discard_through(session: Session, known: SetAsideRange, *, through: int, messages: int) -> SetAsideRange:
    """Give up the events of a locked range up to the offset `through`, which are so many
    `messages`. Return what was given up.
    """
    overrun = known.overrun
    if through >= known.last_offset:
        set_aside.discard(session, overrun.place, overrun.source)
        return known
    row = update(SetAside).where(
        SetAside.topic == overrun.at.topic,
        SetAside.partition == overrun.at.partition,
        SetAside.source == overrun.source,
    )
    session.execute(row.values(first_offset=through + 1, messages=known.messages - messages))
    return replace(known, last_offset=through, messages=messages)
