"""Breaks of goods that leave: parcels that are stated more than once."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

ARRIVAL = "tests/inventory/model/test_order_of_arrival.py::test_goods_may_leave_in_any_order_of_arrival"
AWAITING = "inventory/domain/orders/awaiting_dispatch.py"

MUTATIONS: dict[str, Mutation] = {
    "a parcel that is stated again leaves nothing to ship": Mutation(
        "G4",
        (
            Edit(
                AWAITING,
                "return not by_sku(not_reported(after)) <= by_sku(not_reported(before))",
                "return False",
            ),
        ),
        (ARRIVAL,),
    ),
}
