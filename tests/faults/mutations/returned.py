"""Breaks of goods that come back: units that an order gives back twice."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

GOODS = "inventory/domain/orders/goods.py"
LONG = "tests/inventory/write_path/test_permutations.py::test_any_sequences_of_long_stories"
MODEL = "tests/inventory/model/test_came_back.py::test_the_core_does_as_the_model"

MUTATIONS: dict[str, Mutation] = {
    "a completed order gives back what came back": Mutation(
        "G4",
        (Edit(GOODS, " + (self.spare & (self.lost - self.late))", ""),),
        (LONG, MODEL),
    ),
    "a completion forgets the payment before it": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "first_paid_at=None if first == paid_at else first",
                "first_paid_at=None",
            ),
        ),
        (LONG, MODEL),
    ),
    "a cancelled unit that came back is given back once more": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stated/reducing.py",
                "for one in _in_turn(statements, known, paid_at)]",
                "for one in _in_turn(statements, (), paid_at)]",
            ),
        ),
        (MODEL,),
    ),
    "a reassignment forgets where goods lie again": Mutation(
        "G5",
        (Edit("inventory/domain/orders/requests/reassigning.py", ", landed=landed)", ")"),),
        (MODEL,),
    ),
    "an order does without its own units that are back": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/units/leaving.py",
                "for place, units in [*before.items(), *back.items()]:",
                "for place, units in before.items():",
            ),
        ),
        (MODEL,),
    ),
    "goods that came back are sold where units are missing": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/orders/units/allocation.py",
                "min(quantity, max(quantity - row.counters.shortfall, 0))",
                "quantity",
            ),
        ),
        ("tests/inventory/model/test_came_back.py::test_what_came_back_makes_up_for_missing_units_first",),
    ),
    "units beyond the lines are none that may come back": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/requests/returns.py",
                "units = by_sku(goods.shipping.gone) + by_sku(less(not_reported(reservation), to_ship(reservation)))",
                "units = by_sku(less(not_reported(reservation), to_ship(reservation)))",
            ),
        ),
        (MODEL,),
    ),
}
