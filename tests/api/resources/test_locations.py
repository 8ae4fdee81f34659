"""Locations over HTTP: made and changed with a version, listed in pages, named where refused."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf

DEFAULTS = {
    "sells": True,
    "priority": 100,
    "counts_as": None,
    "parent": None,
    "returns_to": None,
    "active": True,
    "settled": True,
    "version": 1,
}


def put(client: Client, location: str, headers: dict[str, str] | None = None, **attributes: Any) -> Reply:
    return client.put(f"/v1/locations/{location}", json=attributes, headers=headers or {})


def test_a_location_is_made_and_read(client: Client) -> None:
    made = put(client, "north")
    read = client.get("/v1/locations/north")

    assert (made.status_code, made.json) == (201, {"name": "north", **DEFAULTS})
    assert made.headers["Location"] == made.headers["Content-Location"] == "/v1/locations/north"
    assert (read.status_code, read.json, read.headers["ETag"]) == (200, made.json, made.headers["ETag"])
    assert client.get("/v1/locations/north", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304


def test_all_attributes_are_set_at_once(client: Client) -> None:
    put(client, "main")
    wanted: dict[str, Any] = {
        "sells": False,
        "priority": 900,
        "counts_as": "damaged",
        "parent": "main",
        "returns_to": "main",
        "active": True,
    }
    made, plain = put(client, "damaged", **wanted), put(client, "damaged")

    assert made.json == {"name": "damaged", **wanted, "settled": True, "version": 1}
    assert (plain.status_code, plain.json) == (200, {"name": "damaged", **DEFAULTS, "settled": False, "version": 2})


def test_the_same_again_changes_nothing(client: Client) -> None:
    first = put(client, "north", priority=5)
    stale = {"If-Match": first.headers["ETag"]}
    second = put(client, "north", stale, priority=6)
    again = put(client, "north", stale, priority=6)

    assert [one.status_code for one in (first, second, again)] == [201, 200, 200]
    assert (again.json, again.headers["ETag"]) == (second.json, second.headers["ETag"])


def test_a_stale_version_is_refused(client: Client) -> None:
    tag = put(client, "north").headers["ETag"]
    put(client, "north", priority=5)
    stale = put(client, "north", {"If-Match": tag}, priority=6)

    assert (stale.status_code, stale.json["code"]) == (412, "precondition_failed")
    assert client.get("/v1/locations/north").json["priority"] == 5
    assert put(client, "north", {"If-Match": "*"}, priority=6).status_code == 200


def test_who_means_to_make_one_overwrites_none(client: Client) -> None:
    create = {"If-None-Match": "*"}
    made, taken = put(client, "north", create), put(client, "north", create, priority=5)

    assert (made.status_code, taken.status_code, taken.json["code"]) == (201, 412, "precondition_failed")
    assert put(client, "north", create).status_code == 200  # just that: a replay
    assert put(client, "south", {"If-Match": "*"}).json["code"] == "precondition_failed"
    assert client.get("/v1/locations/south").status_code == 404


def test_pages_have_all_names_in_order(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 1})
    for name in ("d", "b", "a", "c"):
        put(client, name)
    seen, cursor = [], ""
    while True:
        page = client.get(f"/v1/locations?limit=2{cursor}").json
        seen.append([one["name"] for one in page["items"]])
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == [["a", "b"], ["c", "d"], ["main"]]


def test_an_unknown_one_is_404_and_similar_ones_are_told(client: Client) -> None:
    put(client, "north")
    answer = client.get("/v1/locations/nroth")

    assert (answer.status_code, answer.json["code"], answer.json["near"]) == (404, "location_not_set_up", ["north"])


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"sells": "no"}, "/sells"),
        ({"sells": None}, "/sells"),
        ({"priority": -1}, "/priority"),
        ({"priority": 10**7}, "/priority"),
        ({"active": 1}, "/active"),
        ({"counts_as": "x" * 201}, "/counts_as"),
        ({"parent": ""}, "/parent"),
        ({"name": "other"}, "/name"),
        ({"version": 1}, "/version"),
    ],
)
def test_what_is_not_clear_is_refused_with_a_pointer(client: Client, wrong: dict[str, Any], pointer: str) -> None:
    answer = put(client, "north", **wrong)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [problem["pointer"] for problem in answer.json["errors"]] == [pointer]
    assert client.get("/v1/locations").json["items"] == []


@pytest.mark.parametrize("end", ["parent", "returns_to"])
def test_other_locations_that_it_names_must_be_there(client: Client, end: str) -> None:
    put(client, "main")
    attributes: dict[str, Any] = {end: "mian"}
    answer = put(client, "north", **attributes)

    assert (answer.status_code, answer.json["code"], answer.json["location"]) == (422, "location_not_set_up", "mian")
    assert answer.json["near"] == ["main"]
    assert client.get("/v1/locations/north").status_code == 404


def test_no_location_is_in_itself(client: Client) -> None:
    put(client, "main")
    put(client, "shelf", parent="main")
    answer = put(client, "main", parent="shelf")

    assert (answer.status_code, answer.json["code"]) == (422, "location_in_itself")
    assert (answer.json["location"], answer.json["parent"]) == ("main", "shelf")


def test_a_new_name_has_nothing_unseen(client: Client) -> None:
    answer = put(client, "north%20")

    assert (answer.status_code, answer.json["code"], answer.json["value"]) == (422, "invalid_identifier", "north ")


def test_a_name_may_have_a_slash(client: Client) -> None:
    made = put(client, "main%2Fb2b")

    assert (made.json["name"], made.headers["Location"]) == ("main/b2b", "/v1/locations/main%2Fb2b")
    assert client.get("/v1/locations/main%2Fb2b").json["name"] == "main/b2b"


def test_places_serve_by_priority(client: Client, database: Database) -> None:
    for name in ("north", "south"):
        put(client, name)
        put_on_shelf(database, {"tea": 5}, location=name)
    put(client, "south", priority=1)
    lines = client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "tea", "quantity": 2}]}).json[
        "lines"
    ]

    assert [one["location"] for one in lines[0]["allocations"]] == ["south"]


def test_units_of_a_place_that_does_not_sell_are_offered_to_nobody(client: Client) -> None:
    put(client, "damaged", sells=False)
    received = {"delta": 5, "reason": "received", "reference": "D-1", "location": "damaged"}
    client.post("/v1/stock/tea/adjustments", json=received)
    shown = client.get("/v1/stock/tea").json
    item = {"sku": "tea", "quantity": 1}
    held = client.post("/v1/reservations", json={"order_id": "o-1", "items": [item]})

    assert (shown["quantity_on_hand"], shown["quantity_available"], shown["quantity_unsellable"]) == (0, 0, 5)
    assert not client.post("/v1/availability", json={"items": [item]}).json["available"]
    assert (held.status_code, held.json["code"]) == (409, "insufficient_stock")


def test_requests_that_name_an_unknown_place_are_refused_by_its_name(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 5})
    adjusted = client.post(
        "/v1/stock/tea/adjustments",
        json={"delta": 1, "reason": "found", "reference": "F-1", "location": "mian"},
    )
    item = {"sku": "tea", "quantity": 1, "location": "mian"}
    held = client.post("/v1/reservations", json={"order_id": "o-1", "items": [item]})

    for answer in (adjusted, held):
        assert (answer.status_code, answer.json["code"]) == (422, "location_not_set_up")
        assert (answer.json["location"], answer.json["near"]) == ("mian", ["main"])
