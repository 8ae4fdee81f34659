"""Every bad request ends as a clear refusal, and changes nothing."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from api.contract.limits import MAX_BODY_BYTES, MAX_ERRORS
from inventory.boundary.bounded_json import MAX_NESTING
from inventory.database.transactions import Database
from tests.api.client import Client
from tests.api.shop import Counters, counters, put_on_shelf

ITEM = {"sku": "shirt", "quantity": 1}
NESTED = 20_000


@pytest.fixture(autouse=True)
def _untouched(database: Database) -> Any:
    put_on_shelf(database, {"shirt": 10})
    yield
    assert counters(database, "shirt") == Counters(10, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"order",
        b'{"order_id": "o-1",}',
        b"\xff\xfe",
        b'{"order_id": "\xc3\x28"}',
        b'{"order_id": "\\ud800", "items": []}',
        b'{"order_id": NaN}',
        b'{"order_id": Infinity}',
        b'{"order_id": "o-1", "items": [], "order_id": "o-2"}',
        b'{"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 1, "quantity": 2}]}',
        b'{"order_id": "o-1", "\\u006frder_id": "o-2"}',
        b"[" * NESTED,
        b"[" * NESTED + b"]" * NESTED,
        b'{"a":' * NESTED + b"1" + b"}" * NESTED,
        b'{"order_id": "o-1", "items": [' + b"{}," * 10_000 + b"{}]}",
    ],
)
def test_what_is_no_json_is_malformed(client: Client, body: bytes) -> None:
    answer = client.post("/v1/reservations", data=body, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "malformed_json")
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(("levels", "code"), [(MAX_NESTING, "invalid_request"), (MAX_NESTING + 1, "malformed_json")])
def test_nesting_is_bounded(client: Client, levels: int, code: str) -> None:
    body = b"[" * levels + b"]" * levels
    assert client.post("/v1/reservations", data=body, content_type="application/json").json["code"] == code


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"items": [{**ITEM, "quantity": 0}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": -1}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": 1.5}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": True}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": "1"}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": None}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": 10**12}]}, "/items/0/quantity"),
        ({"items": [{**ITEM, "quantity": 10**30}]}, "/items/0/quantity"),
        ({"items": [{"sku": "shirt"}]}, "/items/0/quantity"),
        ({"items": [{"quantity": 1}]}, "/items/0"),
        ({"items": [ITEM, {**ITEM, "sku": "a\x00b"}]}, "/items/1/sku"),
        ({"items": [{**ITEM, "sku": ""}]}, "/items/0/sku"),
        ({"items": [{**ITEM, "sku": 7}]}, "/items/0/sku"),
        ({"items": [{**ITEM, "a/b~c": 7}]}, "/items/0/a~1b~0c"),
        ({"items": []}, "/items"),
        ({"items": [ITEM] * 101}, "/items"),
        ({"items": ITEM}, "/items"),
        ({"items": [7]}, "/items/0"),
        ({"order_id": "x" * 6_000}, "/order_id"),
        ({"order_id": "ä" * 101}, "/order_id"),
        ({"order_id": ""}, "/order_id"),
        ({"order_id": None}, "/order_id"),
        ({"order_id": "."}, "/order_id"),
        ({"order_id": ".."}, "/order_id"),
        ({"ttl_seconds": 0}, "/ttl_seconds"),
        ({"ttl_seconds": 10**9}, "/ttl_seconds"),
        ({"ttl": 60}, "/ttl"),
    ],
)
def test_a_field_that_is_not_usable_is_pointed_at(client: Client, change: dict[str, Any], pointer: str) -> None:
    body = json.dumps({"order_id": "o-1", "items": [ITEM], **change})
    answer = client.post("/v1/reservations", data=body, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [problem["pointer"] for problem in answer.json["errors"]] == [pointer]
    assert all(problem["detail"] for problem in answer.json["errors"])


def test_of_null_it_is_said_what_to_do(client: Client) -> None:
    """Over HTTP null is no absence: who sends it learns that, where an event with it is taken."""
    refused = client.post("/v1/reservations/o-1/cancel", json={"reason": None, "restock": None}).json["errors"]

    assert [problem["pointer"] for problem in refused] == ["/reason", "/restock"]
    assert all(", and is null: give a value, or leave it out" in problem["detail"] for problem in refused)
    assert "null" not in client.post("/v1/reservations", json={"items": 7}).text


def test_every_missing_field_is_pointed_at(client: Client) -> None:
    answer = client.post("/v1/reservations", json={})

    assert {problem["pointer"] for problem in answer.json["errors"]} == {"/order_id", "/items"}


def test_an_answer_does_not_complain_without_end(client: Client) -> None:
    answer = client.post("/v1/reservations", json={f"field-{number}": 1 for number in range(10_000)})

    assert answer.status_code == 422
    assert len(answer.json["errors"]) == MAX_ERRORS


@pytest.mark.parametrize("body", [[], 7, "order", None, True])
def test_a_body_that_is_no_object_is_refused(client: Client, body: object) -> None:
    answer = client.post("/v1/reservations", data=json.dumps(body), content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    (error,) = answer.json["errors"]
    assert (error["pointer"], error["detail"].partition(", and is null")[0]) == ("", "must be a JSON object")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_other_media_types_are_refused(client: Client, content_type: str) -> None:
    answer = client.post("/v1/reservations", data=b"{}", content_type=content_type)

    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("encoding", ["gzip", "br", "identity, gzip", "x"])
def test_a_body_that_is_compressed_is_refused(client: Client, encoding: str) -> None:
    answer = client.post("/v1/availability", json={"items": [ITEM]}, headers={"Content-Encoding": encoding})

    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_content_encoding")
    assert answer.headers["Accept-Encoding"] == "identity"


def test_a_body_that_is_not_compressed_may_say_so(client: Client) -> None:
    answer = client.post("/v1/availability", json={"items": [ITEM]}, headers={"Content-Encoding": "Identity"})

    assert answer.status_code == 200


@pytest.mark.parametrize("accepted", ["text/html", "application/xml;q=0.9", "application/json;q=0"])
def test_there_is_one_form_of_every_answer(client: Client, accepted: str) -> None:
    answer = client.get("/v1/stock/shirt", headers={"Accept": accepted})

    assert (answer.status_code, answer.mimetype) == (200, "application/json")


@pytest.mark.parametrize("known", [True, False], ids=["announced", "chunked"])
@pytest.mark.parametrize("size", [MAX_BODY_BYTES + 1, 2_000_000])
def test_a_body_that_is_too_large_is_refused(client: Client, size: int, *, known: bool) -> None:
    length = {"content_length": size} if known else {"environ_base": {"wsgi.input_terminated": True}}
    body = BytesIO(b"{}" + b" " * (size - 2))
    answer = client.post("/v1/reservations", input_stream=body, content_type="application/json", **length)

    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")


def test_a_method_that_is_not_there_says_which_are(client: Client) -> None:
    answer = client.delete("/v1/reservations/o-1/confirm")

    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("path", ["/v1", "/v1/stock/", "/v1/reservations/o-1/", "/v1/reservations/a/b/c"])
def test_a_path_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("segment", "told"), [("%00", "NUL"), ("%FF", "UTF-8"), ("x" * 201, "200"), ("%ED%A0%80", "UTF-8")]
)
def test_an_id_that_nothing_can_have_is_refused(client: Client, segment: str, told: str) -> None:
    for answer in (client.get(f"/v1/stock/{segment}"), client.post(f"/v1/stock/{segment}/adjustments", json={})):
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
        assert answer.json["errors"][0]["parameter"] == "sku"
        assert told in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("sku=%FF", "sku"), ("sku=shirt&sku=%ED%A0%80", "sku"), ("cursor=%C3", "cursor"), ("%FF=1", "\\udcff")],
)
def test_a_query_that_is_no_utf_8_is_refused(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"/v1/stock?{query}")

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert answer.json["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_the_path_of_bulk_adjustments_is_of_no_sku(client: Client, method: str) -> None:
    reads = client.get("/v1/stock?sku=adjustments")
    answer = client.call(method, "/v1/stock/adjustments")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
    assert reads.json == {"items": [], "unknown": ["adjustments"]}


def test_a_sku_may_have_the_name_of_that_path(client: Client) -> None:
    body = {"delta": 3, "reason": "found", "reference": "doc-1"}

    assert client.post("/v1/stock/adjustments/adjustments", json=body).status_code == 201
    assert client.get("/v1/stock?sku=adjustments").json["items"][0]["quantity_on_hand"] == 3
    assert len(client.get("/v1/stock/adjustments/movements").json["items"]) == 1
    assert client.get("/v1/stock/adjustments2").json["code"] == "unknown_sku"


@pytest.mark.parametrize("verb", ["confirm", "release", "cancel", "extend"])
def test_an_optional_body_must_be_usable_when_it_is_there(client: Client, verb: str) -> None:
    path = f"/v1/reservations/o-1/{verb}"
    malformed = client.post(path, data=b"{", content_type="application/json")
    unknown = client.post(path, json={"ttl_seconds": 1, "reasn": "x"})

    assert (malformed.status_code, malformed.json["code"]) == (400, "malformed_json")
    assert (unknown.status_code, unknown.json["code"]) == (422, "invalid_request")
