"""What an operator may be refused about partitions. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class PartitionNotPaused(InventoryError):
    """Partition {partition} of topic {topic!r} is not paused. `inventory events paused` shows those that are."""

    code = "partition_not_paused"
    topic: str
    partition: int


class NothingSetAside(InventoryError):
    """Nothing of partition {partition} of topic {topic!r} is paused or set aside. `inventory events paused` and `inventory events set-aside` show what is."""

    code = "nothing_set_aside"
    topic: str
    partition: int
