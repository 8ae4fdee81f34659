"""Ranges that were set aside and are read again: their starts, and the messages in them that Kafka
deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bridge.consume.offsets.positions import Start
from inventory.inbox.decoded import PartitionKey
from inventory.partitions.gaps import Gap
from inventory.partitions.set_aside import SetAsideRange


def read_again(left: Iterable[SetAsideRange]) -> dict[PartitionKey, list[SetAsideRange]]:
    """Return the ranges that an operator has read again, by partition."""
    again: dict[PartitionKey, list[SetAsideRange]] = {}
    for one in left:
        if one.word is not None:
            again.setdefault(one.overrun.place, []).append(one)
    return again


def from_there(at: Start, again: Sequence[SetAsideRange]) -> Start:
    """Return the start from which these ranges are read as well. The other messages there were read
    before, and change nothing.
    """
    words = frozenset(one.word for one in again if one.word is not None)
    return at._replace(offset=min([at.offset, *(one.overrun.at.offset for one in again)]), words=words)


def deleted_meanwhile(
    again: Mapping[PartitionKey, Sequence[SetAsideRange]], ids: Mapping[str, str], first: Mapping[PartitionKey, int]
) -> list[Gap]:
    """Return the gaps in these ranges: messages that Kafka deleted before they were read again."""
    return [
        Gap(*place, ids[place[0]], one.overrun.at.offset, min(first[place], one.last_offset + 1))
        for place, found in again.items()
        for one in found
        if place in first and one.overrun.at.offset < first[place]
    ]
