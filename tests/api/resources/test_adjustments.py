"""Corrections by hand: reasons recorded, nothing silently overwritten, a retry is a replay."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import open_location


def adjust(client: Client, **body: Any) -> Reply:
    return client.post("/v1/stock/shirt/adjustments", json={"reason": "correction", "reference": "doc-1", **body})


def test_a_delta_may_create_the_row(client: Client, database: Database) -> None:
    open_location(database, "paris")
    answer = adjust(client, delta=12, reason="received", location="paris")

    assert answer.status_code == 201
    assert answer.json["sku"] == "shirt"
    assert answer.json["location"] == "paris"
    assert answer.json["quantity_on_hand"] == answer.json["quantity_available"] == 12
    assert client.get("/v1/stock/shirt").json["quantity_on_hand"] == 12


def test_the_same_reference_again_is_a_replay(client: Client) -> None:
    answers = [adjust(client, delta=12) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [answer.json.pop("new") for answer in answers] == [True, False, False]
    assert answers[0].json == answers[2].json
    assert client.get("/v1/stock/shirt").json["quantity_on_hand"] == 12


def test_the_same_reference_for_something_else_is_refused(client: Client) -> None:
    adjust(client, delta=12)
    answer = adjust(client, delta=13)

    assert (answer.status_code, answer.json["code"], answer.json["reference"]) == (409, "reference_conflict", "doc-1")


def test_a_count_must_know_what_it_overwrites(client: Client) -> None:
    adjust(client, delta=12)
    stale = adjust(client, quantity_on_hand=20, expected_quantity_on_hand=11, reference="doc-2")
    counted = adjust(client, quantity_on_hand=20, expected_quantity_on_hand=12, reference="doc-3")

    assert (stale.status_code, stale.json["code"]) == (409, "quantity_stale")
    assert (stale.json["expected"], stale.json["quantity_on_hand"]) == (11, 12)
    assert (counted.status_code, counted.json["quantity_on_hand"]) == (201, 20)


def test_null_says_that_overwriting_is_meant(client: Client) -> None:
    adjust(client, delta=12)
    answer = adjust(client, quantity_on_hand=5, expected_quantity_on_hand=None, reference="doc-2")

    assert (answer.status_code, answer.json["quantity_on_hand"]) == (201, 5)


def test_there_is_no_less_than_nothing(client: Client) -> None:
    adjust(client, delta=2)
    answer = adjust(client, delta=-3, reference="doc-2")

    assert (answer.status_code, answer.json["code"], answer.json["delta"]) == (409, "quantity_below_zero", -3)
    assert client.get("/v1/stock/shirt").json["quantity_on_hand"] == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"delta": 0}, ""),
        ({"delta": 1, "quantity_on_hand": 1}, ""),
        ({"quantity_on_hand": 1}, ""),
        ({"delta": 1, "expected_quantity_on_hand": 1}, ""),
        ({"delta": 1, "reason": "other"}, ""),
        ({"delta": 1, "reason": "other", "note": "  "}, ""),
        ({"delta": 1, "reason": "because"}, "/reason"),
        ({"delta": 1, "reference": ""}, "/reference"),
        ({"delta": 1, "reference": None}, "/reference"),
        ({"delta": 1.5}, "/delta"),
        ({"delta": True}, "/delta"),
        ({"delta": 10**9 + 1}, "/delta"),
        ({"quantity_on_hand": -1, "expected_quantity_on_hand": None}, "/quantity_on_hand"),
        ({"quantity_on_hand": 1, "expected_quantity_on_hand": 2**63}, "/expected_quantity_on_hand"),
        ({"delta": 1, "locaton": "paris"}, "/locaton"),
    ],
)
def test_what_is_not_clear_is_refused_with_a_pointer(client: Client, body: dict[str, Any], pointer: str) -> None:
    answer = adjust(client, **body)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [problem["pointer"] for problem in answer.json["errors"]] == [pointer]
    assert client.get("/v1/stock/shirt").status_code == 404


def test_whole_numbers_may_have_a_point(client: Client) -> None:
    """As the schema says, and as some languages write them."""
    assert adjust(client, delta=12.0).status_code == 201
    assert adjust(client, quantity_on_hand=9.0, expected_quantity_on_hand=12.0, reference="again").status_code == 201
    assert client.get("/v1/stock/shirt").json["quantity_on_hand"] == 9
