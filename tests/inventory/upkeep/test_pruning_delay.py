"""The delay of pruning is that of the oldest row that should be gone, or the time of a pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.upkeep import retention
from inventory.upkeep.periods import Periods
from inventory.upkeep.pruning_delay import LOOKED_AT, PruningDelay, pruning_delay
from inventory.upkeep.retention import BLOCKS_PER_RUN, Kind

DAY = timedelta(days=1)
MINUTE = 60.0
PERIODS = Periods(
    events=30 * DAY,
    payloads=7 * DAY,
    dead_letters=90 * DAY,
    reservations=365 * DAY,
    idempotency_keys=7 * DAY,
    movements=None,
)
EVENTS = """
INSERT INTO inbox_event (source, event_id, type, key, digest, payload, occurred_at, received_at, topic, partition, record_offset)
SELECT 'tests', :name || n, 'PaymentFailed', 'o', '', '{}', now() - CAST(:age AS interval), now() - CAST(:age AS interval), 't', 0, n
FROM generate_series(1, :number) AS n RETURNING id
"""


def delay(database: Database, periods: Periods = PERIODS) -> PruningDelay:
    with database.transaction() as session:
        return pruning_delay(session, now(session), periods, MINUTE)


def hear(database: Database, name: str, age: str, *, number: int = 1, table: str = "") -> None:
    with database.transaction() as session:
        ids = list(session.scalars(text(EVENTS), {"name": name, "age": age, "number": number}))
        if table == "dead_letter":
            dead = "INSERT INTO dead_letter (id, reason, detail, died_at) SELECT unnest(CAST(:ids AS bigint[])), 'x', '', now()"
            session.execute(text(dead), {"ids": ids})


def test_an_empty_shop_is_not_behind(database: Database) -> None:
    found = delay(database)

    assert set(found.overdue_seconds.values()) == {0.0}
    assert set(found.pass_seconds.values()) == {MINUTE}
    assert found.overdue_seconds.keys() | found.pass_seconds.keys() == set(Kind) - {Kind.MOVEMENTS, Kind.MOVES}


def test_an_event_that_should_be_gone_is_told_until_it_is(database: Database) -> None:
    hear(database, "young", "8 days")
    assert delay(database).overdue_seconds[Kind.EVENTS] == 0
    assert delay(database).overdue_seconds[Kind.PAYLOADS] == pytest.approx(DAY.total_seconds(), abs=60)
    hear(database, "old", "33 days")
    assert delay(database).overdue_seconds[Kind.EVENTS] == pytest.approx(2 * DAY.total_seconds(), abs=60)

    for kind in (Kind.PAYLOADS, Kind.EVENTS):
        with database.transaction() as session:
            retention.prune(session, kind, now=now(session), periods=PERIODS)

    assert delay(database).overdue_seconds[Kind.EVENTS] == delay(database).overdue_seconds[Kind.PAYLOADS] == 0


def test_a_dead_letter_that_is_kept_is_no_delay_of_events(database: Database) -> None:
    hear(database, "dead", "60 days", table="dead_letter")

    assert delay(database).overdue_seconds[Kind.EVENTS] == 0


def test_no_more_than_a_few_rows_are_looked_at(database: Database) -> None:
    hear(database, "dead", "60 days", number=LOOKED_AT, table="dead_letter")
    hear(database, "old", "60 days")

    assert delay(database).overdue_seconds[Kind.EVENTS] == 0


def test_a_pass_takes_a_run_for_each_portion_of_pages(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as session:
        insert = (
            "INSERT INTO reservation (order_id, status) SELECT 'o' || n, 'released' FROM generate_series(1, 2000) n"
        )
        session.execute(text(insert))
        pages = session.scalar(text("SELECT pg_relation_size('reservation') / current_setting('block_size')::bigint"))
    assert delay(database).pass_seconds[Kind.RESERVATIONS] == MINUTE
    monkeypatch.setattr("inventory.upkeep.pruning_delay.BLOCKS_PER_RUN", 2)

    assert BLOCKS_PER_RUN > pages > 2
    assert delay(database).pass_seconds[Kind.RESERVATIONS] == -(-pages // 2) * MINUTE


def test_movements_that_are_kept_for_a_time_are_looked_at(database: Database) -> None:
    found = delay(database, replace(PERIODS, movements=100 * DAY))

    assert found.overdue_seconds[Kind.MOVEMENTS] == 0
    assert found.pass_seconds[Kind.MOVES] == MINUTE
