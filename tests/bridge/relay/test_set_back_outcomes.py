"""PostgreSQL is set back: later announcements are newer, for their readers, than all earlier
ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bridge.relay.announcement import SOURCE
from docs.examples.order_service import Addresses, OrderService
from inventory.database.migrate import migrate
from inventory.database.transactions import Database, now
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock, Amend, Cancel, Cause, Command, Line, Reserve, StatePayment
from inventory.settings import Settings
from inventory.write_path.apply import HoldTimes, apply
from tests.bridge.backups import Backups, Snapshots
from tests.bridge.line import Kafka, Outbox, Process, Processes, eventually
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.together import EmbeddedServers

WHY = Cause("tests")


class Shop:
    """The write path, and everything that was announced."""

    def __init__(self, database: Database, kafka: Kafka, outbox: Outbox, topic: str) -> None:
        self._database = database
        self._kafka = kafka
        self._outbox = outbox
        self._topic = topic

    def does(self, *commands: Command) -> None:
        """Apply these, one after the other, and wait until their outcomes are announced."""
        for command in commands:
            with self._database.transaction() as session:
                (outcome,) = apply(session, [command], now=now(session), holds=HoldTimes())
                assert outcome.error is None
        eventually(lambda: self._outbox.count() == 0, "announced")

    def told(self) -> list[dict[str, Any]]:
        return self._kafka.events(self._topic)

    def sequences(self, subject: str) -> list[str]:
        return [event["sequence"] for event in self.told() if event["subject"] == subject]


@pytest.fixture
def shop(database: Database, kafka: Kafka, outbox: Outbox, settings: Settings) -> Shop:
    return Shop(database, kafka, outbox, settings.topic_events)


@pytest.fixture
def relay(processes: Processes) -> Process:
    return processes.bridge("relay")


@pytest.fixture
def order_service(servers: EmbeddedServers, tmp_path: Path) -> Iterator[tuple[OrderService, list[str]]]:
    """The service of the examples, to which o-1 is an order of its own. And its refunds."""
    refunds: list[str] = []
    addresses = Addresses(
        "http://127.0.0.1:9", "none", servers.kafka_bootstrap_servers, str(tmp_path / "orders.sqlite")
    )
    service = OrderService(addresses, lambda order_id, _: refunds.append(order_id))
    with service._database as database:
        database.execute("INSERT INTO placed VALUES ('o-1', '{}', 'held', '', NULL)")
    yield service, refunds
    service.close()


def supply(units: int) -> AdjustStock:
    return AdjustStock("mug", Change(units), AdjustmentReason.RECEIVED, f"delivery-{units}", WHY)


def reserve(quantity: int) -> Reserve:
    return Reserve("o-1", (Line("mug", quantity),), WHY)


def amend(quantity: int) -> Amend:
    return Amend("o-1", (Line("mug", quantity),), WHY)


class TestADump:
    """`pg_dump`, restored into the same server: another database, as its row of `lineage` says."""

    @pytest.fixture
    def database_url(self, backups: Backups) -> str:
        return backups.url

    @pytest.mark.faults
    def test_the_example_service_takes_the_refund(
        self, shop: Shop, relay: Process, backups: Backups, order_service: tuple[OrderService, list[str]]
    ) -> None:
        service, refunds = order_service
        shop.does(supply(9), reserve(3))
        backup = backups.dump()
        shop.does(amend(4), amend(5), amend(6))
        before = shop.told()
        assert [service.hear(event) for event in before].count(True) == 4

        backups.restore(backup)
        shop.does(Cancel("o-1", "customer", WHY), StatePayment("o-1", WHY, datetime.now(UTC)))
        after = [event for event in shop.told() if event not in before]
        told = [event["type"] for event in after if event["subject"] == "o-1"]
        assert told == ["StockReleased", "StockConfirmationRejected"]
        for event in after:
            service.hear(event)
        assert (refunds, service.state("o-1")) == (["o-1"], "refunded")
        assert max(event["sequence"] for event in before) < min(event["sequence"] for event in after)
        assert all(len(event["sequence"]) == 20 for event in after)
        assert relay.terminate() == 0

    @pytest.mark.faults
    def test_twice_to_the_same_state(self, shop: Shop, relay: Process, backups: Backups) -> None:
        shop.does(supply(9), reserve(1))
        backup = backups.dump()
        for quantity in (2, 3, 4):
            shop.does(amend(quantity))
            backups.restore(backup)
        shop.does(amend(5))
        sequences = shop.sequences("o-1")
        assert sequences == sorted(set(sequences)), "each is higher than the one before"
        assert relay.terminate() == 0


class TestASnapshotOfTheDisk:
    """Nothing in PostgreSQL tells: the same cluster, timeline, database and table. Kafka's outcomes
    do.
    """

    @pytest.fixture
    def snapshots(self, tmp_path: Path) -> Iterator[Snapshots]:
        snapshots = Snapshots(PostgreSQL(tmp_path / "server"))
        snapshots.server.start()
        snapshots.server.wait_ready()
        migrate(snapshots.server.url)
        yield snapshots
        snapshots.server.stop()

    @pytest.fixture
    def database_url(self, snapshots: Snapshots) -> str:
        return snapshots.server.url

    @pytest.mark.faults
    def test_outcomes_that_it_does_not_know(self, shop: Shop, relay: Process, snapshots: Snapshots) -> None:
        shop.does(supply(9), reserve(1))
        snapshots.take()
        shop.does(amend(2), amend(3))
        before = shop.sequences("o-1")
        snapshots.restore()
        shop.does(amend(4))
        (after,) = shop.sequences("o-1")[len(before) :]
        assert after > max(before)
        relay.wait_until_said("outcomes that it does not know")
        snapshots.server.restart()
        shop.does(amend(5))
        assert shop.sequences("o-1")[-1][:10] == after[:10], "once was enough"
        assert relay.terminate() == 0


def test_what_others_write_to_the_topic_says_nothing(settings: Settings, kafka: Kafka, processes: Processes) -> None:
    kafka.publish(settings.topic_events, b"not JSON", {"source": SOURCE, "sequence": "9" * 20}, headers={})
    odd: list[tuple[object, bytes]] = [
        (b"not JSON", b"5"),
        ({"source": "/others", "sequence": "9" * 20}, b"5"),
        ({"source": SOURCE, "sequence": "9" * 20}, b"5"),
        ({"source": SOURCE, "sequence": "1"}, b"9" * 30),
        ({"source": SOURCE, "sequence": "x"}, b"5"),
        ({"source": SOURCE}, b"x"),
        ([], b"5"),
    ]
    for value, outbox_id in odd:
        kafka.publish(settings.topic_events, value, headers={"inventory-outbox-id": outbox_id})
    relay = processes.bridge("relay")
    relay.wait_until_said(f"publishing to {settings.topic_events}")
    assert not relay.said("set back")
    assert relay.terminate() == 0
