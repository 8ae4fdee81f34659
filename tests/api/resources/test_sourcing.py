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
