"""A scrape reads no large table whole: each look ends after some rows, or is by an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database, now
from inventory.upkeep import mirrors, retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.backlog import backlog
from inventory.upkeep.periods import Periods
from inventory.upkeep.pruning_delay import pruning_delay
from tests.inventory.plans import ROWS, fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL

PERIODS = Periods(
    events=timedelta(days=30),
    payloads=timedelta(days=7),
    dead_letters=timedelta(days=90),
    reservations=timedelta(days=365),
    idempotency_keys=timedelta(days=7),
    movements=timedelta(days=100),
)


@pytest.fixture(scope="module")
def scraped(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "scraped", fill) as database:
        yield database


def test_no_large_table_is_read_whole(scraped: Database) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with Session(scraped.engine) as session, recording(session, explain=True) as recorder:
        backlog(session, now=moment)
        pruning_delay(session, moment, PERIODS, 60)
        audit_runs.last_run(session)
        retention.pruned(session)
        mirrors.counts(session)

    assert len(recorder.statements) > 15
    assert [one[:60] for one in recorder.whole] == []


def test_a_large_backlog_is_counted_up_to_a_bound(scraped: Database) -> None:
    with scraped.transaction() as session:
        counts = {name: each["count"] for name, each in asdict(backlog(session, now=now(session))).items()}
        assert counts["inbox_pending"] + counts["waiting_orders"] == ROWS
        assert counts["outbox"] == ROWS
        session.execute(
            text(
                "INSERT INTO outbox_event (id, type, key, sequence, payload, occurred_at) OVERRIDING SYSTEM VALUE "
                "SELECT n, 'StockReserved', 'o', 1, '{}', now() FROM generate_series(:first, 120000) n"
            ),
            {"first": ROWS + 1},
        )
        found = backlog(session, now=now(session))
        session.rollback()

    assert found.outbox.count == 100_000
