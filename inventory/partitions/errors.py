"""Refusals of an operator's command about partitions. Each carries its data
(`inventory.errors`).
"""

from __future__ import annotations

from inventory.errors import InventoryError


class PartitionNotPaused(InventoryError):
    """Partition {partition} of topic {topic!r} is not paused, and none of its events are set aside.
    `inventory events paused` and `inventory events set-aside` list what is.
    """

    code = "partition_not_paused"
    topic: str
    partition: int


class NothingSetAside(InventoryError):
    """Nothing that the command names is set aside in partition {partition} of topic {topic!r}.
    `inventory events set-aside` lists all that is.
    """

    code = "nothing_set_aside"
    topic: str
    partition: int
