"""Each alert fires on a whole stack that is broken, and clears when it is mended, in a real
Prometheus. `--log-level INFO` says how long each took: the table of docs/metrics.md.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tests.e2e.shop import Shop, wait_for
from tests.prose import ROOT
from tests.system.monitoring.breaks import BREAKS, SKU, Break, Site
from tests.system.monitoring.prometheus import DIRECTORY, WINDOW, Prometheus, prometheus, shortened
from tests.system.needs import need
from tests.whole_stack import ForkedStack
from tools.devstack.machine.private_files import private_directory
from tools.devstack.servers.passwords import SERVICE
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.tcp_front import TcpFront

pytestmark = pytest.mark.timeout(300)

log = logging.getLogger(__name__)

RULES = (DIRECTORY / "rules.yml").read_text(encoding="utf-8")
ALERTS: dict[str, dict[str, Any]] = {
    rule["alert"]: rule for group in yaml.safe_load(RULES)["groups"] for rule in group["rules"]
}
LOOKS_BACK = {name for name, rule in ALERTS.items() if WINDOW.search(rule["expr"])}
"""Alerts that hold for a window of time after the fault is mended."""
SECONDS = 60
ENVIRONMENT = {
    "INVENTORY_AUTHENTICATION": "required",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
    "INVENTORY_SKU_WAIT_SECONDS": "3000",
    "INVENTORY_AUDIT_INTERVAL_SECONDS": "3",
    "INVENTORY_PRUNE_INTERVAL_SECONDS": "3",
    "INVENTORY_DEAD_LETTER_CAP": "3",
    "INVENTORY_DEAD_LETTER_WINDOW": "10",
}


class Watch:
    """The alerts of a broken stack, and the seconds until they came and went."""

    def __init__(self, prometheus: Prometheus) -> None:
        self._prometheus = prometheus
        self._began = time.monotonic()
        self.fired: dict[str, float] = {}
        self._fired_short: set[str] = set()
        self.cleared: dict[str, float] = {}

    def all_fire(self, alerts: set[str]) -> bool:
        passed = time.monotonic() - self._began
        for name in (self._prometheus.firing() & alerts) - self.fired.keys():
            self.fired[name] = passed
        self._fired_short |= self._prometheus.firing(short=True) & alerts
        return self.fired.keys() == alerts and self._fired_short == alerts & LOOKS_BACK

    def begin_again(self) -> None:
        self._began = time.monotonic()

    def none_fires(self, alerts: set[str]) -> bool:
        passed = time.monotonic() - self._began
        firing = (self._prometheus.firing() - LOOKS_BACK) | self._prometheus.firing(short=True)
        for name in alerts - firing - self.cleared.keys():
            self.cleared[name] = passed
        return not alerts & firing


@pytest.fixture(scope="module")
def replica() -> Iterator[TcpFront]:
    """The way to the replica. It leads to the primary, as new as can be."""
    with TcpFront(None) as front:
        yield front


@pytest.fixture(scope="module")
def site(replica: TcpFront, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    need("prometheus")
    directory = private_directory(tmp_path_factory.mktemp("alerts") / "stack").resolve()
    url = PostgreSQL(directory, replica.port).database_url("postgres", SERVICE)
    with ForkedStack(directory, environment=ENVIRONMENT | {"INVENTORY_READ_DATABASE_URL": url}) as stack:
        replica.point_at(stack.servers["postgresql"].port)
        database = Database(stack.owner_url, pool_size=1, name="tests")
        with database.transaction() as session:
            _, token = access.create(session, "shop", list(Scope), now=now(session))
        database.dispose()
        shop = Shop(stack, token)
        shop.supply(SKU, 1_000)
        yield Site(shop, replica)
        shop.engine.dispose()


@pytest.fixture(scope="module")
def watched(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    with prometheus(site.shop.stack, tmp_path_factory.mktemp("prometheus"), rules=shortened(RULES)) as running:
        yield running


def test_only_the_time_is_shortened() -> None:
    """The expressions stay as they are."""
    rules = [rule for group in yaml.safe_load(shortened(RULES))["groups"] for rule in group["rules"]]
    assert [rule | {"for": ""} for rule in rules[: len(ALERTS)]] == [rule | {"for": ""} for rule in ALERTS.values()]
    assert {rule["alert"] for rule in rules[len(ALERTS) :]} == LOOKS_BACK
    assert {rule["for"] for rule in rules if "for" in rule} == {"2s"}


def test_each_alert_is_brought_about() -> None:
    assert sorted(name for case in BREAKS for name in case.alerts) == sorted(ALERTS)


def test_the_document_has_each_of_them() -> None:
    document = (ROOT / "docs/metrics.md").read_text(encoding="utf-8")
    assert [
        row for case in BREAKS for name in case.alerts if (row := f"| `{name}` | {case.told} | ") not in document
    ] == []


def test_nothing_fires_on_a_stack_in_good_order(watched: Prometheus) -> None:
    wait_for(lambda: not watched.firing(), "no alert fires", SECONDS)


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case.broken.__name__)
def test_an_alert_fires_and_clears(site: Site, watched: Prometheus, case: Break) -> None:
    alerts = set(case.alerts)
    wait_for(lambda: not watched.firing() & alerts, "none of them fires before", SECONDS)
    watch = Watch(watched)
    with case.broken(site):
        wait_for(lambda: watch.all_fire(alerts), f"{alerts} fire", SECONDS)
        watch.begin_again()
    wait_for(lambda: watch.none_fires(alerts), f"{alerts} clear", SECONDS)
    for name in case.alerts:
        log.info("| `%s` | %s | %.0f s | %.0f s |", name, case.told, watch.fired[name], watch.cleared[name])
