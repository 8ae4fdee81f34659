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
    """Nothing is paused or set aside in {topic!r} partition {partition}. See `inventory events`."""

    code = "nothing_set_aside"
    topic: str
    partition: int
