"""Breaks of counts: units that are sold and still lie on the shelf are told, and sold once."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

PAID, READ = "inventory/domain/stock/paid_units.py", "inventory/write_path/paid_units.py"
ADJUSTING = "inventory/domain/stock/adjusting.py"
TESTS, SHELF = "tests/inventory/write_path/test_paid_units.py", "tests/inventory/write_path/test_shelf_counts.py"

MUTATIONS: dict[str, Mutation] = {
    "a count is not told of paid units": Mutation(
        "G5",
        (
            Edit(
                "inventory/write_path/apply.py",
                "        paid=paid_units.before_counts",
                "        paid=None and paid_units.before_counts",
            ),
        ),
        (
            f"{TESTS}::test_a_count_of_units_that_are_paid_and_still_lie_there_is_told_so",
            "tests/api/resources/test_counts.py::test_a_count_is_applied_and_warned_of_paid_units",
            "tests/cli/test_counts.py::test_a_count_is_applied_and_warned_of_paid_units",
        ),
    ),
    "a dry run of a count is not told of paid units": Mutation(
        "G5",
        (
            Edit(
                "inventory/write_path/previews/stock.py",
                "            paid=paid_units.before_counts",
                "            paid=None and paid_units.before_counts",
            ),
        ),
        (
            f"{TESTS}::test_a_preview_tells_what_the_count_will",
            "tests/cli/test_counts.py::test_a_dry_run_warns_of_what_it_would_count",
        ),
    ),
    "units that came back hide those of other orders": Mutation(
        "G5",
        (Edit(READ, "sum(units) FILTER (WHERE units > 0)", "sum(units)"),),
        (f"{TESTS}::test_units_that_an_earlier_order_gives_back_hide_no_others",),
    ),
    "payments of the batch of a count are not told": Mutation(
        "G5",
        (Edit(PAID, "if entries else []", "if False else []"),),
        (f"{TESTS}::test_payments_of_the_same_batch_are_told",),
    ),
    "a busy SKU is not looked at again": Mutation(
        "G5",
        (Edit(READ, "for most in (FEW, MAX_MOVEMENTS):", "for most in (FEW,):"),),
        (f"{TESTS}::test_a_busy_sku_is_looked_at_as_far_as_the_bound",),
    ),
    "a count of the shelf ignores the units to ship": Mutation(
        "G1",
        (Edit(ADJUSTING, "physical=quantity - counters.to_ship", "physical=quantity"),),
        (
            f"{SHELF}::test_units_that_are_sold_and_lie_there_are_sold_once",
            "tests/api/resources/test_shelf_counts.py::test_units_that_are_sold_and_lie_there_are_sold_once",
            "tests/cli/test_shelf_counts.py::test_a_count_may_be_of_the_shelf",
        ),
    ),
    "a count of the shelf expects the units on hand": Mutation(
        "G5",
        (Edit(ADJUSTING, "on_shelf = max(counters.on_shelf, 0)", "on_shelf = counters.on_hand"),),
        (f"{SHELF}::test_a_sale_meanwhile_is_no_reason_to_count_again",),
    ),
    "a count of the shelf that is sent again is a conflict": Mutation(
        "G3",
        (Edit("inventory/domain/stock/movements.py", " + (self.to_ship_after or 0) == quantity", " == quantity"),),
        (f"{SHELF}::test_the_same_reference_again_is_a_replay",),
    ),
    "a count of units on hand is not told of those to ship": Mutation(
        "G5",
        (Edit(PAID, "            case Count() if to_ship:", "            case Count() if not to_ship and to_ship:"),),
        (
            f"{SHELF}::test_a_count_of_units_on_hand_is_told_of_those_to_ship",
            "tests/api/resources/test_shelf_counts.py::test_a_count_of_units_on_hand_is_told_of_those_to_ship",
        ),
    ),
    "a dry run of a count forgets the units to ship": Mutation(
        "G5",
        (
            Edit(
                "inventory/write_path/previews/stock.py",
                "row.quantity_shortfall, row.quantity_to_ship\n",
                "row.quantity_shortfall\n",
            ),
        ),
        (
            f"{SHELF}::test_a_preview_foretells_it",
            "tests/cli/test_shelf_counts.py::test_a_sheet_of_the_shelf_is_exported_and_imported",
        ),
    ),
    "changes are asked for payments, too": Mutation(
        "G2",
        (
            Edit(
                READ,
                "if isinstance(one.adjustment, Count | ShelfCount):",
                "if isinstance(one.adjustment, Count | object):",
            ),
        ),
        (f"{TESTS}::test_nothing_is_read_for_a_change",),
    ),
}
