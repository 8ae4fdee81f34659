"""Every expression of every dashboard has data, in a real Prometheus that asked a whole stack while
it played a day at a shop.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from rich.console import Console
from rich.progress import Progress

from inventory.database.transactions import Database
from tests.e2e.shop import wait_for
from tests.system.monitoring.prometheus import DIRECTORY, SECONDS, Prometheus, prometheus
from tests.system.needs import need
from tests.whole_stack import ForkedStack
from tools.demo.__main__ import ENVIRONMENT, SEED
from tools.demo.day import Day
from tools.demo.script import write

pytestmark = pytest.mark.timeout(300)

ORDERS = 150
RATE_INTERVAL = "30s"
"""In place of Grafana's `$__rate_interval`, at least four intervals of Prometheus."""
STEP_SECONDS = 5
QUICK = ENVIRONMENT | {"INVENTORY_AUDIT_INTERVAL_SECONDS": "5", "INVENTORY_PRUNE_INTERVAL_SECONDS": "5"}


class Shown(NamedTuple):
    dashboard: str
    panel: str
    expression: str


def expressions() -> list[Shown]:
    """Return the expressions of all panels."""
    dashboards = {path.stem: json.loads(path.read_text()) for path in sorted((DIRECTORY / "dashboards").glob("*.json"))}
    return [
        Shown(name, panel["title"], target["expr"])
        for name, dashboard in dashboards.items()
        for panel in dashboard["panels"]
        for target in panel["targets"]
    ]


class Watched(NamedTuple):
    """A Prometheus, and the beginning of its series."""

    prometheus: Prometheus
    since: float

    def values(self, expression: str) -> list[float]:
        """Return the numbers that a graph of the whole time shows. Grafana shows no NaN."""
        asked = expression.replace("$__rate_interval", RATE_INTERVAL)
        given = {"query": asked, "start": self.since, "end": time.time(), "step": STEP_SECONDS}
        series = self.prometheus.ask("query_range", **given)["result"]
        values = [float(value) for one in series for _, value in one["values"]]
        return [value for value in values if not math.isnan(value)]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A stack as `make up` runs it, after the day of `make demo` with fewer orders."""
    need("prometheus")
    directory = tmp_path_factory.mktemp("dashboards")
    rules = (DIRECTORY / "rules.yml").read_text(encoding="utf-8")
    with (
        ForkedStack(directory / "stack", environment=QUICK) as stack,
        prometheus(stack, directory, rules=rules) as asked,
    ):
        since = time.time()
        database = Database(stack.endpoints.database_url, name="tests")
        with Progress(console=Console(quiet=True)) as progress:
            Day(stack, write(SEED, ORDERS), database, progress).play()
        database.dispose()
        yield Watched(asked, since)


@pytest.mark.parametrize("shown", expressions(), ids=lambda one: f"{one.dashboard}: {one.panel}: {one.expression}")
def test_it_shows_something(watched: Watched, shown: Shown) -> None:
    wait_for(lambda: watched.values(shown.expression) != [], f"{shown.panel} has data", SECONDS)


@pytest.mark.parametrize("expression", ["sum(inventory_forgotten_total)", "0 * inventory_relay_active / 0"])
def test_a_panel_without_data_would_be_noticed(watched: Watched, expression: str) -> None:
    assert watched.values(expression) == []
