"""An order is reserved from as few locations as can be (ADR 0059)."""

from __future__ import annotations

from inventory.database.transactions import Database
from inventory.domain.locations import LocationSettings
from tests.api.client import Client, Reply
from tests.api.shop import open_location, put_on_shelf


def stock(database: Database, **locations: dict[str, int]) -> None:
    for priority, (name, skus) in enumerate(locations.items()):
        put_on_shelf(database, skus, location=name)
        open_location(database, name, LocationSettings(priority))


def reserve(client: Client, **items: int) -> Reply:
    wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in items.items()]
    return client.post("/v1/reservations", json={"order_id": "o-1", "items": wanted})


def sourced(reply: Reply) -> dict[str, dict[str, int]]:
    return {line["sku"]: {one["location"]: one["held"] for one in line["allocations"]} for line in reply.json["lines"]}


def test_an_order_that_one_location_has_is_one_parcel(client: Client, database: Database) -> None:
    stock(database, annex={"shirt": 5}, main={"shirt": 5, "mug": 5})
    assert sourced(reserve(client, shirt=2, mug=2)) == {"shirt": {"main": 2}, "mug": {"main": 2}}


def test_a_line_is_split_into_as_few_parcels_as_can_be(client: Client, database: Database) -> None:
    stock(database, annex={"shirt": 1}, main={"shirt": 4}, north={"shirt": 4})
    assert sourced(reserve(client, shirt=6)) == {"shirt": {"main": 4, "north": 2}}


def test_an_amended_order_grows_where_it_is(client: Client, database: Database) -> None:
    stock(database, main={"shirt": 2})
    reserve(client, shirt=1)
    stock(database, annex={"shirt": 5}, main={"mug": 2})
    items = [{"sku": "shirt", "quantity": 3}, {"sku": "mug", "quantity": 2}]
    amended = client.put("/v1/reservations/o-1", json={"items": items})
    assert sourced(amended) == {"shirt": {"main": 1, "annex": 2}, "mug": {"main": 2}}


def wishing(client: Client, order_id: str = "o-1", **wishes: object) -> Reply:
    items = [{"sku": "shirt", "quantity": 2}, {"sku": "mug", "quantity": 2}]
    return client.post("/v1/reservations", json={"order_id": order_id, "items": items, **wishes})


def test_a_caller_ranks_the_locations(client: Client, database: Database) -> None:
    both = {"shirt": 5, "mug": 5}
    stock(database, annex=both, main=both, north=both)
    only = wishing(client, locations=["north", "main"])
    assert sourced(only) == {"shirt": {"north": 2}, "mug": {"north": 2}}
    assert only.json["locations"] == ["north", "main"]
    first = wishing(client, "o-2", locations_first=["main"])
    assert sourced(first) == {"shirt": {"main": 2}, "mug": {"main": 2}}
    assert client.get("/v1/reservations/o-2").json["locations_first"] == ["main"]


def test_a_whole_order_or_what_the_best_location_lacks(client: Client, database: Database) -> None:
    stock(database, annex={"shirt": 5, "mug": 1}, main={"mug": 5})
    refused = wishing(client, split="never")
    assert (refused.status_code, refused.json["code"]) == (409, "insufficient_stock")
    assert refused.json["best_single_location"] == "annex"
    assert refused.json["shortfalls"] == [{"sku": "mug", "requested": 2, "available": 1, "shortfall": 1}]
    assert wishing(client, split="allowed").status_code == 201


def test_an_amendment_states_wishes_or_leaves_them(client: Client, database: Database) -> None:
    both = {"shirt": 5, "mug": 5}
    stock(database, annex=both, main=both)
    wishing(client, locations=["main"], split="never")
    fewer = {"items": [{"sku": "shirt", "quantity": 1}]}
    kept = client.put("/v1/reservations/o-1", json=fewer)
    assert (kept.json["locations"], kept.json["split"]) == (["main"], "never")
    free = client.put("/v1/reservations/o-1", json={**fewer, "split": "allowed"})
    assert sourced(free) == {"shirt": {"annex": 1}}
    assert not {"locations", "locations_first", "split"} & free.json.keys()


def test_wishes_that_cannot_be_met_are_refused_by_name(client: Client, database: Database) -> None:
    stock(database, annex={"shirt": 5, "mug": 5})
    unknown = wishing(client, locations=["nowhere"])
    assert (unknown.status_code, unknown.json["code"]) == (422, "location_not_set_up")
    assert "'nowhere'" in unknown.json["detail"]
    items = [{"sku": "shirt", "quantity": 1, "location": at} for at in ("annex", "main")]
    torn = wishing(client, items=items, split="never")
    assert (torn.status_code, torn.json["code"]) == (422, "invalid_request")
    assert "'annex', 'main'" in torn.json["errors"][0]["detail"]
    left_out = wishing(client, items=items[:1], split="never", locations=["main"])
    assert "'annex'" in left_out.json["errors"][0]["detail"]


def test_a_caller_is_told_why_its_units_are_where_they_are(client: Client, database: Database) -> None:
    stock(database, annex={"shirt": 5}, main={"shirt": 5, "mug": 5}, north={"shirt": 5, "mug": 5})
    held = wishing(client, locations_first=["north"])
    assert held.json["sourcing"] == {
        "rule": "one_location",
        "considered": 3,
        "locations": [{"location": "north", "reason": "ranked"}],
    }
    assert "sourcing" not in client.get("/v1/reservations/o-1").json
    items = [{"sku": "shirt", "quantity": 7}]
    amended = client.put("/v1/reservations/o-1", json={"items": items})
    assert amended.json["sourcing"]["rule"] == "fewest"
    assert amended.json["sourcing"]["locations"] == [
        {"location": "annex", "reason": "priority"},
        {"location": "north", "reason": "kept"},
    ]
