"""What a task locks and then changes belongs to one transaction, not to parts of one."""

from __future__ import annotations

import psycopg

from tasks import stock
from tests.tasks.line import Line, ids


def next_multixact(line: Line) -> int:
    """Return PostgreSQL's next MultiXact. It tells it at checkpoints alone."""
    url = line.database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SELECT next_multixact_id::text FROM pg_control_checkpoint()").fetchone()
    assert row is not None
    return int(row[0])


def test_an_event_takes_no_multixact(line: Line) -> None:
    """At a hundred events a second they would be used up within a year and a half."""
    stock.apply_events(ids(line.product("mug", 10)), begun=set())
    before = next_multixact(line)
    for number in range(3):
        stock.apply_events(ids(line.order(f"order-{number}", "mug", 1)), begun=set())
    assert line.stock("mug") == (10, 3)
    assert next_multixact(line) == before
