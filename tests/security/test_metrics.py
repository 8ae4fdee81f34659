"""Metrics of the API for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Line, Reserve
from inventory.inbox.store import record
from inventory.tokens import Scope
from inventory.upkeep import retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.periods import Periods
from inventory.write_path.apply import HoldTimes, apply
from tests.api.client import Client
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import put_on_shelf
from tests.inventory.post import garbage, payment
from tests.security.conftest import MakeToken, bearer
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

Samples = dict[str, float]


def samples(exposition: str) -> Samples:
    """Every sample under its name and labels, as Prometheus writes them."""
    found = {}
    for family in text_string_to_metric_families(exposition):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


@pytest.fixture
def scrape(client: Client, make_token: MakeToken) -> Scrape:
    return Scrape(client, make_token(Scope.OPS, name="prometheus"))


class Scrape:
    def __init__(self, client: Client, token: str) -> None:
        self._client = client
        self._headers = bearer(token)

    def __call__(self) -> Samples:
        answer = self._client.get("/metrics", headers=self._headers)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return samples(answer.text)


def test_requests_are_counted_by_endpoint_and_status(client: Client, scrape: Scrape, make_token: MakeToken) -> None:
    token = bearer(make_token(Scope.STOCK_READ))
    before = scrape()
    for path in ("/v1/stock/tea", "/v1/stock/coffee", "/v1/nothing"):
        client.get(path, headers=token)
    client.get("/v1/stock/tea")
    after = scrape()

    def more(sample: str) -> float:
        return after.get(sample, 0) - before.get(sample, 0)

    assert more("inventory_api_requests_total{endpoint=stock.one,status=404}") == 2
    assert more("inventory_api_requests_total{endpoint=stock.one,status=401}") == 1
    assert more("inventory_api_requests_total{endpoint=none,status=404}") == 1
    assert more("inventory_api_request_seconds_count{endpoint=stock.one}") == 3
    assert more("inventory_api_refusals_total{code=unknown_sku}") == 2
    assert more("inventory_api_refusals_total{code=token_missing}") == 1


def test_shared_transactions_are_measured(client: Client, scrape: Scrape, make_token: MakeToken) -> None:
    token = bearer(make_token(Scope.STOCK_ADJUST))
    before = scrape()
    body = {"delta": 1, "reason": "found", "reference": "shelf-7"}
    client.post("/v1/stock/tea/adjustments", json=body, headers=token)
    after = scrape()

    pools = "inventory_database_pool_wait_seconds_count{pool=inventory-api-commit}"
    waits = "inventory_api_turn_wait_seconds_count{turn=group-commit}"
    for sample in ("inventory_api_batch_commands_count{}", "inventory_api_batch_commands_sum{}", waits, pools):
        assert after[sample] - before.get(sample, 0) == 1, sample
    assert after["inventory_database_round_trips_total{}"] > before["inventory_database_round_trips_total{}"]


def test_outcomes_are_counted_by_kind(client: Client, scrape: Scrape, make_token: MakeToken) -> None:
    token = bearer(make_token(Scope.STOCK_ADJUST))
    before = scrape()
    body = {"delta": 1, "reason": "found", "reference": "shelf-9"}
    for _ in range(2):
        client.post("/v1/stock/tea/adjustments", json=body, headers=token)
    client.post("/v1/stock/tea/adjustments", json={**body, "delta": -9, "reference": "shelf-10"}, headers=token)
    after = scrape()

    def more(outcome: str) -> float:
        sample = f"inventory_outcomes_total{{command=adjust_stock,door=http,outcome={outcome}}}"
        return after.get(sample, 0) - before.get(sample, 0)

    assert [more(each) for each in ("created", "unchanged", "quantity_below_zero")] == [1, 1, 1]


def test_what_waits_is_read_from_postgresql(scrape: Scrape, database: Database) -> None:
    empty = scrape()
    for name in ("inbox_pending", "outbox", "dead_letters", "paused_partitions", "overdue_holds"):
        assert empty[f"inventory_{name}{{}}"] == empty[f"inventory_{name}_oldest_seconds{{}}"] == 0
    put_on_shelf(database, {"tea": 5})
    with database.transaction() as session:
        long_ago = now(session) - timedelta(hours=2)
        record(session, [payment("1"), payment("2"), garbage(7)], now=long_ago, retry_after=timedelta(0))
        hold = Reserve("o1", (Line("tea", 5),), Cause(actor="tests"), ttl_seconds=3600)
        apply(session, [hold], now=long_ago, holds=HoldTimes())
    found = scrape()

    def told(name: str) -> tuple[int, int]:
        """A number, and a number of minutes."""
        return int(found[f"inventory_{name}{{}}"]), round(found[f"inventory_{name}_oldest_seconds{{}}"] / 60)

    assert told("inbox_pending") == (2, 120)
    assert told("dead_letters") == (1, 120)
    assert told("overdue_holds") == (1, 60)
    assert told("outbox")[0] >= 1
    assert found["inventory_database_up{}"] == 1


def test_the_last_audit_is_told(scrape: Scrape, database: Database) -> None:
    assert [name for name in scrape() if name.startswith("inventory_audit")] == ["inventory_audit_interval_seconds{}"]
    put_on_shelf(database, {"tea": 5})
    with database.transaction() as session:
        session.execute(text("UPDATE product_inventory SET quantity_on_hand = 4"))
    with database.snapshot() as session:
        audited_at = now(session)
        run = audit_runs.audit_what_is_new(session, now=audited_at)
    with database.transaction() as session:
        audit_runs.record(session, run)
    found = scrape()

    assert found["inventory_audit_discrepancies{}"] == 1
    assert found["inventory_audit_timestamp_seconds{}"] == pytest.approx(audited_at.timestamp())


def test_what_was_removed_is_counted(scrape: Scrape, database: Database) -> None:
    key = text("INSERT INTO idempotency_key VALUES ('caller', :key, 'x', now() - interval '8 days')")
    week = timedelta(days=7)
    periods = Periods(week, week, week, week, week, movements=None)
    for number in range(3):
        with database.transaction() as session:
            session.execute(key, {"key": f"k-{number}"})
            retention.prune(session, retention.Kind.IDEMPOTENCY_KEYS, now=now(session), periods=periods)
            pruned_at = now(session)
    found = scrape()

    assert found["inventory_pruned_rows_total{kind=idempotency_keys}"] == 3
    assert found["inventory_pruned_timestamp_seconds{kind=idempotency_keys}"] == pytest.approx(pruned_at.timestamp())


def test_it_answers_while_postgresql_is_away(scrape: Scrape, postgresql: PostgreSQL) -> None:
    scrape()
    postgresql.stop()
    try:
        found = scrape()  # the token is remembered for some seconds; a JWT needs no PostgreSQL at all
    finally:
        postgresql.restart()

    assert found["inventory_database_up{}"] == 0
    assert "inventory_outbox{}" not in found
    assert found["inventory_api_requests_total{endpoint=metrics.show,status=200}"] >= 1


# Several processes.


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2", TMPDIR=str(tmp_path)) as running:
        yield running


def _text(server: ApiServer) -> str:
    with urlopen(f"http://127.0.0.1:{server.caller.port}/metrics", timeout=20) as response:
        content: bytes = response.read()
    return content.decode()


def workers(server: ApiServer) -> list[psutil.Process]:
    return psutil.Process(server.process.pid).children()


def test_any_process_answers_for_all_and_for_those_that_are_gone(server: ApiServer, tmp_path: Path) -> None:
    def counted() -> float:
        found = samples(_text(server))
        return sum(value for name, value in found.items() if "requests_total{endpoint=stock.one" in name)

    def ask(_: int) -> None:
        server.caller.get("/v1/stock/tea")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))
    assert [counted() for _ in range(5)] == [40.0] * 5

    killed, *_ = workers(server)
    killed.kill()

    def replaced() -> bool:
        now = workers(server)
        return killed not in now and len(now) == 2

    assert wait_until(replaced, seconds=30)
    assert [counted() for _ in range(5)] == [40.0] * 5


def test_their_files_are_removed_at_the_end(database_url: str, tmp_path: Path) -> None:
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2", TMPDIR=str(tmp_path)) as server:
        server.caller.get("/v1/stock/tea")
        assert len(list(tmp_path.glob("inventory-metrics-*/*.db"))) >= 1

    assert list(tmp_path.glob("inventory-metrics-*")) == []
