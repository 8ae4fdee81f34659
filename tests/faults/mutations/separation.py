"""Breaks of the separation of callers: orders, locations, units, times."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

ALLOWANCE = "tests/security/test_allowance.py"
HELD = "tests/inventory/write_path/test_held_units.py"
REAL = "tests/security/test_separation.py::test_callers_are_separated_and_a_flood_fills_no_log"

MUTATIONS: dict[str, Mutation] = {
    "whose order it is is asked where it is reserved alone": Mutation(
        "G12",
        (
            Edit("api/contract/paths.py", 'if "order_id" in segments:', 'if "order_id" in segments and not segments:'),
            Edit(
                "inventory/domain/orders/held_units.py",
                "    allowance.require_order(command.order_id)\n",
                "    if isinstance(command, Reserve):\n        allowance.require_order(command.order_id)\n",
            ),
        ),
        (REAL, f"{ALLOWANCE}::TestOrders::test_the_orders_of_others_are_out_of_reach"),
    ),
    "limits that are lost are none": Mutation(
        "G12",
        (Edit("inventory/tokens.py", 'if row["limits"] is None:', 'if row["id"] is None:'),),
        (f"{ALLOWANCE}::test_a_token_that_has_lost_its_limits_opens_nothing",),
    ),
    "a list has everybody's orders": Mutation(
        "G12",
        (
            Edit(
                "inventory/reading/queries.py",
                "        searched = searched.where(begins_with(table.c.order_id, where.prefix))\n",
                "        pass\n",
            ),
        ),
        (f"{ALLOWANCE}::TestOrders::test_lists_have_its_own",),
    ),
    "a line that names no place may come from any": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/allowance.py",
                "if self.locations is not None and location not in self.locations:",
                "if self.locations is not None and location is not None and location not in self.locations:",
            ),
        ),
        (f"{ALLOWANCE}::TestPlaces::test_lines_name_a_place_that_is_allowed",),
    ),
    "an order at another place is reached by its id": Mutation(
        "G12",
        (
            Edit("inventory/domain/batch.py", "        require_reached(allowance, before)\n", ""),
            Edit("inventory/domain/batch.py", "        require_reached(allowance, decision.after)\n", ""),
        ),
        (f"{ALLOWANCE}::TestPlaces::test_orders_at_other_places_are_out_of_reach",),
    ),
    "a hold is extended again and again": Mutation(
        "G12",
        (Edit("inventory/domain/orders/hold_times.py", "min(self.maximum_seconds, seconds)", "self.maximum_seconds"),),
        (f"{ALLOWANCE}::TestHoldTimes::test_no_hold_lives_for_longer",),
    ),
    "two who count at once do not see each other": Mutation(
        "G12",
        (Edit("inventory/write_path/apply.py", "    locks.lock_callers(session, capped)\n", ""),),
        (f"{HELD}::test_who_counts_at_the_same_time_waits_for_the_other",),
    ),
    "a batch does not count what it holds itself": Mutation(
        "G12",
        (Edit("inventory/domain/batch.py", "        self._units.move(before, after)\n", ""),),
        (f"{ALLOWANCE}::TestUnits::test_a_batch_counts_what_it_holds_itself",),
    ),
    "a replay counts twice": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/orders/held_units.py",
                "grown = begun or not no_more(after.ordered_lines, before.ordered_lines)",
                "grown = True",
            ),
            Edit(
                "inventory/domain/orders/held_units.py",
                "self._held[holder] - self._units_of(before, holder)",
                "self._held[holder]",
            ),
        ),
        (f"{ALLOWANCE}::TestUnits::test_running_holds_have_so_many_together",),
    ),
    "somebody else's order is held for nobody": Mutation(
        "G12",
        (Edit("inventory/domain/orders/held_units.py", "after.live(self._now) and capped", "begun and capped"),),
        (f"{ALLOWANCE}::TestUnits::test_somebody_elses_order_is_no_way_around",),
    ),
    "holds that are over count until they are swept": Mutation(
        "G12",
        (
            Edit(
                "inventory/write_path/counting.py",
                "FILTER (WHERE expires_at > :now)",
                "FILTER (WHERE CAST(:now AS timestamptz) IS NOT NULL)",
            ),
        ),
        (f"{ALLOWANCE}::TestUnits::test_a_hold_that_is_over_and_not_swept_counts_no_more",),
    ),
    "limits that are not understood are none": Mutation(
        "G12",
        (
            Edit(
                "api/callers/jwts.py",
                '        raise InvalidToken(reason=f"its claim {LIMITS} {error}") from error\n',
                "        return UNLIMITED\n",
            ),
        ),
        (f"{ALLOWANCE}::TestJwts::test_limits_that_are_not_understood_open_nothing",),
    ),
}
