"""Reservations by SKU, status and expiry, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text

from inventory.database.transactions import Database
from inventory.domain.orders.status import Status
from inventory.reading import queries
from inventory.reading.queries import ReservationFilter
from tests.api.client import Client, as_looked_at
from tests.api.shop import put_on_shelf


@pytest.fixture(autouse=True)
def _stock(database: Database) -> None:
    put_on_shelf(database, {"shirt": 100, "cap": 100})


def reserve(
    client: Client, order_id: str, *skus: str, ttl_seconds: int = 600, location: str | None = None
) -> dict[str, Any]:
    items = [{"sku": sku, "quantity": 1, "location": location} for sku in skus or ("shirt",)]
    answer = client.post("/v1/reservations", json={"order_id": order_id, "items": items, "ttl_seconds": ttl_seconds})
    assert answer.status_code == 201
    return as_looked_at(answer.json)


def listed(client: Client, query: str = "") -> list[str]:
    """The order ids of all pages."""
    seen: list[str] = []
    cursor = ""
    for _ in range(50):
        page = client.get(f"/v1/reservations?{query}{cursor}").json
        seen += [one["order_id"] for one in page["items"]]
        if page["next_cursor"] is None:
            return seen
        cursor = f"&cursor={page['next_cursor']}"
    raise AssertionError("the pages do not end")


def test_the_running_holds_of_a_sku_those_that_end_first_in_front(client: Client) -> None:
    reserve(client, "o-late", "shirt", "cap", ttl_seconds=900)
    reserve(client, "o-cap", "cap")
    soon = reserve(client, "o-soon", "shirt", ttl_seconds=300)
    reserve(client, "o-done", "shirt")
    client.post("/v1/reservations/o-done/confirm")

    assert listed(client, "sku=shirt") == ["o-soon", "o-late"]
    assert listed(client, "sku=shirt&status=pending") == ["o-soon", "o-late"]
    assert listed(client) == ["o-soon", "o-cap", "o-late"]
    assert listed(client, "sku=ghost") == []
    assert client.get("/v1/reservations?sku=shirt").json["items"][0] == soon


def test_holds_that_end_before_a_moment(client: Client) -> None:
    first = reserve(client, "o-1", ttl_seconds=300)
    second = reserve(client, "o-2", ttl_seconds=600)

    assert listed(client, f"expires_before={second['expires_at']}") == ["o-1"]
    assert listed(client, f"sku=shirt&expires_before={first['expires_at']}") == []
    assert listed(client, f"status=confirmed&expires_before={second['expires_at']}") == []


def test_another_status_by_order_id(client: Client) -> None:
    for order_id, verb in (("o-3", "confirm"), ("o-1", "confirm"), ("o-2", "release")):
        reserve(client, order_id, "cap" if order_id == "o-3" else "shirt")
        client.post(f"/v1/reservations/{order_id}/{verb}")

    assert listed(client, "status=confirmed&limit=1") == ["o-1", "o-3"]
    assert listed(client, "status=confirmed&sku=cap") == ["o-3"]
    assert listed(client, "status=released") == ["o-2"]
    assert listed(client, "status=expired") == []


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("query", ["", "sku=shirt", "status=confirmed"])
def test_pages_show_every_reservation_once(client: Client, limit: int, query: str) -> None:
    for number in range(6):
        reserve(client, f"o-{number} ~é", ttl_seconds=600)
        if "confirmed" in query:
            client.post(f"/v1/reservations/o-{number}%20~%C3%A9/confirm")

    assert listed(client, f"{query}&limit={limit}") == [f"o-{number} ~é" for number in range(6)]


def test_holds_that_end_at_the_same_moment_are_all_shown(client: Client, database: Database) -> None:
    for number in range(5):
        reserve(client, f"o-{number}")
    with database.transaction() as session:
        session.execute(text("UPDATE reservation SET expires_at = now() + interval '1 hour'"))

    assert listed(client, "limit=2") == [f"o-{number}" for number in range(5)]


def test_a_page_of_what_is_rare_ends_early_and_goes_on(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "SEARCHED_ORDERS", 4)
    for number in range(10):
        reserve(client, f"o-{number}")
        if number in {1, 9}:
            client.post(f"/v1/reservations/o-{number}/confirm")
    first = client.get("/v1/reservations?status=confirmed").json

    assert [one["order_id"] for one in first["items"]] == ["o-1"]
    assert first["next_cursor"] is not None
    assert listed(client, "status=confirmed") == ["o-1", "o-9"]
    assert listed(client, "status=rejected") == []


def test_orders_that_are_removed_meanwhile_hide_none_of_the_others(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is removed after each statement, so that another order is the last to look at."""
    monkeypatch.setattr(queries, "SEARCHED_ORDERS", 4)
    for number in range(12):
        reserve(client, f"o-{number:02}")
        if number % 2:
            client.post(f"/v1/reservations/o-{number:02}/confirm")
    leaving = [f"o-{number:02}" for number in range(0, 12, 2)]
    shown: list[str] = []
    after = None
    with database.transaction() as session:

        def remove_one(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("SELECT") and leaving:
                with database.transaction() as other:
                    other.execute(text("DELETE FROM reservation WHERE order_id = :id"), {"id": leaving.pop(0)})

        event.listen(session.connection(), "after_cursor_execute", remove_one)
        while shown == [] or after is not None:
            page = queries.reservations(session, status=Status.CONFIRMED, after=after, limit=50)
            shown += [one.order_id for one in page.entries]
            after = page.last

    assert leaving == []
    assert shown == [f"o-{number:02}" for number in range(1, 12, 2)]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("status=new", "status"),
        ("status=held", "status"),
        ("expires_before=1700000000", "expires_before"),
        ("expires_before=2026-01-01", "expires_before"),
        ("expires_before=2026-01-01T00:00:00", "expires_before"),
        ("expires_before=2026-01-01T00:00:00+00:00", "expires_before"),
        ("held_before=yesterday", "held_before"),
        ("sku=", "sku"),
        ("location=", "location"),
        ("cursor=Im8tMSI", "cursor"),
        ("status=confirmed&cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsIm8tMSJd", "cursor"),
    ],
)
def test_a_query_that_is_not_usable_is_refused(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"/v1/reservations?{query}")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, parameter)


