"""Redis behind three Sentinels as the broker: its primary is killed under load, and so is one of
the Sentinels.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.shop import wait_for
from tests.system.broker.line import READ, shop_on, shown_in_flower, survives
from tests.system.broker.sentinels import MASTER, Watched, watched

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

FAILOVER_SECONDS = 60


def fail_over(servers: Watched) -> None:
    """Kill the primary, and bring it back when another has its place."""
    before = servers.primary()
    before.kill()
    wait_for(lambda: servers.primary() is not before, "the Sentinels name another primary", FAILOVER_SECONDS)
    before.restart()


def test_the_line_outlives_kills_of_the_primary(tmp_path: Path) -> None:
    with watched(tmp_path / "redis") as servers:
        environment = {
            "CELERY_BROKER_URL": servers.url,
            "INVENTORY_CELERY_TRANSPORT_OPTIONS": json.dumps({"master_name": MASTER}),
        }
        with shop_on(tmp_path / "stack", environment) as shop:
            survives(shop, "mug", lambda: fail_over(servers), servers.sentinels[-1].kill, lambda: fail_over(servers))
            # Flower asks the primary that it knew before it asks who has its place.
            wait_for(lambda: shown_in_flower(shop) == READ, "Flower shows the queues", FAILOVER_SECONDS)
