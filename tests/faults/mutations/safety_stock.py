"""Breaks of the safety stock: who leaves it, and who hears of it."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CORE = "tests/inventory/write_path/test_safety_stock.py"
RACES = "tests/inventory/write_path/test_safety_races.py"
API = "tests/api/resources/test_safety_stock.py"
MODEL = "tests/inventory/model/test_state_machine.py"
ALLOCATION = "inventory/domain/orders/units/allocation.py"
LOCKS = "inventory/write_path/locks.py"
ROW = "inventory/domain/stock/row.py"
SETTING = "inventory/domain/stock/setting_policies.py"

MUTATIONS: dict[str, Mutation] = {
    "a hold takes the safety stock": Mutation(
        "G1",
        (Edit(ALLOCATION, "keep_back = hold is Hold.HELD and not may_use_all", "keep_back = False"),),
        (f"{CORE}::test_a_new_hold_leaves_the_safety_stock_and_is_told_of_it", MODEL),
    ),
    "a payment leaves the safety stock": Mutation(
        "G4",
        (Edit(ALLOCATION, "keep_back = hold is Hold.HELD and not may_use_all", "keep_back = not may_use_all"),),
        (f"{CORE}::test_an_order_that_was_refused_for_it_may_be_paid", f"{CORE}::test_payments_never_look_at_it"),
    ),
    "more is kept back than is there": Mutation(
        "G1",
        (
            Edit(
                ROW,
                "return min(self.safety_stock, self.counters.available) if self.safety_stock else 0",
                "return self.safety_stock or 0",
            ),
        ),
        (f"{CORE}::test_an_amendment_has_its_own_units_and_none_that_are_kept_back",),
    ),
    "the default of each location hides its own rule": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/stock_rules.py",
                "(units.get(location), units.get(None))",
                "(units.get(None), units.get(location))",
            ),
        ),
        (f"{CORE}::test_a_location_may_keep_more_or_nothing",),
    ),
    "rules reach no stock row": Mutation(
        "G5",
        (Edit(SETTING, "            self._follow(after, command)\n", ""),),
        (f"{CORE}::test_a_new_hold_leaves_the_safety_stock_and_is_told_of_it",),
    ),
    "a new row keeps nothing back": Mutation(
        "G5",
        (Edit(LOCKS, "    for place in created:\n", "    for place in ():\n"),),
        (f"{CORE}::test_a_location_that_gets_its_first_units_later_keeps_the_default",),
    ),
    "rules pass over a row that was made meanwhile": Mutation(
        "G5",
        (Edit("inventory/write_path/apply.py", " | batch.policies.skus_with_stock_rules()", ""),),
        (f"{RACES}::test_rules_of_one_location_that_waited_for_its_row_count_for_it",),
    ),
    "a new row follows the rules of before its wait": Mutation(
        "G8",
        (Edit(LOCKS, "(row.policy is not None or row.safety_stock is not None)", "row.policy is not None"),),
        (f"{RACES}::test_a_location_that_gets_its_row_meanwhile_follows_the_rules",),
    ),
    "a row that was made to lock it counts for the level": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/stock/shelf.py",
                "for row in self._of[sku] if row.sells and row.version)",
                "for row in self._of[sku] if row.sells)",
            ),
        ),
        (f"{CORE}::test_a_row_that_comes_to_nothing_has_no_threshold",),
    ),
    "levels count the safety stock": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/stock/counters.py",
                "        return self.available - self.kept_back",
                "        return self.available",
            ),
        ),
        (f"{CORE}::test_levels_count_what_may_be_sold",),
    ),
    "a rule that keeps more back tells nobody": Mutation(
        "G6",
        (
            Edit(
                ROW,
                "self.counters != self.counters_before or self._keeps_other)",
                "self.counters != self.counters_before)",
            ),
        ),
        (f"{CORE}::test_a_sellable_number_that_changes_is_announced_at_the_same_level",),
    ),
    "a threshold of the catalogue of before counts": Mutation(
        "G4",
        (
            Edit(
                ROW,
                "self.low_stock_threshold, self.threshold_at = threshold_at(rules, self.location), at",
                "self.low_stock_threshold = threshold_at(rules, self.location)",
            ),
        ),
        (f"{CORE}::test_of_thresholds_the_newest_counts_whoever_states_it",),
    ),
    "people state a threshold before a clock that is ahead": Mutation(
        "G4",
        (Edit(SETTING, "(before.last_stated_at(), self._last_threshold_at(command))", "(before.last_stated_at(),)"),),
        (f"{CORE}::test_people_answer_to_a_threshold_of_a_clock_that_is_ahead",),
    ),
    "the safety stock that is heard last counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/stock_rules.py",
                "_rank(known.at, known.units) >= _rank(at, stated.units)",
                "(known.at, known.units) == (at, stated.units)",
            ),
        ),
        (
            f"{CORE}::test_the_catalogue_states_the_safety_stock_and_the_newest_counts",
            "tests/inventory/domain/test_policies.py",
        ),
    ),
    "rules name any location": Mutation(
        "G5",
        (
            Edit(
                SETTING,
                "                        self._shelf.require_usable(one.location)\n",
                "                        pass\n",
            ),
        ),
        (f"{CORE}::test_rules_name_no_location_that_is_not_set_up",),
    ),
    "a check offers the safety stock": Mutation(
        "G1",
        (
            Edit(
                "inventory/reading/availability.py",
                "case((SERVES, _SELLABLE))",
                "case((SERVES, Stock.quantity_available))",
            ),
        ),
        (f"{CORE}::test_a_check_offers_what_a_reserve_would_get", f"{API}::test_a_check_offers_sellable_units"),
    ),
    "a check keeps an order's own units back": Mutation(
        "G1",
        (
            Edit(
                "inventory/reading/own_holds.py",
                "greatest(own + free - greatest(least(safety_stock, free), 0), 0)",
                "greatest(own + free - safety_stock, 0)",
            ),
        ),
        (f"{CORE}::test_a_check_offers_what_a_reserve_would_get",),
    ),
    "lists by level count the safety stock": Mutation(
        "G6",
        (Edit("inventory/reading/stock_lists.py", "            row.safety_stock,\n", "            None,\n"),),
        (f"{API}::test_lists_by_level_count_sellable_units",),
    ),
    "anybody may use the safety stock": Mutation(
        "G12",
        (
            Edit(
                "api/resources/reservations.py",
                "if body.use_safety_stock and not may(Scope.STOCK_OVERRIDE):",
                "if body.use_safety_stock is None:",
            ),
        ),
        ("tests/security/test_safety_stock.py",),
    ),
    "PUT takes back the rules of the stock that it does not name": Mutation(
        "G5",
        (
            Edit(
                "api/contract/requests/policies.py",
                "Amount(getattr(self, name)) if name in self.model_fields_set else None",
                "Amount(getattr(self, name))",
            ),
        ),
        (f"{API}::test_put_leaves_the_rules_that_it_does_not_name",),
    ),
}