@pytest.mark.parametrize("status", ["pending", "confirmed"])
def test_a_page_ends_where_it_would_weigh_too_much(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    """Each order is on one page, and one that is too much by itself is a page."""
    monkeypatch.setattr(queries, "MAX_PAGE_BYTES", 250)
    skus = {"o-1": ["cap"], "o-2": ["cap"], "o-3": ["cap", "shirt"], "o-4": ["cap", "shirt"], "o-5": ["cap"]}
    for place, (order_id, of) in enumerate(skus.items()):
        reserve(client, order_id, *of, ttl_seconds=300 + 10 * place)
        if status == "confirmed":
            client.post(f"/v1/reservations/{order_id}/confirm")

    assert listed(client, f"status={status}") == list(skus)
    assert listed(client, f"status={status}&limit=1") == list(skus)
    assert len(client.get(f"/v1/reservations?status={status}").json["items"]) == 2
    monkeypatch.setattr(queries, "MAX_PAGE_BYTES", 1)
    assert listed(client, f"status={status}") == list(skus)
    assert len(client.get(f"/v1/reservations?status={status}&limit=5").json["items"]) == 1


OLD_ORDERS, HOLDS = 40_000, 5_000
_FILL = text("""
    INSERT INTO reservation (order_id, status, lines, expires_at)
    SELECT 'o-' || n, CASE WHEN n > :old THEN 'pending' ELSE 'confirmed' END,
           jsonb_build_array(jsonb_build_object('sku', CASE n % 1000 WHEN 0 THEN 'rare' ELSE 'common' END,
                                                'quantity', 1, 'allocations', '[]'::jsonb)),
           now() + n * interval '1 second'
    FROM generate_series(1, :old + :holds) n
""")


def _read(plan: dict[str, Any]) -> set[str]:
    """Return the scans of a plan with their indexes."""
    here = {f"{plan['Node Type']} {plan.get('Index Name', '')}".strip()} if "Scan" in plan["Node Type"] else set()
    return here.union(*(_read(inner) for inner in plan.get("Plans", [])))


def test_the_plans_read_no_more_than_they_must(database: Database) -> None:
    """Not the old orders, when holds are asked for. And of them no more than a page may look at."""
    with database.transaction() as session:
        session.execute(_FILL, {"old": OLD_ORDERS, "holds": HOLDS})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE reservation"))
    plans: list[dict[str, Any]] = []

    with database.transaction() as session:
        connection = session.connection()

        def explain(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if not statement.startswith("EXPLAIN"):
                explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
                plans.append(explained.scalar_one()[0]["Plan"])

        event.listen(connection, "before_cursor_execute", explain)
        common_ones = ReservationFilter(sku="common")
        rare = queries.holds(session, ReservationFilter(sku="rare"), limit=50)
        common = queries.holds(session, common_ones, limit=50)
        after = queries.holds(session, common_ones, limit=50, after=common.last)
        all_of_them = queries.holds(session, limit=50)
        confirmed = queries.reservations(session, status=Status.CONFIRMED, limit=50)
        rejected = queries.reservations(session, status=Status.REJECTED, limit=50)

    assert [len(page.entries) for page in (rare, common, after, all_of_them)] == [5, 50, 50, 50]
    assert [len(page.entries) for page in (confirmed, rejected)] == [50, 0]
    scans = [_read(plan) for plan in plans]
    # With conditions the end of the page comes first.
    the_end, the_page = {"Index Scan ix_reservation_due"}, {"Index Scan ix_reservation_due", "Subquery Scan"}
    assert scans[:7] == [the_end, the_page] * 3 + [the_page]
    for scan in scans[7:]:
        assert scan <= {"Index Scan pk_reservation", "Index Only Scan pk_reservation", "Subquery Scan"}
