"""A connection that made its plans when the shop was new serves a large one as well as a fresh one
does (ADR 0050).

PostgreSQL keeps the plan of a prepared statement until the table is analysed. What is counted are
the rows that it read.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.inventory.hot_paths import HOT, RARER
from tests.inventory.old_plans import KEEPING, OLD, Seen, seen_in_a_shop_of
from tools.devstack.servers.postgresql import PostgreSQL

ROWS = 4_000


@pytest.fixture(scope="module")
def seen(postgresql: PostgreSQL) -> Iterator[Seen]:
    with seen_in_a_shop_of(ROWS, postgresql) as found:
        yield found


@pytest.mark.parametrize("begun", OLD)
@pytest.mark.parametrize("name", HOT | RARER)
def test_an_old_connection_reads_no_more_than_a_fresh_one(seen: Seen, begun: str, name: str) -> None:
    assert seen.too_much(begun, name) == {}


@pytest.mark.parametrize("begun", KEEPING)
def test_no_plan_of_a_new_shop_is_unbounded(seen: Seen, begun: str) -> None:
    assert "\n".join(seen.faults[begun]) == ""
