"""By openapi-python-client."""

from __future__ import annotations

import sys
from typing import Any

from inventory_service_client import AuthenticatedClient
from inventory_service_client import models as generated
from inventory_service_client.api.availability import availability_check
from inventory_service_client.api.locations import locations_many
from inventory_service_client.api.moves import moves_move
from inventory_service_client.api.reservations import (
    reservations_amend,
    reservations_cancel,
    reservations_confirm,
    reservations_create,
    reservations_extend,
    reservations_release,
    reservations_show,
)
from inventory_service_client.api.timelines import timelines_of_order


def main(url: str, token: str) -> None:
    with AuthenticatedClient(url, token=token) as client:
        talk(client)


def talk(client: AuthenticatedClient) -> None:
    asked = [generated.AvailabilityItem(sku="SHIRT-M", quantity=3), generated.AvailabilityItem(sku="CAP", quantity=4)]
    looked: Any = availability_check.sync(client=client, body=generated.AvailabilityRequest(items=asked))
    assert not looked.available
    assert [(one.sku, one.available, one.shortfall) for one in looked.items] == [("CAP", 2, 2), ("SHIRT-M", 5, 0)]

    order = generated.ReserveRequest(order_id="order-1", items=[generated.OrderItem(sku="SHIRT-M", quantity=3)])
    made: Any = reservations_create.sync_detailed(client=client, body=order)
    assert made.status_code == 201
    line = made.parsed.lines[0]
    assert (made.parsed.status, line.quantity, line.allocations[0].held) == ("pending", 3, 3)
    assert reservations_create.sync_detailed(client=client, body=order).status_code == 200

    large = [generated.OrderItem(sku="SHIRT-M", quantity=3), generated.OrderItem(sku="CAP", quantity=4)]
    problem: Any = reservations_create.sync(
        client=client, body=generated.ReserveRequest(order_id="order-2", items=large)
    )
    assert isinstance(problem, generated.Problem)
    assert [(one.sku, one.available, one.shortfall) for one in problem.shortfalls] == [("CAP", 2, 2), ("SHIRT-M", 2, 1)]
    unknown = generated.ReserveRequest(order_id="order-3", items=[generated.OrderItem(sku="NOTHING", quantity=1)])
    problem = reservations_create.sync(client=client, body=unknown)
    assert (problem.code, problem.skus) == ("unknown_sku", ["NOTHING"])
    nameless = generated.ReserveRequest(order_id="order-4", items=[generated.OrderItem(quantity=1)])
    problem = reservations_create.sync(client=client, body=nameless)
    assert (problem.code, problem.errors[0].pointer) == ("invalid_request", "/items/0")

    later = generated.ExtendRequest(ttl_seconds=1200)
    extended: Any = reservations_extend.sync("order-1", client=client, body=later)
    assert extended.expires_at is not None
    tag = reservations_show.sync_detailed("order-1", client=client).headers["ETag"]
    lines = [generated.OrderItem(sku="SHIRT-M", quantity=2), generated.OrderItem(product_id="CAP", quantity=1)]
    amend = generated.AmendRequest(items=lines)
    amended: Any = reservations_amend.sync("order-1", client=client, body=amend, if_match=tag)
    assert [(one.sku, one.quantity) for one in amended.lines] == [("CAP", 1), ("SHIRT-M", 2)]
    other = generated.AmendRequest(items=lines[:1])
    late: Any = reservations_amend.sync("order-1", client=client, body=other, if_match=tag)
    assert late.code == "precondition_failed"
    confirmed: Any = reservations_confirm.sync("order-1", client=client, body=generated.ConfirmRequest())
    assert (confirmed.status, confirmed.expires_at) == ("confirmed", None)
    problem = reservations_release.sync("order-1", client=client, body=generated.ReleaseRequest())
    assert (problem.code, problem.reservation_status) == ("reservation_conflict", "confirmed")
    cancelled: Any = reservations_cancel.sync("order-1", client=client, body=generated.CancelRequest())
    assert cancelled.status == "released"

    pallet = generated.MoveRequest(
        from_="main", to="damaged", quantity=1, reason=generated.MoveRequestReason.DAMAGED, reference="pallet-1"
    )
    moved: Any = moves_move.sync("SHIRT-M", client=client, body=pallet)
    assert (moved.new, moved.stock.from_.quantity_on_hand, moved.stock.to.quantity_on_hand) == (True, 4, 1)
    places: Any = locations_many.sync(client=client)
    assert [(one.name, one.sells) for one in places.items] == [("damaged", False), ("main", True)]

    told: Any = timelines_of_order.sync("order-1", client=client)
    assert (told.record, told.reservation.status) == ("known", "released")
    assert next(one.movement.order_id for one in told.items if one.entry == "movement") == "order-1"

    newer = {**confirmed.to_dict(), "status": "put_aside", "shelf": 4}
    assert generated.Reservation.from_dict(newer).status == "put_aside"


if __name__ == "__main__":
    main(*sys.argv[1:])
