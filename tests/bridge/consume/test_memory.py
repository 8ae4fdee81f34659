"""Bound the bridge's memory in decoded bytes: by compose's limit, with any load on the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.settings import Settings
from tests.bridge.dense import publish_dense
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import event

COMPOSE_LIMIT = 512 * 1_024
"""In kB."""


def peak_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.faults
def test_records_that_are_small_on_the_wire_alone(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    publish_dense(settings)
    for partition in range(3):
        kafka.publish(settings.topic_orders, event(id=f"behind-{partition}"), partition=partition)

    bridge = processes.bridge("consume")
    eventually(lambda: len(inbox.rows()) == 3, "what is behind them is heard")

    assert peak_kilobytes(bridge.pid) < COMPOSE_LIMIT / 2, "the rest is for workers' wishes and other brokers"
