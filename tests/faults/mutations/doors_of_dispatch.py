"""Breaks of the doors that dispatches come in by, of what they tell, and of the audit of them."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

HTTP, LINE = "tests/api/resources/test_dispatches.py", "tests/tasks/test_dispatched.py"
TOLD = "tests/tools/contracts/test_outcomes.py"
AUDIT, RETENTION = "tests/inventory/upkeep/test_audit.py", "tests/inventory/upkeep/test_retention.py"
CHECKS, TASKS = "inventory/upkeep/order_checks.py", "tasks/stock.py"
ANNOUNCED = "inventory/domain/announcing/dispatches.py"

MUTATIONS: dict[str, Mutation] = {
    "a dispatch over HTTP is always new": Mutation(
        "G3",
        (Edit("api/resources/reservations.py", "status=201 if outcome.changed else 200", "status=201"),),
        (f"{HTTP}::test_the_same_again_is_a_replay_and_another_content_a_conflict",),
    ),
    "more leaves over HTTP than the order has": Mutation(
        "G1",
        (Edit("inventory/domain/orders/requests/dispatches.py", "    _require_left(before, command.lines)\n", ""),),
        (
            f"{HTTP}::test_no_more_leaves_than_the_order_has",
            "tests/api/test_races.py::test_of_64_parcels_of_an_order_no_more_leave_than_it_has",
        ),
    ),
    "a dispatch does not wait for its product": Mutation(
        "G4",
        (
            Edit(
                "inventory/inbox/meanings.py",
                "lines, it.cause, it.at, patient=it.patient)]\n\n\ndef cancels_lines",
                "lines, it.cause, it.at)]\n\n\ndef cancels_lines",
            ),
        ),
        (f"{LINE}::test_a_dispatch_waits_for_its_product",),
    ),
    "one dispatch too many is lost in silence": Mutation(
        "G2",
        (
            Edit(
                TASKS,
                "        if isinstance(error, _FAILING):\n            raise error\n",
                "        pass\n",
            ),
        ),
        (f"{LINE}::test_one_dispatch_too_many_fails_by_name_and_no_other",),
    ),
    "goods leave a location with an invisible name": Mutation(
        "G2",
        (Edit("bridge/decode/new_keys.py", "        yield from _of_goods(payload)\n", ""),),
        ("tests/bridge/decode/test_new_keys.py::test_a_new_one_is_a_dead_letter_with_its_bytes",),
    ),
    "what left remains": Mutation(
        "G6",
        (Edit(ANNOUNCED, "units.get(sku, 0) - quantity", "units.get(sku, 0)"),),
        (
            f"{TOLD}::test_goods_that_left_are_told_with_all_that_left_before",
            f"{HTTP}::test_a_parcel_is_shown_with_its_order_and_so_is_the_rest",
        ),
    ),
    "unexpected goods are not told": Mutation(
        "G6",
        (Edit(ANNOUNCED, "    if shipping.unexpected:\n", "    if False:\n"),),
        (f"{TOLD}::test_goods_that_left_are_told_with_all_that_left_before",),
    ),
    "units to ship are not told": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/announcing/announcements.py",
                'return {"quantity_to_ship": units} if units else {}',
                "return {}",
            ),
        ),
        (f"{TOLD}::test_units_to_ship_are_told_with_the_level_while_there_are_any",),
    ),
    "units are to ship wherever dispatch is not tracked": Mutation(
        "G5",
        (Edit("inventory/settings/holds.py", "le=31_536_000)] = 0\n", "le=31_536_000)] = 86_400\n"),),
        ("tests/inventory/test_settings.py::test_dispatch_is_not_tracked_by_default",),
    ),
    "the audit does not add up what is to ship": Mutation(
        "G5",
        (Edit(CHECKS, "<> coalesce(w.units, 0)\n", "<> coalesce(s.quantity_to_ship, 0)\n"),),
        (f"{AUDIT}::test_what_was_broken_is_named",),
    ),
    "the audit does not compare what left with the order": Mutation(
        "G5",
        (Edit(CHECKS, "ELSE units.taken <> units.gone END", "ELSE false END"),),
        (f"{AUDIT}::test_what_was_broken_is_named",),
    ),
    "an opening balance forgets the units to ship": Mutation(
        "G5",
        (
            Edit(
                "migrations/versions/0042_units_to_ship_in_the_ledger.py",
                "    _prune_ledger(_OPENED, _OPENED_WITH_UNITS_TO_SHIP)\n",
                "",
            ),
        ),
        (f"{RETENTION}::test_an_opening_balance_begins_with_the_units_to_ship",),
    ),
    "units that are taken for gone are released ones in the ledger": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/decision.py",
                "    if isinstance(command, GoodsCommand):",
                "    if after.shipping is not None and isinstance(command, GoodsCommand):",
            ),
        ),
        (
            "tests/inventory/write_path/test_dispatch.py::test_units_of_which_nobody_reported_any_are_dispatched_in_the_ledger",
        ),
    ),
    "an order is forgotten while its units are to ship": Mutation(
        "G5",
        (Edit("inventory/upkeep/retention.py", " AND dispatch_due_at IS NULL", ""),),
        (f"{RETENTION}::test_an_order_whose_units_are_to_ship_is_known_until_they_left",),
    ),
    "dispatches that are due are looked for among all orders": Mutation(
        "G2",
        (
            Edit(
                "inventory/write_path/overdue.py",
                ".where(Reservation.dispatch_due_at <= bindparam",
                ".where(func.coalesce(Reservation.dispatch_due_at, Reservation.expires_at) <= bindparam",
            ),
        ),
        ("tests/inventory/write_path/test_plans.py::test_hot_statements_use_their_index_at_a_million_rows",),
    ),
}
