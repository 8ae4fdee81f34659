"""The tests of the queue of spans, with OpenTelemetry's own Collector in place of ours: it is away,
hangs or refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collector import Collector
from tests.inventory.tracing.test_outgoing import (  # noqa: F401 - fixtures, and tests that are run here, too
    quick,
    sending,
    test_a_collector_that_goes_away_costs_spans_and_is_told_once,
    test_a_collector_that_hangs_slows_nothing_down_and_no_end,
    test_a_collector_that_refuses_for_a_second_gets_every_span_then,
    test_a_collector_that_refuses_for_an_hour_costs_spans_and_no_end,
    test_spans_are_compressed_if_the_exporter_is_told_to,
    test_the_end_of_a_process_sends_what_is_left,
)
from tests.system.traces.foreign import collecting_behind
from tests.traced import traced  # noqa: F401 - a fixture


@pytest.fixture
def collector(tmp_path: Path) -> Iterator[Collector]:
    with collecting_behind(tmp_path) as collector:
        yield collector
