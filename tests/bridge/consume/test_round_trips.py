"""Count how often the intake of a poll waits for PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.intake import Intake
from bridge.consume.offsets.positions import Positions
from inventory.database.transactions import Database
from inventory.inbox.decoded import Origin, Usable
from tests.inventory.database.test_pipelining import traced, trips
from tests.inventory.post import payment


def poll(first: int, count: int) -> list[Usable]:
    numbers = range(first, first + count)
    return [replace(payment(f"e-{number}"), origin=Origin("payments", 3, number)) for number in numbers]


@pytest.mark.parametrize("count", [1, 100])
def test_a_poll_is_five_round_trips(database: Database, database_url: str, count: int) -> None:
    """The beginning with pauses, the receipt, ranges set aside, the events, and the commit."""
    del database  # it is empty
    one = Database(database_url, name="tests", pool_size=1)
    intake = Intake(one, DeadLetterCap(most=3, window=20), Positions(), retry_after=timedelta(seconds=10))
    intake.take(poll(0, count))  # prepares the statements
    with traced(one) as file:
        assert intake.take(poll(count, count)).recorded.redelivered == 0
        assert trips(file) == 5
    one.dispose()
