"""The bridge and the relay have registries of their own, and tell their own figures alone."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from bridge import metrics
from inventory.metrics.catalogue import exported_by
from inventory.metrics.declared import Process
from inventory.metrics.of_several import POOL_WAIT, ROUND_TRIPS

OF_THE_SEAM = {POOL_WAIT.name, ROUND_TRIPS.name}
"""Made when the port is opened."""


def told(registry: CollectorRegistry) -> set[str]:
    counters = {family.name: "_total" if family.type == "counter" else "" for family in registry.collect()}
    return {f"{name}{ending}" for name, ending in counters.items() if name.startswith("inventory_")}


def test_each_process_has_its_own_metrics_alone() -> None:
    assert told(metrics.CONSUMER) == exported_by(Process.CONSUMER).keys() - OF_THE_SEAM
    assert told(metrics.RELAY) == exported_by(Process.RELAY).keys() - OF_THE_SEAM
