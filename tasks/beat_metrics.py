"""The metrics of beat: the jobs that it sends, and the queues as the broker tells them."""

from __future__ import annotations

from collections.abc import Iterator
from time import time
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from inventory.metrics import of_tasks as declared
from inventory.metrics.declared import Declared
from inventory.metrics.making import counter, own_registry
from inventory.metrics.serving import serve
from inventory.settings import settings
from tasks import broker, jobs

REGISTRY = own_registry()
SENT = counter(declared.SENT, REGISTRY)
WITHHELD = counter(declared.WITHHELD, REGISTRY)


class QueueFigures(Collector):
    """The queues at the moment of the scrape. While the broker is away, nothing is told of them."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def describe(self) -> Iterator[Metric]:
        """Name the metrics to the registry without asking the broker."""
        yield from (_family(each) for each in (declared.BROKER_UP, declared.QUEUE_TASKS, declared.QUEUE_OLDEST))

    def collect(self) -> Iterator[Metric]:
        """Yield the lengths and ages of the queues."""
        up, lengths, ages = self.describe()
        try:
            for queue in jobs.QUEUES:
                lengths.add_sample(lengths.name, {"queue": queue}, broker.waiting_tasks(self._app, queue))
                age = broker.oldest_seconds(self._app, queue, now=time())
                if age is not None:
                    ages.add_sample(ages.name, {"queue": queue}, age)
        except broker.ERRORS:
            up.add_sample(up.name, {}, 0)
            yield up
        else:
            up.add_sample(up.name, {}, 1)
            yield from (up, lengths, ages)


def open_port(app: Any) -> None:
    """Answer on the port of beat, unless it is 0."""
    for job in jobs.SCHEDULED:
        # Series begin at 0, or Prometheus would see no increase in their first value.
        SENT.labels(job.name)
        WITHHELD.labels(job.name)
    REGISTRY.register(QueueFigures(app))
    serve(settings().beat_metrics_port, settings().metrics_host, REGISTRY)


def _family(which: Declared) -> GaugeMetricFamily:
    return GaugeMetricFamily(which.name, which.meaning, labels=which.labels)
