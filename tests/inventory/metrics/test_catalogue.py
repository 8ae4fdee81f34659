"""The catalogue follows Prometheus' conventions, and docs/metrics.md shows it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from inventory.metrics import of_api
from inventory.metrics.catalogue import CATALOGUE, exported_by, table
from inventory.metrics.declared import Declared, Kind, Process
from inventory.upkeep.backlog import Backlog
from tests.prose import ROOT

EACH = pytest.mark.parametrize("metric", CATALOGUE, ids=lambda metric: metric.name)


def test_no_name_is_there_twice() -> None:
    assert [name for name, times in Counter(metric.name for metric in CATALOGUE).items() if times > 1] == []


@EACH
def test_its_name_follows_the_conventions(metric: Declared) -> None:
    assert re.fullmatch(r"inventory_[a-z_]+[a-z]", metric.name)
    assert metric.name.endswith("_total") == (metric.kind is Kind.COUNTER)
    assert not re.search(r"_(milliseconds|ms|minutes|hours|days|kb|mb|percent)(_|$)", metric.name), "a base unit"
    assert not metric.name.endswith(("_count", "_sum", "_bucket", "_created"))
    assert not set(metric.labels) & {"job", "instance", "le", "quantile"}


@EACH
def test_its_meaning_is_one_sentence_without_its_stop(metric: Declared) -> None:
    assert metric.meaning[0].isupper() or metric.meaning[0].isdigit()
    assert not metric.meaning.endswith(".")
    assert metric.processes
    assert sorted(metric.buckets) == list(metric.buckets)
    assert bool(metric.buckets) == (metric.kind is Kind.HISTOGRAM)


def test_the_relay_alone_tells_if_a_relay_is_active() -> None:
    assert [process for process in Process if "inventory_relay_active" in exported_by(process)] == [Process.RELAY]


def test_each_part_of_the_backlog_has_its_figures() -> None:
    assert list(of_api.WAITING) == list(Backlog.__dataclass_fields__)


def test_the_document_shows_the_catalogue() -> None:
    assert table() in (ROOT / "docs/metrics.md").read_text(), (
        "run `python -m inventory.metrics.catalogue`, paste its table into docs/metrics.md"
    )
