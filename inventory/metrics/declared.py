"""The declaration of a metric: its name, its meaning, and the processes that export it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of metrics, as Prometheus names them."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


class Process(StrEnum):
    """Processes with metrics. A worker of any queue is a `worker`."""

    API = "api"
    CONSUMER = "consumer"
    RELAY = "relay"
    WORKER = "worker"
    BEAT = "beat"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Declared:
    """One metric. `name` is the name of its family, with the `_total` of a counter."""

    name: str
    kind: Kind
    meaning: str
    processes: tuple[Process, ...]
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()
    """Upper bounds of a histogram's buckets, without the last one."""
    when: str = ""
    """The condition for it to be there. Empty: it is always there."""


def counter(name: str, meaning: str, *processes: Process, labels: tuple[str, ...] = (), when: str = "") -> Declared:
    """Declare a counter."""
    return Declared(name, Kind.COUNTER, meaning, processes, labels, when=when)


def gauge(name: str, meaning: str, *processes: Process, labels: tuple[str, ...] = (), when: str = "") -> Declared:
    """Declare a gauge."""
    return Declared(name, Kind.GAUGE, meaning, processes, labels, when=when)


def histogram(
    name: str, meaning: str, *processes: Process, buckets: tuple[float, ...], labels: tuple[str, ...] = ()
) -> Declared:
    """Declare a histogram."""
    return Declared(name, Kind.HISTOGRAM, meaning, processes, labels, buckets)
