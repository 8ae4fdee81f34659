"""Breaks of the checks of a chaos run: losses that they would overlook then."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CHECKS = "tests/tools/chaos/test_checks.py"
GOODS = "tests/tools/shop/test_goods.py"

MUTATIONS: dict[str, Mutation] = {
    "a restore is an excuse for whatever is missing": Mutation(
        "G2",
        (
            Edit(
                "tools/chaos/losses.py",
                "    return any(returned >= one.kept.since and invoked <= one.gone.until for one in losses)\n",
                "    return bool(losses)\n",
            ),
        ),
        (f"{CHECKS}::test_what_no_restore_may_lose_is_named",),
    ),
    "what is set back is not what was kept": Mutation(
        "G2",
        (
            Edit(
                "tools/chaos/checks/stock_model.py",
                '    return stock.kept, [("done",)]\n',
                '    return Stock(), [("done",)]\n',
            ),
        ),
        ("tests/tools/chaos/test_history.py::test_a_history_that_some_order_explains",),
    ),
    "what a loss has undone may be done after it": Mutation(
        "G2",
        (Edit("tools/chaos/checks/stock_model.py", "call.undone_by != stock.ahead", "not stock.ahead"),),
        ("tests/tools/chaos/test_history.py::test_a_history_that_no_order_explains",),
    ),
    "what is not decided is taken for explained": Mutation(
        "G2",
        (Edit("tools/chaos/checks/orders.py", "        problems += undecided\n", "        pass\n"),),
        (f"{CHECKS}::test_a_few_histories_may_be_too_large_to_decide",),
    ),
    "a move with one end alone is taken for made": Mutation(
        "G5",
        (
            Edit(
                "tools/chaos/checks/places.py",
                "if len(times) > 1 or not times <= allowed:",
                "if left[moved] not in allowed:",
            ),
        ),
        (f"{CHECKS}::test_what_is_broken_is_named",),
    ),
    "units that were moved aside are still sold in the specification": Mutation(
        "G1",
        (
            Edit(
                "tools/chaos/checks/stock_model.py", "after = stock.moved(-units)._replace(", "after = stock._replace("
            ),
        ),
        ("tests/tools/chaos/test_history.py::test_a_history_that_some_order_explains",),
    ),
    "a parcel that left comes back in the specification": Mutation(
        "G5",
        (
            Edit(
                "tools/chaos/checks/stock_model.py",
                'comes_back = status == "confirmed" and operation.order_id not in stock.gone',
                'comes_back = status == "confirmed"',
            ),
        ),
        ("tests/tools/chaos/test_history.py::test_a_history_that_no_order_explains",),
    ),
    "a shelf is right in all, whatever its places have": Mutation(
        "G5",
        (
            Edit(
                "tools/shop/shelf.py",
                "                if not least <= shown.get(place, 0) <= most:\n",
                "                if least > shown.get(place, 0):\n",
            ),
        ),
        (f"{CHECKS}::test_what_is_broken_is_named",),
    ),
    "the older statement about a parcel counts": Mutation(
        "G4",
        (Edit("tools/shop/goods.py", "key=_age, reverse=True)", "key=_age)"),),
        (f"{CHECKS}::test_a_run_without_loss_passes",),
    ),
    "goods that came back unreported never left the shelf of the check": Mutation(
        "G5",
        (
            Edit(
                "tools/shop/goods.py",
                "    return gone + [Line(sku, quantity) for sku,",
                "    return gone + [Line(sku, 0) for sku,",
            ),
        ),
        (f"{GOODS}::test_a_unit_that_came_back_had_left_reported_or_not",),
    ),
    "units beyond the order are for sale on the shelf of the check": Mutation(
        "G1",
        (Edit("tools/shop/goods.py", "expected, location=TO_INSPECT))", "expected))"),),
        (f"{GOODS}::test_units_beyond_the_order_are_to_be_inspected",),
    ),
    "goods come back twice in the specification": Mutation(
        "G5",
        (Edit("tools/chaos/checks/goods_model.py", "if operation.order_id in stock.back:", "if False:"),),
        ("tests/tools/chaos/test_history.py::test_a_history_that_some_order_explains",),
    ),
    "a return that nobody told is taken for one": Mutation(
        "G5",
        (Edit("tools/chaos/checks/facts.py", "elif key not in told and key not in asked:", "elif False:"),),
        (f"{CHECKS}::test_what_is_broken_is_named",),
    ),
    "a place that was set is set back by a loss that never was": Mutation(
        "G2",
        (Edit("tools/chaos/checks/places.py", "if stuck is not None:", "if stuck is not None and evidence.losses:"),),
        (f"{CHECKS}::test_what_is_broken_is_named",),
    ),
    "an outcome in a later epoch is taken for a repetition": Mutation(
        "G6",
        (Edit("tools/shop/listener.py", "if newest.get(one.id, -1) >= one.sequence:", "if one.id in newest:"),),
        (f"{CHECKS}::test_an_outcome_that_comes_again_in_a_later_epoch_counts_as_told_last",),
    ),
}
