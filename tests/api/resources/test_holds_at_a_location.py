"""Running holds by location and age, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text

from inventory.database.transactions import Database
from inventory.reading import queries
from inventory.reading.queries import ReservationFilter
from tests.api.client import Client
from tests.api.resources.test_who_holds_it import listed, reserve
from tests.api.shop import put_on_shelf

_END = text("UPDATE reservation SET status = 'expired' WHERE order_id = :order_id")


@pytest.fixture(autouse=True)
def _stock(database: Database) -> None:
    put_on_shelf(database, {"shirt": 100, "cap": 100})


def test_the_holds_that_keep_units_at_a_location(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 100, "cap": 100}, location="north")
    reserve(client, "o-late", "shirt", location="north", ttl_seconds=900)
    reserve(client, "o-main", "shirt", "cap")
    reserve(client, "o-cap", "cap", location="north")
    for order_id, verb in (("o-done", "confirm"), ("o-back", "release")):
        reserve(client, order_id, "cap", location="north")
        client.post(f"/v1/reservations/{order_id}/{verb}")

    assert listed(client, "location=north") == ["o-cap", "o-late"]
    assert listed(client, "location=north&sku=shirt") == ["o-late"]
    assert listed(client, "location=main&sku=cap") == ["o-main"]
    assert listed(client, "location=north&status=confirmed") == ["o-done"]
    assert listed(client, "location=north&status=released") == []


def test_a_line_of_the_sku_elsewhere_is_no_hold_at_the_location(client: Client, database: Database) -> None:
    put_on_shelf(database, {"cap": 100}, location="north")
    items = [{"sku": "shirt", "quantity": 1}, {"sku": "cap", "quantity": 1, "location": "north"}]
    client.post("/v1/reservations", json={"order_id": "o-1", "items": items})

    assert listed(client, "location=north&sku=cap") == ["o-1"]
    assert listed(client, "location=north&sku=shirt") == []


def test_holds_by_age(client: Client, database: Database) -> None:
    for number in range(3):
        reserve(client, f"o-{number}", ttl_seconds=600 - number)
    with database.transaction() as session:
        session.execute(text("UPDATE reservation SET held_since = '2026-01-01Z' WHERE order_id <> 'o-1'"))

    assert listed(client, "held_before=2026-01-02T00:00:00Z") == ["o-2", "o-0"]
    assert listed(client, "held_before=2026-01-01T00:00:00Z") == []
    assert listed(client, "held_before=2026-01-02T00:00:00Z&status=released") == []


def test_a_location_that_is_not_there_holds_nothing_and_says_so(client: Client, database: Database) -> None:
    put_on_shelf(database, {"cap": 100}, location="north")
    for status in ("pending", "confirmed"):
        answer = client.get(f"/v1/reservations?location=nroth&status={status}")

        assert (answer.status_code, answer.json["code"]) == (422, "location_not_set_up")
        assert (answer.json["location"], answer.json["near"]) == ("nroth", ["north"])


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_rare_holds_are_found_behind_more_than_a_page_looks_at(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(queries, "SEARCHED_ORDERS", 4)
    put_on_shelf(database, {"shirt": 100}, location="north")
    for number in range(13):
        reserve(client, f"o-{number:02}", location="north" if number in {1, 8, 12} else "main", ttl_seconds=600)
    first = client.get("/v1/reservations?location=north").json

    assert [one["order_id"] for one in first["items"]] == ["o-01"]
    assert listed(client, f"location=north&limit={limit}") == ["o-01", "o-08", "o-12"]


def test_holds_that_go_meanwhile_hide_none_of_the_others(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One goes between the statements of each page, so that another hold is the last to look at."""
    monkeypatch.setattr(queries, "SEARCHED_ORDERS", 4)
    put_on_shelf(database, {"shirt": 100}, location="north")
    for number in range(12):
        reserve(client, f"o-{number:02}", location="north" if number % 2 else "main", ttl_seconds=600 + number)
    ending = [f"o-{number:02}" for number in range(0, 12, 2)]
    shown: list[str] = []
    after = None
    with database.transaction() as session:

        def end_one(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("SELECT") and ending:
                with database.transaction() as other:
                    other.execute(_END, {"order_id": ending.pop(0)})

        event.listen(session.connection(), "after_cursor_execute", end_one)
        while shown == [] or after is not None:
            page = queries.holds(session, ReservationFilter(location="north"), after=after, limit=50)
            shown += [hold.order_id for hold in page.entries]
            after = page.last

    assert ending == []
    assert shown == [f"o-{number:02}" for number in range(1, 12, 2)]
