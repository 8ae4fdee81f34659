"""Moves over HTTP: both rows and the total are answered, and a retry is a replay."""

from __future__ import annotations

from typing import Any

import pytest

from api.contract.limits import MAX_MOVES
from inventory.database.transactions import Database
from inventory.reading.near_locations import MAX_NAMES
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf


@pytest.fixture(autouse=True)
def _places(database: Database, client: Client) -> None:
    put_on_shelf(database, {"tea": 10, "mug": 3})
    client.put("/v1/locations/damaged", json={"sells": False, "counts_as": "damaged"})
    client.put("/v1/locations/north", json={})


def body(**more: Any) -> dict[str, Any]:
    return {"from": "main", "to": "damaged", "quantity": 4, "reason": "damaged", "reference": "pallet-1", **more}


def move(client: Client, sku: str = "tea", **more: Any) -> Reply:
    return client.post(f"/v1/stock/{sku}/moves", json=body(**more))


def units(client: Client, sku: str = "tea") -> dict[str, int]:
    return {row["location"]: row["quantity_on_hand"] for row in client.get(f"/v1/stock/{sku}").json["locations"]}


def test_both_rows_and_the_total_are_answered(client: Client) -> None:
    answer = move(client)
    moved, stock = answer.json, answer.json["stock"]

    assert answer.status_code == 201
    assert (moved["sku"], moved["from"], moved["to"], moved["quantity"]) == ("tea", "main", "damaged", 4)
    assert (moved["reference"], moved["new"]) == ("pallet-1", True)
    assert (stock["from"]["location"], stock["from"]["quantity_on_hand"]) == ("main", 6)
    assert (stock["to"]["location"], stock["to"]["quantity_on_hand"]) == ("damaged", 4)
    assert (stock["total"]["quantity_on_hand"], stock["total"]["quantity_available"]) == (6, 6)
    assert stock["total"]["quantity_unsellable"] == 4
    shown = client.get("/v1/stock/tea").json
    assert {name: shown[name] for name in stock["total"]} == stock["total"]
    assert units(client) == {"main": 6, "damaged": 4}


def test_a_move_between_places_that_sell_changes_no_total(client: Client) -> None:
    stock = move(client, to="north", reason="relocated").json["stock"]

    assert stock["total"]["quantity_on_hand"] == 10
    assert stock["to"]["quantity_available"] == 4


def test_the_same_reference_again_is_a_replay(client: Client) -> None:
    answers = [move(client) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [answer.json.pop("new") for answer in answers] == [True, False, False]
    assert answers[0].json == answers[2].json
    assert units(client) == {"main": 6, "damaged": 4}


@pytest.mark.parametrize("other", [{"quantity": 5}, {"to": "north"}, {"reason": "quarantined"}])
def test_the_same_reference_for_something_else_is_refused(client: Client, other: dict[str, Any]) -> None:
    move(client)
    answer = move(client, **other)

    assert (answer.status_code, answer.json["code"], answer.json["reference"]) == (
        409,
        "reference_conflict",
        "pallet-1",
    )
    assert units(client) == {"main": 6, "damaged": 4}


def test_what_is_promised_moves_too_unless_it_must_not(client: Client) -> None:
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "tea", "quantity": 8}]})

    strict = move(client, strict=True)
    assert (strict.status_code, strict.json["code"]) == (409, "units_promised")
    assert (strict.json["quantity"], strict.json["quantity_available"], strict.json["quantity_reserved"]) == (4, 2, 8)
    stock = move(client).json["stock"]
    assert (stock["from"]["quantity_shortfall"], stock["total"]["quantity_shortfall"]) == (2, 2)
    assert move(client, strict=True, reference="pallet-2", quantity=1).status_code == 409


@pytest.mark.parametrize(
    ("sku", "other", "status", "code", "named"),
    [
        ("tea", {"quantity": 11}, 409, "quantity_below_zero", {"sku": "tea", "location": "main"}),
        ("tea", {"to": "damagd"}, 422, "location_not_set_up", {"location": "damagd", "near": ["damaged"]}),
        ("tea", {"from": "mian"}, 422, "location_not_set_up", {"location": "mian", "near": ["main"]}),
        ("pot", {}, 422, "unknown_sku", {"skus": ["pot"]}),
        ("tea", {"reference": "ends with a space "}, 422, "invalid_identifier", {"field": "reference"}),
    ],
)
def test_refusals_name_what_is_wrong_and_change_nothing(
    client: Client, sku: str, other: dict[str, Any], status: int, code: str, named: dict[str, Any]
) -> None:
    answer = move(client, sku, **other)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert {name: answer.json[name] for name in named} == named
    assert units(client) == {"main": 10}
    assert [one["name"] for one in client.get("/v1/locations").json["items"]] == ["damaged", "main", "north"]


