"""Breaks of the choice of locations for an order."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

SOURCING = "inventory/domain/stock/sourcing.py"
SERVING = "inventory/domain/orders/units/serving.py"
CHOOSING = "tests/inventory/domain/stock/test_sourcing.py"
ORDERS = "tests/inventory/write_path/test_sourcing.py"
AMENDED = "tests/inventory/domain/orders/test_preferring.py"
MODEL = "tests/inventory/model/test_state_machine.py"

REASSIGNING = "inventory/domain/orders/requests/reassigning.py"
REASSIGNED = "tests/inventory/write_path/test_reassigning.py"
PAID = "tests/inventory/write_path/test_paid_units.py"

MUTATIONS: dict[str, Mutation] = {
    "each line is served by its own first location": Mutation(
        "G5",
        (Edit(SOURCING, "[one for one in offer if one.location in chosen]", "offer"),),
        (
            f"{CHOOSING}::test_one_parcel_where_the_first_location_of_each_line_would_make_two",
            f"{CHOOSING}::test_the_smallest_of_all_sets_of_locations_serves",
            f"{ORDERS}::test_one_location_that_has_all_lines_serves_the_order",
            "tests/api/resources/test_sourcing.py::test_an_order_that_one_location_has_is_one_parcel",
            MODEL,
        ),
    ),
    "the last of equally small sets of locations serves": Mutation(
        "G5",
        (
            Edit(
                SOURCING,
                "        for some in combinations(others, number):\n",
                "        for some in combinations(others[::-1], number):\n",
            ),
        ),
        (f"{CHOOSING}::test_the_smallest_of_all_sets_of_locations_serves", MODEL),
    ),
    "a split line empties the first location first": Mutation(
        "G5",
        (Edit(SOURCING, "or max(left, key=lambda one: one.available)", "or left[0]"),),
        (f"{CHOOSING}::test_each_line_is_whole_or_from_the_largest_within_the_set", MODEL),
    ),
    "an amended order forgets the locations that it has": Mutation(
        "G5",
        (
            Edit(
                SERVING,
                "source([*needs.values()], frozenset(visited))",
                "source([*needs.values()])",
            ),
            Edit(SERVING, "source([Need(short, places, own)], frozenset(own))", "source([Need(short, places, own)])"),
        ),
        (
            f"{ORDERS}::test_an_amended_order_grows_where_it_is",
            f"{AMENDED}::test_an_amended_order_goes_to_the_smallest_set_of_further_locations",
        ),
    ),
    "lines that name a location draw the others along": Mutation(
        "G4",
        (
            Edit(
                SERVING,
                "for (_, named), places in units.items() if named is None for location in places}",
                "for _, places in units.items() for location in places}",
            ),
        ),
        (
            f"{ORDERS}::test_lines_that_name_a_location_draw_no_others_along",
            "tests/inventory/model/test_order_of_arrival.py",
        ),
    ),
    "of many locations some serve in vain": Mutation(
        "G5",
        (Edit(SOURCING, "    for one in reversed(others):\n", "    for one in others[:0]:\n"),),
        (f"{CHOOSING}::test_a_location_that_is_not_needed_in_the_end_serves_nothing",),
    ),
    "reassigned units need not be there": Mutation(
        "G1",
        (Edit(REASSIGNING, "    if available < quantity:\n", "    if quantity < 0:\n"),),
        (f"{REASSIGNED}::test_all_or_none_and_told_of_the_rest",),
    ),
    "reassigned units are on both shelves": Mutation(
        "G5",
        (Edit(REASSIGNING, "counters.moved(-physical, -reserved)", "counters.moved(0, 0)"),),
        (
            f"{REASSIGNED}::test_a_hold_comes_from_another_location",
            f"{REASSIGNED}::test_paid_units_come_from_another_location",
        ),
    ),
    "a reassignment that was made is refused": Mutation(
        "G3",
        (
            Edit(
                REASSIGNING,
                "    if command.quantity is None and not there and ",
                "    if command.quantity == 0 and not there and ",
            ),
        ),
        (
            f"{REASSIGNED}::test_all_units_of_a_location_again_is_a_replay",
            "tests/api/resources/test_reassign.py::test_a_hold_and_its_replay",
        ),
    ),
    "units that left are reassigned": Mutation(
        "G5",
        (Edit(REASSIGNING, "= held + taken - there.get(location, 0)", "= held + taken"),),
        (
            f"{REASSIGNED}::test_held_units_that_left_stay_where_they_left_from",
            f"{REASSIGNED}::test_paid_units_that_left_stay_where_they_left_from",
        ),
    ),
    "a reassignment forgets the units that left": Mutation(
        "G5",
        (Edit(REASSIGNING, ", left=_gone(before), landed=landed)", ", landed=landed)"),),
        (
            f"{REASSIGNED}::test_held_units_that_left_stay_where_they_left_from",
            f"{REASSIGNED}::test_paid_units_that_left_stay_where_they_left_from",
        ),
    ),
    "reassigned units that are taken for gone are to ship again": Mutation(
        "G5",
        (Edit(REASSIGNING, "    if more <= 0:\n", "    if more:\n"),),
        (f"{REASSIGNED}::test_units_to_ship_go_first_and_those_taken_for_gone_follow",),
    ),
    "a reassigned order is to be refunded": Mutation(
        "G6",
        (
            Edit(
                REASSIGNING,
                "else OutcomeType.STOCK_REASSIGNED",
                "else OutcomeType.STOCK_AMENDED",
            ),
        ),
        (f"{REASSIGNED}::test_paid_units_come_from_another_location",),
    ),
    "a token reassigns from where it may not reach": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/orders/held_units.py",
                "require_locations([command.from_location, command.to_location])",
                "require_locations([command.from_location])",
            ),
        ),
        ("tests/security/test_allowance.py::TestPlaces::test_units_are_reassigned_between_its_locations_alone",),
    ),
    "units are reassigned whatever version was expected": Mutation(
        "G5",
        (Edit(REASSIGNING, "    if command.expected_versions is not None and ", "    if command.quantity == 0 and "),),
        ("tests/api/resources/test_reassign.py::test_no_units_of_an_order_that_has_changed_since",),
    ),
    "a count misses paid units that were reassigned": Mutation(
        "G1",
        (Edit("inventory/write_path/paid_units.py", "kind IN ('confirmed', 'reassigned')", "kind = 'confirmed'"),),
        (f"{PAID}::test_paid_units_that_were_reassigned_are_told_where_they_are_now",),
    ),
    "a count misses paid units that its batch reassigned": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/stock/paid_units.py",
                "frozenset({MovementKind.CONFIRMED, MovementKind.REASSIGNED})",
                "frozenset({MovementKind.CONFIRMED})",
            ),
        ),
        (f"{PAID}::test_paid_units_that_were_reassigned_are_told_where_they_are_now",),
    ),
    "the audit does not compare both ends of reassigned units": Mutation(
        "G5",
        (Edit("inventory/upkeep/audit.py", "HAVING (sum(units), sum(held)) <> (0, 0)", "HAVING false"),),
        ("tests/inventory/upkeep/test_audit.py::test_what_was_broken_is_named",),
    ),
}
