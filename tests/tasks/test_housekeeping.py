"""Jobs of beat that nobody waits for: the audit speaks until it is heard, and pruning is felt by
nobody.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import text

from inventory.database.transactions import API_LIMITS, Database, now
from inventory.domain.commands import Cause, Confirm, Reserve
from inventory.domain.commands import Line as Item
from inventory.inbox.events import EventType
from inventory.settings import settings
from inventory.upkeep import retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.audit import audit as full_audit
from inventory.upkeep.periods import Periods
from inventory.write_path.apply import HoldTimes, apply
from tasks import housekeeping
from tasks.app import app
from tasks.failures import DiscrepanciesFound, PruningFailed
from tasks.housekeeping import audit, prune, run_audit
from tasks.stock import process
from tests.inventory.history import make_history
from tests.tasks.line import Line, ids

pytestmark = pytest.mark.usefixtures("environment")


AGE = {"age": timedelta(days=400)}
MONTH = timedelta(days=30)
PERIODS = Periods(MONTH, MONTH, MONTH, 2 * MONTH, MONTH, movements=timedelta(days=90))
CAUSE = Cause(actor="tests")

_OLD_EVENTS = """
INSERT INTO inbox_event (source, event_id, type, key, digest, payload, occurred_at, received_at, topic, partition, record_offset)
SELECT 'tests', 'old-' || n, 'PaymentFailed', 'o', '', '{}', now() - interval '60 days', now() - interval '60 days', 't', 0, n
FROM generate_series(1, 10000) AS n
"""


def discrepancies(line: Line) -> int | None:
    """Return the stored findings of the last run."""
    with line.database.transaction() as session:
        last = audit_runs.last_run(session)
    return None if last is None else last.discrepancies


def test_an_audit_takes_no_figures_that_nobody_asks_for(line: Line) -> None:
    """They cost a look at every row. With a port, tests/e2e/test_metrics.py sees them told."""
    assert line
    run, figures = run_audit()
    assert (run.report.clean, figures) == (True, None)


def test_what_does_not_add_up_is_an_error_in_every_run_until_it_does(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    process(ids(line.product("mug", 10)))
    assert discrepancies(line) is None
    audit()
    assert discrepancies(line) == 0
    with line.database.transaction() as session:
        session.execute(text("UPDATE product_inventory SET quantity_on_hand = 9"))
    for _ in range(3):
        caplog.clear()
        with pytest.raises(DiscrepanciesFound, match=r"mug at main: on hand 9, .* expected on hand 10") as failed:
            audit()
        assert "1 discrepancies" in str(failed.value)
        assert "mug at main: on hand 9" in caplog.text
        assert discrepancies(line) == 1
    with line.database.transaction() as session:
        session.execute(text("UPDATE product_inventory SET quantity_on_hand = 10"))
    audit()
    assert discrepancies(line) == 0


def test_what_is_old_is_removed_and_one_kind_that_fails_holds_up_no_other(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    process(ids(line.product("mug", 10)) + ids(line.order("o-1", "mug")))
    process(ids(line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": "o-1"})))
    with line.database.transaction() as session:
        session.execute(text("UPDATE inbox_event SET received_at = now() - :age, occurred_at = now() - :age"), AGE)
        session.execute(text("UPDATE reservation SET updated_at = now() - :age"), AGE)
    with line.failing_for("o-1", "DELETE"), pytest.raises(PruningFailed, match="old reservations: Raise") as failed:
        prune()
    assert set(failed.value.failures) == {"reservations"}
    assert "customer data" not in caplog.text
    assert line.heard() == 0
    assert line.status("o-1") == "confirmed"
    prune()
    assert line.status("o-1") is None


def test_a_backlog_is_removed_beside_orders_that_go_on(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is kept waiting beyond the lock timeout, and both come to their end: no order fails,
    nothing old is left.
    """
    monkeypatch.setattr(housekeeping, "periods", lambda: PERIODS)
    monkeypatch.setattr(retention, "PIECE", 500)
    with line.database.transaction() as session:
        make_history(session, skus=100, each=200)
        session.execute(text(_OLD_EVENTS))
    for _ in range(2):
        audit()
    sold: list[str] = []
    finished = Event()

    def sell() -> None:
        """Reserve and confirm, over and over, every SKU of the history, until all that is old is
        gone.
        """
        impatient = Database(settings().database_url, limits=API_LIMITS, pool_size=1)
        while not (finished.is_set() and len(sold) > 100):
            order, sku = f"new-{len(sold)}", f"sku-{len(sold) % 100 + 1}"
            for command in (Reserve(order, (Item(sku, 1),), CAUSE), Confirm(order, CAUSE)):
                with impatient.transaction() as session:
                    [outcome] = apply(session, [command], now=now(session), holds=HoldTimes())
                assert outcome.error is None, outcome.error
            sold.append(order)
        impatient.dispose()

    with ThreadPoolExecutor(1) as pool:
        selling = pool.submit(sell)
        try:
            while any(line.old().values()) and not selling.done():
                prune()
        finally:
            finished.set()
        selling.result(60)
    assert line.old() == {"events": 0, "orders": 0, "movements": 0}
    assert len(sold) > 100
    with line.database.snapshot() as session:
        assert full_audit(session, now=now(session)).clean
    audit()


def test_beat_asks_a_queue_that_no_hold_waits_in() -> None:
    schedule = app.conf.beat_schedule
    assert app.conf.task_routes[schedule["audit"]["task"]] == {"queue": "housekeeping"}
    assert app.conf.task_routes[schedule["prune"]["task"]] == {"queue": "housekeeping"}
    assert schedule["audit"]["schedule"] == schedule["audit"]["options"]["expires"] == 300
