"""By OpenAPI Generator's Python client."""

from __future__ import annotations

import sys
import time
from typing import Any

import openapi_client as generated


def main(url: str, token: str) -> None:
    configuration = generated.Configuration(host=url, access_token=token)
    client = generated.ApiClient(configuration)
    availability, reservations = generated.AvailabilityApi(client), generated.ReservationsApi(client)

    asked = [generated.AvailabilityItem(sku="SHIRT-M", quantity=3), generated.AvailabilityItem(sku="CAP", quantity=4)]
    looked = availability.availability_check(generated.AvailabilityRequest(items=asked))
    assert not looked.available
    assert [(one.sku, one.available, one.shortfall) for one in looked.items] == [("CAP", 2, 2), ("SHIRT-M", 5, 0)]

    order = generated.ReserveRequest(order_id="order-1", items=[generated.OrderItem(sku="SHIRT-M", quantity=3)])
    made = reservations.reservations_create_with_http_info(order)
    assert made.status_code == 201
    assert (made.data.status, made.data.lines[0].quantity, made.data.lines[0].allocations[0].held) == ("pending", 3, 3)
    assert reservations.reservations_create_with_http_info(order).status_code == 200

    large = [generated.OrderItem(sku="SHIRT-M", quantity=3), generated.OrderItem(sku="CAP", quantity=4)]
    problem = refusal(
        lambda: reservations.reservations_create(generated.ReserveRequest(order_id="order-2", items=large))
    )
    assert problem.code == "insufficient_stock"
    assert [(one.sku, one.available, one.shortfall) for one in problem.shortfalls] == [("CAP", 2, 2), ("SHIRT-M", 2, 1)]
    unknown = generated.ReserveRequest(order_id="order-3", items=[generated.OrderItem(sku="NOTHING", quantity=1)])
    problem = refusal(lambda: reservations.reservations_create(unknown))
    assert (problem.code, problem.skus) == ("unknown_sku", ["NOTHING"])
    nameless = generated.ReserveRequest(order_id="order-4", items=[generated.OrderItem(quantity=1)])
    problem = refusal(lambda: reservations.reservations_create(nameless))
    assert (problem.code, problem.errors[0].pointer) == ("invalid_request", "/items/0")

    assert reservations.reservations_extend("order-1", generated.ExtendRequest(ttl_seconds=1200)).expires_at is not None
    tag = reservations.reservations_show_with_http_info("order-1").headers["ETag"]
    lines = [generated.OrderItem(sku="SHIRT-M", quantity=2), generated.OrderItem(product_id="CAP", quantity=1)]
    amended = reservations.reservations_amend("order-1", generated.AmendRequest(items=lines), if_match=tag)
    assert [(line.sku, line.quantity) for line in amended.lines] == [("CAP", 1), ("SHIRT-M", 2)]
    other = generated.AmendRequest(items=lines[:1])
    late = refusal(lambda: reservations.reservations_amend("order-1", other, if_match=tag))
    assert late.code == "precondition_failed"
    confirmed = reservations.reservations_confirm("order-1")
    assert (confirmed.status, confirmed.expires_at) == ("confirmed", None)
    problem = refusal(lambda: reservations.reservations_release("order-1", release_request=generated.ReleaseRequest()))
    assert (problem.code, problem.reservation_status) == ("reservation_conflict", "confirmed")
    assert reservations.reservations_cancel("order-1", cancel_request=generated.CancelRequest()).status == "released"
    assert [one.order_id for one in reservations.reservations_many(status="released").items] == ["order-1"]

    moves, locations = generated.MovesApi(client), generated.LocationsApi(client)
    assert [(one.name, one.sells) for one in locations.locations_many().items] == [("damaged", False), ("main", True)]
    ends = {"from": "main", "to": "damaged"}
    pallet = {**ends, "quantity": 1, "reason": "damaged", "reference": "pallet-1"}
    moved = moves.moves_move_with_http_info("SHIRT-M", generated.MoveRequest.from_dict(pallet))
    assert (moved.status_code, moved.data.new, moved.data.stock.total.quantity_unsellable) == (201, True, 1)
    assert (moved.data.stock.var_from.quantity_on_hand, moved.data.stock.to.quantity_on_hand) == (4, 1)
    lines = generated.MovesRequest.from_dict(
        {"items": [{"sku": "SHIRT-M", **pallet}, {"sku": "CAP", **pallet, "to": "damagd"}]}
    )
    replayed, refused = moves.moves_move_many(lines).items
    assert (replayed.status, refused.status, refused.problem.near) == (200, 422, ["damaged"])

    take_back(client)
    follow(client)

    newer: Any = {**confirmed.to_dict(), "status": "put_aside", "shelf": 4}
    assert generated.Reservation.from_dict(newer).status == "put_aside"


def take_back(client: Any) -> None:
    """Take the move back, by the id of one of its movements."""
    movements, reversals = generated.MovementsApi(client), generated.ReversalsApi(client)
    came = movements.movements_of_sku("SHIRT-M", kind="moved").items[0]
    back = reversals.reversals_reverse(came.id, generated.ReversalRequest(reference="undo-1"))
    assert {row.location: row.quantity_on_hand for row in back.locations} == {"main": 5, "damaged": 0}
    twice = refusal(lambda: reversals.reversals_reverse(came.id, generated.ReversalRequest(reference="undo-2")))
    assert (twice.code, twice.reference) == ("already_reversed", "undo-1")
    seen = {one.id: one for one in movements.movements_of_sku("SHIRT-M", kind="moved").items}
    assert seen[seen[came.id].reversed_by].reverses == came.id


def follow(client: Any) -> None:
    """Read all that happened to an order, and to one that never was."""
    timelines = generated.TimelinesApi(client)
    told = timelines.timelines_of_order("order-1")
    assert (told.record, told.reservation.status) == ("known", "released")
    moved = [one.movement.kind for one in told.items if one.entry == "movement"]
    assert (moved[0], "confirmed" in moved) == ("reserved", True)
    # Refused calls are written beside the work, a second later.
    while not (refused := timelines.timelines_of_order("order-2").items):
        time.sleep(0.1)
    assert (refused[0].entry, refused[0].refused_call.code) == ("refused_call", "insufficient_stock")
    assert [one.sku for one in refused[0].refused_call.lines] == ["CAP", "SHIRT-M"]


def refusal(call: Any) -> Any:
    try:
        call()
    except generated.ApiException as error:
        return generated.Problem.from_json(error.body)
    raise AssertionError("it was not refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
