"""Metrics of prometheus_client, made from their declarations.

The library is imported when it is first needed. It looks at the environment then
(`PROMETHEUS_MULTIPROC_DIR`), and this package is loaded before the environment is right.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

from inventory.metrics.declared import Declared, Kind
from inventory.metrics.of_several import BUILD

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

MULTIPROCESS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the directory to prometheus_client, for processes that fork."""

AmongProcesses = Literal["max", "mostrecent"]
"""The value that stands for several processes of one service: the highest, or the newest."""


def counter(declared: Declared, registry: CollectorRegistry) -> Counter:
    """Make a counter."""
    from prometheus_client import Counter  # noqa: PLC0415 - see above

    assert declared.kind is Kind.COUNTER
    return Counter(declared.name, declared.meaning, declared.labels, registry=registry)


def gauge(declared: Declared, registry: CollectorRegistry, *, among: AmongProcesses = "mostrecent") -> Gauge:
    """Make a gauge."""
    from prometheus_client import Gauge  # noqa: PLC0415

    assert declared.kind is Kind.GAUGE
    return Gauge(declared.name, declared.meaning, declared.labels, registry=registry, multiprocess_mode=among)


def histogram(declared: Declared, registry: CollectorRegistry) -> Histogram:
    """Make a histogram."""
    from prometheus_client import Histogram  # noqa: PLC0415

    assert declared.kind is Kind.HISTOGRAM
    return Histogram(declared.name, declared.meaning, declared.labels, buckets=declared.buckets, registry=registry)


def tell_build(registry: CollectorRegistry) -> None:
    """Export the version of the service and of Python."""
    python = ".".join(map(str, sys.version_info[:3]))
    gauge(BUILD, registry, among="max").labels(_version(), python).set(1)


def own_registry() -> CollectorRegistry:
    """Return a registry for one process, with the figures of the process itself."""
    from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector  # noqa: PLC0415

    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    tell_build(registry)
    return registry


def _version() -> str:
    try:
        return version("inventory-service")
    except PackageNotFoundError:
        return "unknown"  # run from a directory that was not installed
