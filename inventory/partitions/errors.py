"""Refusals of an operator's command about partitions. Each carries its data
(`inventory.errors`).
"""

from __future__ import annotations

from inventory.errors import InventoryError


class PartitionNotPaused(InventoryError):
    """Partition {partition} of {topic!r} is not paused. `inventory events paused` lists pauses."""

    code = "partition_not_paused"
    topic: str
    partition: int


class NothingSetAside(InventoryError):
    """Partition {partition} of {topic!r} has nothing set aside (`inventory events set-aside`)."""

    code = "nothing_set_aside"
    topic: str
    partition: int
