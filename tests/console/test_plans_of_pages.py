"""No page of the console reads a whole table, in a shop with a million rows in each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from console.app import create_app
from console.services import EXTENSION
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.console.client import Visitor
from tests.inventory.plans import fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL

PAGES = {
    "overview.show": ["/"],
    "overview.state": ["/overview/now"],
    "overview.hour": [],
    "stock.show": [
        "/stock",
        "/stock?after=sku-4",
        "/stock?q=sku-7",
        "/stock?level=low&place=main",
        "/stock?product=sku-7",
    ],
    "sku.show": ["/stock/sku-77", "/stock/sku-77?span=year&place=main", "/stock/ghost"],
    "sku.holds": ["/stock/sku-10/holds", "/stock/sku-10/holds?until=2025-01-02T00:00&order=order-7"],
    "movements.show": [
        "/stock/sku-77/movements",
        "/stock/sku-77/movements?before=70",
        "/stock/sku-77/movements?actor=nobody&place=main&kind=adjusted&reason=found&reference=r&order=order-7",
        "/stock/sku-77/movements?since=2025-01-01T00:00&until=2030-01-01T00:00",
    ],
    "movements.as_sheet": ["/stock/sku-77/movements.csv", "/stock/sku-77/movements.csv?actor=nobody"],
    "changing.adjust": ["/stock/sku-77/adjust?location=main"],
    "changing.count": ["/stock/sku-77/count?location=main"],
    "changing.move": ["/stock/sku-77/move?from_location=main"],
    "policies.show": ["/stock/sku-77/policy"],
    "policies.edit": ["/stock/sku-77/policy/set?location=main"],
    "places.show": ["/locations", "/locations?after=a"],
    "places.new": ["/locations/new"],
    "places.edit": ["/locations/main/set", "/locations/ghost/set"],
    "importing.upload": ["/import"],
    "importing.export": ["/export"],
    "importing.stock": ["/export/stock.csv"],
    "orders.find": ["/orders"],
    "orders.show": ["/orders/order-10", "/orders/order-11", "/orders/ghost"],
    "order_holds.confirm": ["/orders/order-10/confirm"],
    "order_holds.release": ["/orders/order-10/release"],
    "order_holds.cancel": ["/orders/order-10/cancel"],
    "order_holds.extend": ["/orders/order-10/extend"],
    "order_desks.dispatch": ["/orders/order-11/dispatch"],
    "order_desks.cancel_lines": ["/orders/order-11/cancel-lines"],
    "order_desks.take_back": ["/orders/order-11/return"],
    "reassigning.reassign": ["/orders/order-11/reassign"],
    "movement.show": ["/movements/77"],
    "reversing.reverse": ["/movements/77/reverse"],
    "search.show": ["/search?q=order-7", "/search?q=nothing"],
    "events.show": ["/events"],
    "events.group": ["/events/group?reason=garbage&source=shop"],
    "events.one": ["/events/7", "/events/5000310"],
    "events.message": ["/events/7/message"],
    "event_actions.give_up": ["/events/give-up?event=7"],
    "event_lists.pending": ["/events/pending", "/events/pending?waiting=yes"],
    "event_lists.skipped": ["/events/skipped"],
    "event_partitions.show": ["/events/paused"],
    "event_partitions.discard": ["/events/paused/discard?topic=orders&partition=1&whose=anybody"],
}
"""Addresses of each page that reads."""
NO_QUERY = {
    *("static", "health.alive", "health.ready", "sign_in.show", "runbook.show"),
    *("importing.show", "importing.state", "importing.rejected"),
}
"""Pages that read no large table: none, or the files of a sheet."""


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "pages_million", fill) as database:
        yield database


@pytest.fixture(scope="module")
def large(million: Database) -> Iterator[Flask]:
    """An open console in a shop with a million rows in each table, by the statistics."""
    url = million.engine.url.render_as_string(hide_password=False)
    made = create_app(Settings(database_url=url, authentication="open"))
    yield made
    made.extensions[EXTENSION].close()


@pytest.mark.parametrize("path", [path for paths in PAGES.values() for path in paths])
def test_no_page_reads_a_large_table_whole(large: Flask, path: str) -> None:
    engine = large.extensions[EXTENSION].database.engine
    with Session(engine) as session, recording(session, explain=True) as recorder:
        shown = Visitor(large).get(path)

    assert shown.status in {200, 404, 409, 422}, shown.text
    assert recorder.whole == []


def test_each_page_has_a_guard(large: Flask) -> None:
    found = {rule.endpoint for rule in large.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert found == PAGES.keys() | NO_QUERY
