"""A movement is taken back over HTTP, and the movements of the SKU say so."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf


def reverse(client: Client, movement_id: object, **body: Any) -> Reply:
    return client.post(f"/v1/movements/{movement_id}/reverse", json={"reference": "undo-1", **body})


def movements(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/stock/shirt/movements").json["items"]
    return found


@pytest.fixture
def wrong(client: Client, database: Database) -> int:
    """The id of an adjustment by 3 too many."""
    put_on_shelf(database, {"shirt": 10})
    mistake = {"delta": -3, "reason": "damaged", "reference": "note-7"}
    assert client.post("/v1/stock/shirt/adjustments", json=mistake).status_code == 201
    return int(movements(client)[0]["id"])


def test_it_is_taken_back_and_both_say_so(client: Client, wrong: int) -> None:
    answer = reverse(client, wrong, note="fell on the soft side")
    assert answer.status_code == 201
    assert (answer.json["sku"], answer.json["reference"], answer.json["reverses"]) == ("shirt", "undo-1", [wrong])
    assert [row["quantity_on_hand"] for row in answer.json["locations"]] == [10]
    back, mistake, delivery = movements(client)
    assert (back["reverses"], mistake["reversed_by"]) == (wrong, back["id"])
    assert (back["reason"], back["note"], back["reference"]) == ("damaged", "fell on the soft side", "undo-1")
    assert [back["reversed_by"], mistake["reverses"], delivery["reverses"], delivery["reversed_by"]] == [None] * 4


def test_the_same_reference_again_is_a_replay_and_another_is_refused(client: Client, wrong: int) -> None:
    first, again = (reverse(client, wrong) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    other = reverse(client, wrong, reference="undo-2")
    assert (other.status_code, other.json["code"]) == (409, "already_reversed")
    assert (other.json["movement_id"], other.json["reference"]) == (wrong, "undo-1")


def test_a_key_makes_a_retry_a_replay(client: Client, wrong: int) -> None:
    body = {"reference": "undo-1"}
    answers = [
        client.post(f"/v1/movements/{wrong}/reverse", json=body, headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]


def test_a_movement_that_is_not_there_is_404(client: Client) -> None:
    answer = reverse(client, 999_999_999)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_movement")
    assert answer.json["movement_id"] == 999_999_999


@pytest.mark.parametrize("number", ["0", "-1", "seven", "9" * 19, "9" * 40, "%2B1", "07", "1.0", "%C2%B2"])
def test_an_id_that_is_no_number_is_refused_by_its_name_and_value(client: Client, number: str) -> None:
    answer = reverse(client, number)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    (flaw,) = answer.json["errors"]
    assert flaw["parameter"] == "movement_id"
    assert f"not {unquote(number)!r}" in flaw["detail"]


def test_a_count_is_counted_again(client: Client, wrong: int) -> None:
    del wrong
    count = {"quantity_on_hand": 9, "expected_quantity_on_hand": 7, "reason": "cycle_count", "reference": "count-1"}
    assert client.post("/v1/stock/shirt/adjustments", json=count).status_code == 201
    answer = reverse(client, movements(client)[0]["id"])
    assert (answer.status_code, answer.json["code"]) == (409, "not_reversible")
    assert "Count again" in answer.json["detail"]


def test_a_move_goes_back_with_both_ends(client: Client, wrong: int) -> None:
    del wrong
    assert client.put("/v1/locations/annex", json={}).status_code == 201
    move = {"from": "main", "to": "annex", "quantity": 4, "reason": "relocated", "reference": "van-1"}
    assert client.post("/v1/stock/shirt/moves", json=move).status_code == 201
    came, left = (one["id"] for one in movements(client)[:2])
    answer = reverse(client, came)
    assert (answer.status_code, answer.json["reverses"]) == (201, [left, came])
    rows = {row["location"]: row["quantity_on_hand"] for row in answer.json["locations"]}
    assert rows == {"annex": 0, "main": 7}
    linked = {one["id"]: one["reverses"] for one in movements(client)[:2]}
    assert sorted(linked.values()) == [left, came]
    assert reverse(client, left, reference="undo-2").json["code"] == "already_reversed"


def test_the_adjustment_that_was_taken_back_is_a_replay_still(client: Client, wrong: int) -> None:
    """A document that is sent again makes nothing anew."""
    assert reverse(client, wrong).status_code == 201
    mistake = {"delta": -3, "reason": "damaged", "reference": "note-7"}
    answer = client.post("/v1/stock/shirt/adjustments", json=mistake)
    assert (answer.status_code, answer.json["quantity_on_hand"]) == (200, 10)


def test_a_hold_is_no_movement_to_take_back(client: Client, wrong: int) -> None:
    del wrong
    order = {"order_id": "o1", "items": [{"sku": "shirt", "quantity": 2}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    answer = reverse(client, movements(client)[0]["id"])
    assert (answer.status_code, answer.json["code"], answer.json["kind"]) == (409, "not_reversible", "reserved")


def test_a_reversal_needs_a_reference(client: Client, wrong: int) -> None:
    answer = client.post(f"/v1/movements/{wrong}/reverse", json={})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/reference")
