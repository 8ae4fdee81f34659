"""One look at the `/metrics` of a process."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import urllib3
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample as MetricSample

from inventory.domain.orders.status import Status
from inventory.metrics import of_api, of_bridge, of_several, of_tasks
from inventory.metrics.catalogue import exported_by
from inventory.metrics.declared import Declared, Process

WAIT_SECONDS = 3.0
MAX_BYTES = 2_000_000
_OK = 200
_REFUSALS = {401, 403}


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a process. `problem` says why there is nothing to see."""

    url: str
    problem: str = ""
    refuses_us: bool = False
    """The process answers, and wants another token."""
    process: str = ""
    version: str = ""
    gauges: Mapping[str, float] = field(default_factory=dict)
    """Sums of the samples that the overview shows, by name."""
    queues: Mapping[str, float] = field(default_factory=dict)
    """Tasks that wait, by queue, as beat tells them."""
    oldest_tasks: Mapping[str, float] = field(default_factory=dict)
    """Ages of their oldest tasks in seconds. Not every broker tells it."""
    slower: Mapping[float, float] = field(default_factory=dict)
    """Calls of the API by the upper bound of their seconds, as counted since its start."""
    failed: float = 0.0
    """Those of them that were answered with 5xx."""
    reserves: float = 0.0
    """Commands that got an order its units, since the start of the process."""
    refusals: float = 0.0
    """Commands that were refused."""

    @property
    def is_up(self) -> bool:
        return not self.problem


SHOWN = {
    of_bridge.LAG.name,
    of_bridge.RELAY_ACTIVE.name,
    of_api.REFUSALS.name,
    of_tasks.BROKER_UP.name,
    of_tasks.BATCH.name + "_sum",
}
"""Samples that the overview shows."""


def look(http: urllib3.PoolManager, url: str, token: str) -> Look:
    """Ask a process for its metrics. Raises nothing: a process that is away is a look, too."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = http.request("GET", url, headers=headers, preload_content=False, redirect=False)
        try:
            body = answer.read(MAX_BYTES)
        finally:
            answer.close()
        if answer.status in _REFUSALS:
            return Look(url, problem=f"answers {answer.status}", refuses_us=True)
        if answer.status != _OK:
            return Look(url, problem=f"answers {answer.status}")
        return read(url, body.decode())
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        return Look(url, problem=f"away ({type(error).__name__})")


def read(url: str, exposition: str) -> Look:
    """Return the look that an exposition gives. Raises `ValueError` if it is none."""
    families = list(text_string_to_metric_families(exposition))
    samples = [sample for family in families for sample in family.samples]
    build = next((one.labels for one in samples if one.name == of_several.BUILD.name), {})
    return Look(
        url,
        process=_process({name for family in families for name in (family.name, f"{family.name}_total")}),
        version=build.get("version", ""),
        gauges=_sums(sample for sample in samples if sample.name in SHOWN),
        queues=_by_queue(samples, of_tasks.QUEUE_TASKS),
        oldest_tasks=_by_queue(samples, of_tasks.QUEUE_OLDEST),
        slower=_buckets(samples),
        failed=sum(one.value for one in samples if one.name == of_api.REQUESTS.name and _failed(one)),
        reserves=sum(one.value for one in samples if one.name == of_several.OUTCOMES.name and _reserved(one)),
        refusals=sum(one.value for one in samples if one.name == of_several.OUTCOMES.name and _refused(one)),
    )


def _by_queue(samples: Iterable[MetricSample], metric: Declared) -> dict[str, float]:
    return {one.labels["queue"]: one.value for one in samples if one.name == metric.name}


def _failed(sample: MetricSample) -> bool:
    return sample.labels["status"].startswith("5") and not sample.labels["endpoint"].startswith(_NO_CALLS)


def _reserved(sample: MetricSample) -> bool:
    return sample.labels["command"] == "reserve" and sample.labels["outcome"] in _WITH_UNITS


def _refused(sample: MetricSample) -> bool:
    return sample.labels["outcome"] not in _NO_REFUSALS


_WITH_UNITS = {str(status) for status in Status if status.has_units}
_NO_REFUSALS = {*map(str, Status), "created", "changed", "unchanged"} - {str(Status.REJECTED)}
"""Words for outcomes (`inventory.domain.outcome.in_a_word`). The rest are codes of refusals."""


def _sums(samples: Iterable[MetricSample]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for sample in samples:
        if math.isfinite(sample.value):
            sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
    return sums


def _buckets(samples: Iterable[MetricSample]) -> dict[float, float]:
    """Return the calls of all endpoints by their bound. Health checks and scrapes are no calls."""
    counted: dict[float, float] = {}
    for sample in samples:
        if sample.name == f"{of_api.SECONDS.name}_bucket" and not sample.labels["endpoint"].startswith(_NO_CALLS):
            bound = float(sample.labels["le"])
            counted[bound] = counted.get(bound, 0.0) + sample.value
    return counted


_NO_CALLS = ("health.", "metrics.")


def _process(names: set[str]) -> str:
    """Return the kind of the process by the metrics that it alone has."""
    return next((kind for kind, own in _own_names().items() if own & names), "other")


@cache
def _own_names() -> dict[str, set[str]]:
    exported = {str(process): set(exported_by(process)) for process in Process}
    return {
        kind: names - {name for other, others in exported.items() if other != kind for name in others}
        for kind, names in exported.items()
    }
