"""Orders of unknown SKUs wait for the moment as of which the catalogue is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bridge.consume import reading
from bridge.consume.catalogue import Catalogue
from bridge.consume.offsets.positions import Positions, Start
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions.kept_offsets import Advance, End
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, eventually

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
PLACE = ("products", 0)


class TestCatalogue:
    @pytest.fixture
    def positions(self) -> Positions:
        positions = Positions()
        positions.begin({PLACE: Start("id", 10, set_back=False), ("orders", 0): Start("id", 0, set_back=False)})
        return positions

    @pytest.fixture
    def catalogue(self, positions: Positions) -> Catalogue:
        return Catalogue("products", positions)

    def test_an_end_is_aimed_at_until_it_is_reached(self, catalogue: Catalogue, positions: Positions) -> None:
        assert catalogue.places() == [PLACE]
        catalogue.aim({PLACE: 20}, NOON)
        assert catalogue.reached() == {}
        catalogue.aim({PLACE: 30}, NOON + timedelta(seconds=5))
        positions.reach([Origin(*PLACE, 19)])
        assert catalogue.reached() == {}  # PostgreSQL may not have it yet
        positions.keep([Advance(*PLACE, "id", 10, 20)])
        assert catalogue.reached() == {PLACE: End("id", 20, NOON)}
        assert catalogue.reached() == {}
        catalogue.aim({PLACE: 20}, NOON + timedelta(seconds=9))
        assert catalogue.reached() == {PLACE: End("id", 20, NOON + timedelta(seconds=9))}

    def test_what_is_read_no_more_is_aimed_at_no_more(self, catalogue: Catalogue, positions: Positions) -> None:
        catalogue.aim({PLACE: 5}, NOON)
        positions.forget([PLACE])
        assert catalogue.reached() == {}
        catalogue.aim({PLACE: 5}, NOON)
        positions.begin({PLACE: Start("id", 10, set_back=False)})
        assert catalogue.reached() == {}
        catalogue.aim({PLACE: 5}, NOON)
        positions.begin({PLACE: Start("of the topic made again", 10, set_back=False)})
        assert catalogue.reached() == {}


def test_a_bridge_tells_when_its_catalogue_is_read(
    settings: Settings,
    kafka: Kafka,
    inbox: Inbox,
    running: Callable[..., Any],
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "ENDS_SECONDS", 0.2)
    kafka.publish(
        settings.topic_products,
        {"type": "ProductCreated", "id": "e", "data": {"product_id": "mug", "quantity_on_hand": 1}},
    )
    with database.transaction() as session:
        began = now(session)
    running()

    def current() -> list[tuple[str, bool]]:
        rows = text("SELECT topic, coalesce(current_at > :began, false) FROM kept_offset ORDER BY topic, partition")
        with database.transaction() as session:
            return [tuple(row) for row in session.execute(rows, {"began": began})]

    heard = (settings.topic_orders, settings.topic_payments, settings.topic_products)
    expected = [(topic, topic == settings.topic_products) for topic in sorted(heard) for _ in range(3)]
    eventually(lambda: current() == expected, "of the catalogue, and of nothing else")
    assert inbox.count() == 1
