"""`ETag`: who has the newest state is not sent it again, and who has not can't overwrite it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Amend, Cause, Line
from inventory.write_path.apply import HoldTimes, apply
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, put_on_shelf


@pytest.fixture(autouse=True)
def _held(database: Database, client: Client) -> None:
    put_on_shelf(database, {"shirt": 10})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 4}]})


PATHS = pytest.mark.parametrize("path", ["/v1/stock/shirt", "/v1/reservations/o-1"])


@PATHS
def test_who_knows_the_newest_state_is_not_sent_it_again(client: Client, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        answer = client.get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.text, answer.headers["ETag"]) == (304, "", tag)
        assert "Content-Type" not in answer.headers


@PATHS
def test_a_change_makes_another_tag(client: Client, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    client.post("/v1/reservations/o-1/release")
    answer = client.get(path, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.headers["ETag"] != tag) == (200, True)


def test_a_change_at_any_location_makes_another_tag(client: Client, database: Database) -> None:
    tag = client.get("/v1/stock/shirt").headers["ETag"]
    put_on_shelf(database, {"shirt": 1}, location="paris")

    assert client.get("/v1/stock/shirt", headers={"If-None-Match": tag}).status_code == 200


def test_every_answer_with_a_reservation_has_its_tag_and_its_path(client: Client) -> None:
    for answer in (
        client.post("/v1/reservations", json={"order_id": "o-2", "items": [{"sku": "shirt", "quantity": 1}]}),
        client.post("/v1/reservations/o-2/extend", json={"ttl_seconds": 3600}),
        client.put("/v1/reservations/o-2", json={"items": [{"sku": "shirt", "quantity": 2}]}),
        client.post("/v1/reservations/o-2/confirm"),
    ):
        assert answer.headers["Content-Location"] == "/v1/reservations/o-2"
        assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    assert client.get("/v1/reservations/o-2").headers["ETag"] == answer.headers["ETag"]


def amend(client: Client, tag: str, quantity: int) -> Reply:
    body = {"items": [{"sku": "shirt", "quantity": quantity}]}
    return client.put("/v1/reservations/o-1", json=body, headers={"If-Match": tag})


def adjust(client: Client, tag: str, reference: str, **body: Any) -> Reply:
    given = {"delta": 1, "reason": "found", "reference": reference, **body}
    return client.post("/v1/stock/shirt/adjustments", json=given, headers={"If-Match": tag})


def test_a_stale_amendment_is_refused(client: Client, database: Database) -> None:
    tag = client.get("/v1/reservations/o-1").headers["ETag"]
    first, stale = amend(client, tag, 5), amend(client, tag, 6)

    assert first.status_code == 200
    assert (stale.status_code, stale.json["code"]) == (412, "precondition_failed")
    assert f'"{stale.json["version"]}"' == first.headers["ETag"]
    assert counters(database, "shirt") == Counters(10, 5)
    assert amend(client, first.headers["ETag"], 6).status_code == 200


def test_a_stale_adjustment_is_refused(client: Client, database: Database) -> None:
    tag = client.get("/v1/stock/shirt").headers["ETag"]
    first, stale = adjust(client, tag, "doc-1"), adjust(client, tag, "doc-2")

    assert (first.status_code, stale.status_code, stale.json["code"]) == (201, 412, "precondition_failed")
    assert counters(database, "shirt") == Counters(11, 4)
    newest = client.get("/v1/stock/shirt").headers["ETag"]
    assert adjust(client, newest, "doc-2").status_code == 201


def test_a_retry_is_a_replay_although_its_tag_is_stale_by_now(client: Client, database: Database) -> None:
    stock, order = (client.get(path).headers["ETag"] for path in ("/v1/stock/shirt", "/v1/reservations/o-1"))

    assert [adjust(client, stock, "doc-1").status_code for _ in range(2)] == [201, 200]
    assert [amend(client, order, 5).status_code for _ in range(2)] == [200, 200]
    assert counters(database, "shirt") == Counters(11, 5)


def test_a_tag_for_a_sku_that_is_not_there_is_stale(client: Client) -> None:
    body = {"delta": 1, "reason": "found", "reference": "doc-1"}
    answer = client.post("/v1/stock/ghost/adjustments", json=body, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["version"]) == (412, 0)
    assert client.get("/v1/stock/ghost").status_code == 404


@pytest.mark.parametrize("tags", ['"7", {}', '{},"7"', ' ,, {} ,\t, W/"7" ,', '"a,b", {}, "c"', "*", " * "])
def test_one_of_several_tags_may_be_the_newest(client: Client, tags: str) -> None:
    stock, order = (client.get(path).headers["ETag"] for path in ("/v1/stock/shirt", "/v1/reservations/o-1"))

    assert amend(client, tags.format(order), 5).status_code == 200
    assert adjust(client, tags.format(client.get("/v1/stock/shirt").headers["ETag"]), "doc-1").status_code == 201
    assert stock != client.get("/v1/stock/shirt").headers["ETag"]


def test_any_state_is_none_where_nothing_is(client: Client) -> None:
    body = {"delta": 1, "reason": "found", "reference": "doc-1"}

    assert client.post("/v1/stock/ghost/adjustments", json=body, headers={"If-Match": "*"}).status_code == 412
    assert client.get("/v1/stock/ghost").status_code == 404


def test_a_weak_tag_is_never_the_newest(client: Client) -> None:
    assert adjust(client, "W/" + client.get("/v1/stock/shirt").headers["ETag"], "doc-1").status_code == 412


@pytest.mark.parametrize("tag", ['"other"', '"-1"', '"9999999999999999999999"', '""', '"é"', '"0"'])
def test_a_tag_that_is_not_ours_is_never_the_newest(client: Client, tag: str) -> None:
    assert adjust(client, tag, "doc-1").status_code == 412


@pytest.mark.parametrize(
    "tag", ["1", "*, *", '*, "1"', '"not ours"', '"1" "2"', 'w/"1"', "", ",", '"1", 2', "," * 8_000 + "1"]
)
def test_what_is_no_tag_is_refused(client: Client, tag: str) -> None:
    answer = adjust(client, tag, "doc-1")

    assert (answer.status_code, answer.json["errors"][0]["header"]) == (422, "If-Match")


class TestAfterTheDatabaseWasSetBack:
    """Versions are reached again then, with other contents: no tag of before may stand for them."""

    @pytest.fixture
    def tags(self, client: Client, database: Database) -> dict[str, str]:
        """The tags of before, of versions that are reached again with other contents."""
        amend(client, "*", 5)
        tags = {path: client.get(path).headers["ETag"] for path in ("/v1/reservations/o-1", "/v1/stock/shirt")}
        with database.transaction() as session:
            # As if it had been restored from before the amendment, into another cluster.
            session.execute(text("UPDATE lineage SET fingerprint = 'another cluster'"))
            session.execute(text("UPDATE reservation SET version = version - 1"))
            session.execute(text("UPDATE product_inventory SET version = version - 1"))
        with database.transaction() as session:
            amended = Amend("o-1", (Line("shirt", 7),), Cause("tests"))
            assert apply(session, [amended], now=now(session), holds=HoldTimes())[0].error is None
        return tags

    def test_a_tag_of_before_is_stale(self, client: Client, database: Database, tags: dict[str, str]) -> None:
        assert amend(client, tags["/v1/reservations/o-1"], 6).status_code == 412
        assert adjust(client, tags["/v1/stock/shirt"], "doc-1").status_code == 412
        assert counters(database, "shirt") == Counters(10, 7)

    @PATHS
    def test_what_was_known_before_is_sent_again(self, client: Client, path: str, tags: dict[str, str]) -> None:
        answer = client.get(path, headers={"If-None-Match": tags[path]})
        assert answer.status_code == 200
        assert answer.headers["ETag"] != tags[path]

    def test_tags_of_now_do_as_before(self, client: Client, tags: dict[str, str]) -> None:
        path = "/v1/reservations/o-1"
        tag = client.get(path, headers={"If-None-Match": tags[path]}).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        amended = amend(client, tag, 6)
        assert amended.status_code == 200
        assert amend(client, tag, 5).status_code == 412
        assert amend(client, amended.headers["ETag"], 5).status_code == 200
        assert amend(client, "*", 4).status_code == 200
        newest = client.get("/v1/stock/shirt").headers["ETag"]
        assert adjust(client, newest, "doc-1").status_code == 201
        nothing = {"delta": 1, "reason": "found", "reference": "doc-1"}
        assert client.post("/v1/stock/ghost/adjustments", json=nothing, headers={"If-Match": "*"}).status_code == 412
