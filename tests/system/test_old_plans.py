"""Connections that planned for a few rows, in a shop of a million of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.inventory.hot_paths import HOT, RARER
from tests.inventory.old_plans import OLD, Seen, seen_in_a_shop_of
from tools.devstack.servers.together import EmbeddedServers

ROWS = 1_000_000
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def seen(servers: EmbeddedServers) -> Iterator[Seen]:
    with seen_in_a_shop_of(ROWS, servers.postgresql) as found:
        yield found


@pytest.mark.parametrize("begun", OLD)
def test_an_old_connection_reads_no_more_than_a_fresh_one_of_a_million(seen: Seen, begun: str) -> None:
    assert {name: too_much for name in HOT | RARER if (too_much := seen.too_much(begun, name))} == {}
