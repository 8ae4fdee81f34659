"""Refusals of an operator's command about partitions. Each carries its data
(`inventory.errors`).
"""

from __future__ import annotations

from inventory.errors import InventoryError


class PartitionNotPaused(InventoryError):
    """Partition {partition} of topic {topic!r} is not paused. `inventory events paused` lists those
    that are.
    """

    code = "partition_not_paused"
    topic: str
    partition: int


class NothingSetAside(InventoryError):
    """Nothing is set aside in partition {partition} of topic {topic!r}. `inventory events
    set-aside` lists the partitions with ranges that are.
    """

    code = "nothing_set_aside"
    topic: str
    partition: int
