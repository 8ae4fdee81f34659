"""Breaks of the policies of SKUs: untracked, discontinued, and the time of sale."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

UNTRACKED = "tests/inventory/write_path/test_untracked.py"
SALE = "tests/inventory/write_path/test_sale.py"
RACES = "tests/inventory/write_path/test_policy_races.py"
API = "tests/api/resources/test_policies.py"
ALLOCATION = "inventory/domain/orders/units/allocation.py"

MUTATIONS: dict[str, Mutation] = {
    "an order loses what it has of a SKU that is not sold in a check": Mutation(
        "G1",
        (
            Edit(
                "api/turns/availability_checks.py",
                "if asked[sku] <= self.held.get((order_id, sku), 0)}",
                "if asked[sku] < 0}",
            ),
        ),
        ("tests/api/test_own_holds.py::test_an_order_may_keep_what_it_has_of_a_sku_that_is_not_sold_any_more",),
    ),
    "a check keeps more of a SKU that is not sold than the order has": Mutation(
        "G1",
        (
            Edit(
                "api/turns/availability_checks.py",
                "if asked[sku] <= self.held.get((order_id, sku), 0)}",
                "if (order_id, sku) in self.held}",
            ),
        ),
        ("tests/api/test_own_holds.py::test_an_order_may_keep_what_it_has_of_a_sku_that_is_not_sold_any_more",),
    ),
    "untracked lines take units": Mutation(
        "G5",
        (Edit(ALLOCATION, "    if untracked:\n", "    if not wanted:\n"),),
        (
            f"{UNTRACKED}::test_a_basket_of_a_shirt_and_a_gift_card_is_held_over_kafka",
            "tests/inventory/model/test_untracked_lines.py",
        ),
    ),
    "lines become tracked while the order has its units": Mutation(
        "G5",
        (
            Edit(
                ALLOCATION,
                "    return not (shelf.policy(sku) if more else having[0]).tracked",
                "    return not shelf.policy(sku).tracked",
            ),
        ),
        (
            f"{UNTRACKED}::test_lines_stay_untracked_while_the_order_has_its_units",
            f"{UNTRACKED}::test_lines_stay_tracked_while_the_order_has_its_units",
        ),
    ),
    "more units of a line are as untracked as the first": Mutation(
        "G1",
        (
            Edit(
                ALLOCATION,
                "    return not (shelf.policy(sku) if more else having[0]).tracked",
                "    return not (shelf.policy(sku) if not having else having[0]).tracked",
            ),
        ),
        (f"{UNTRACKED}::test_more_of_a_sku_goes_by_the_policy_of_now",),
    ),
    "an untracked line is forgotten where it is stored": Mutation(
        "G5",
        (Edit("inventory/database/rows.py", 'line.get("tracked", True),', "True,"),),
        (f"{UNTRACKED}::test_a_basket_of_a_shirt_and_a_gift_card_is_held_over_http",),
    ),
    "an order of untracked lines alone has nothing to keep": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/reservation.py",
                "return bool(self.lines) and not self.nothing_left and all(line.met for line in self.lines)",
                "return any(line.allocations for line in self.lines)",
            ),
        ),
        (f"{UNTRACKED}::test_an_amendment_that_fails_leaves_untracked_lines",),
    ),
    "the audit wants units for untracked lines": Mutation(
        "G5",
        (
            Edit(
                "inventory/upkeep/order_checks.py",
                "              WHEN line->>'tracked' = 'false' THEN has.held <> 0 OR has.taken <> 0\n",
                "",
            ),
        ),
        (f"{UNTRACKED}::test_a_basket_of_a_shirt_and_a_gift_card_is_held_over_kafka",),
    ),
    "a discontinued SKU is held anew": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/policies.py",
                "        if self.discontinued_at is not None:\n            return Rule.DISCONTINUED\n",
                "",
            ),
        ),
        (f"{SALE}::test_a_new_reserve_is_refused_and_names_the_rule",),
    ),
    "a rule refuses a payment": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/selling.py",
                "    if hold is not Hold.HELD or not",
                "    if hold is Hold.NOTHING or not",
            ),
        ),
        (f"{SALE}::test_a_payment_counts_whether_or_not_it_overtakes_its_order",),
    ),
    "a rule ends what an order has": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/selling.py",
                "units_by_sku(heard.ordered_lines)[sku] > _had(before, now)[sku]",
                "units_by_sku(heard.ordered_lines)[sku] > 0",
            ),
        ),
        (f"{SALE}::test_an_amendment_may_keep_or_lessen_but_not_add",),
    ),
    "overdue holds give way to an order that no rule allows": Mutation(
        "G7",
        (
            Edit(
                "inventory/domain/batch.py",
                "decision.shortfalls and not decision.policies:",
                "decision.shortfalls:",
            ),
        ),
        (f"{SALE}::test_no_overdue_hold_gives_way_to_an_order_that_is_refused_by_a_rule",),
    ),
    "the policy that is heard last counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/policies.py",
                "return known_at is None or (at, value) > (known_at, known)",
                "return known_at is None or at != known_at or value != known",
            ),
        ),
        ("tests/inventory/domain/test_policies.py",),
    ),
    "a policy is changed as it was before the wait": Mutation(
        "G8",
        (
            Edit(
                "inventory/write_path/locks.py",
                "new_locations=created_locations, policies=ruled)",
                "new_locations=created_locations)",
            ),
        ),
        (f"{RACES}::test_a_policy_that_waited_for_another_loses_none_of_it",),
    ),
    "an untracked line names any location": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/requests/named_lines.py",
                "            shelf.require_usable(line.location)\n",
                "            pass\n",
            ),
        ),
        (
            f"{UNTRACKED}::test_a_line_of_it_names_no_location_that_requests_may_not_name",
            f"{API}::test_a_line_of_an_untracked_sku_names_no_location_that_is_not_there",
            "tests/inventory/model/test_state_machine.py",
        ),
    ),
    "an order loses the lines of a location that was closed": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/requests/named_lines.py",
                "line.quantity > _units_at(line.sku, line.location, before)",
                "line.quantity > 0",
            ),
        ),
        (f"{UNTRACKED}::test_a_line_of_it_at_a_location_that_was_closed_since_may_be_kept_and_lessened",),
    ),
    "a check forgets the rules of a SKU that no place sells": Mutation(
        "G1",
        (
            Edit(
                "inventory/reading/availability.py",
                '.where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))\n    .order_by',
                '.where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))), SERVES)\n    .order_by',
            ),
        ),
        (f"{UNTRACKED}::test_an_untracked_sku_is_there_though_its_place_sells_nothing",),
    ),
    "a SKU that is known by its policy has all its first supply on hand already": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/stock/setting_policies.py",
                "row.catalog_quantity, row.described = 0, True",
                "row.described = True",
            ),
        ),
        (f"{UNTRACKED}::test_a_sku_is_known_by_its_policy_and_its_first_supply_counts_from_zero",),
    ),
}