@pytest.mark.parametrize("end", ["from", "to"])
def test_an_inactive_place_takes_and_gives_nothing(client: Client, end: str) -> None:
    ends = {"from": "north", "to": "main"} if end == "from" else {"from": "main", "to": "north"}
    client.put("/v1/locations/north", json={"active": False})
    answer = move(client, **ends)

    assert (answer.status_code, answer.json["code"], answer.json["location"]) == (409, "location_inactive", "north")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"to": "main"}, ""),
        ({"reason": "other"}, ""),
        ({"reason": "other", "note": " "}, ""),
        ({"reason": "received"}, "/reason"),
        ({"reason": []}, "/reason"),
        ({"reason": None}, "/reason"),
        ({"quantity": 0}, "/quantity"),
        ({"quantity": 10**9 + 1}, "/quantity"),
        ({"quantity": 1.5}, "/quantity"),
        ({"from": ""}, "/from"),
        ({"to": None}, "/to"),
        ({"strict": "yes"}, "/strict"),
        ({"from_location": "main"}, "/from_location"),
        ({"reference": None}, "/reference"),
    ],
)
def test_what_is_not_clear_is_refused_with_a_pointer(client: Client, wrong: dict[str, Any], pointer: str) -> None:
    answer = move(client, **wrong)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [problem["pointer"] for problem in answer.json["errors"]] == [pointer]
    assert units(client) == {"main": 10}


def line(sku: str, **more: Any) -> dict[str, Any]:
    return {"sku": sku, **body(**more)}


def move_many(client: Client, *items: dict[str, Any], **options: Any) -> Reply:
    return client.post("/v1/stock/moves", json={"items": items}, **options)


def test_each_line_has_its_own_outcome(client: Client) -> None:
    lines = (line("tea"), line("mug"), line("pot"), line("tea", to="damagd", reference="pallet-2"))
    first, again = move_many(client, *lines), move_many(client, *lines)
    applied, below, unknown, nowhere = first.json["items"]

    assert (first.status_code, first.json["refused"], first.json["new"]) == (200, 3, 1)
    assert (applied["status"], applied["stock"]["to"]["quantity_on_hand"]) == (201, 4)
    assert (below["status"], below["problem"]["code"]) == (409, "quantity_below_zero")
    assert (unknown["status"], unknown["problem"]["skus"]) == (422, ["pot"])
    assert (nowhere["status"], nowhere["problem"]["near"]) == (422, ["damaged"])
    assert [one["status"] for one in again.json["items"]] == [200, 409, 422, 422]
    assert (units(client), units(client, "mug")) == ({"main": 6, "damaged": 4}, {"main": 3})


def test_similar_names_are_looked_for_a_few_times(client: Client) -> None:
    lines = [line("tea", to=f"damaged{number}", reference=f"r{number}") for number in range(MAX_NAMES + 2)]
    told = [one["problem"]["near"] for one in move_many(client, *lines).json["items"]]

    assert told == [["damaged"]] * MAX_NAMES + [[], []]


def test_lines_that_look_like_replays_of_each_other_refuse_the_whole_call(client: Client) -> None:
    answer = move_many(client, line("tea"), line("mug", quantity=1), line("tea", to="north"))

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [(error["pointer"], error["detail"]) for error in answer.json["errors"]] == [
        ("/items/0", "has the same sku, from and reference as /items/2: give each its own reference"),
        ("/items/2", "has the same sku, from and reference as /items/0: give each its own reference"),
    ]
    assert units(client, "mug") == {"main": 3}


@pytest.mark.parametrize("lines", [0, MAX_MOVES + 1])
def test_the_number_of_lines_is_bounded(client: Client, lines: int) -> None:
    answer = move_many(client, *(line(f"s{number}") for number in range(lines)))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/items")


def test_a_key_makes_the_call_a_replay_and_belongs_to_it_alone(client: Client) -> None:
    key = {"Idempotency-Key": "van-1"}
    first = client.post("/v1/stock/tea/moves", json=body(), headers=key)
    again = client.post("/v1/stock/tea/moves", json=body(), headers=key)
    other = client.post("/v1/stock/tea/moves", json=body(quantity=5), headers=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_the_ledger_has_both_ends_under_one_reference(client: Client) -> None:
    move(client, note="fell off the fork")
    found = client.get("/v1/stock/tea/movements?reference=pallet-1&kind=moved").json["items"]

    assert {(one["location"], one["after"]["quantity_on_hand"], one["other_location"]) for one in found} == {
        ("main", 6, "damaged"),
        ("damaged", 4, "main"),
    }
    assert {(one["reason"], one["note"]) for one in found} == {("damaged", "fell off the fork")}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_the_path_of_bulk_moves_is_of_no_sku(client: Client, method: str) -> None:
    answer = client.call(method, "/v1/stock/moves")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
    assert client.get("/v1/stock?sku=moves").json == {"items": [], "unknown": ["moves"]}
    assert client.get("/v1/stock/moves2").json["code"] == "unknown_sku"
