"""Breaks of the wishes that callers have for the locations of an order."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

SOURCING = "inventory/domain/stock/sourcing.py"
PREFERRING = "inventory/domain/orders/units/preferring.py"
CHOOSING = "tests/inventory/domain/orders/test_preferring.py"
ORDERS = "tests/inventory/write_path/test_preferences.py"
HTTP = "tests/api/resources/test_sourcing.py"

MUTATIONS: dict[str, Mutation] = {
    "callers do not rank locations": Mutation(
        "G5",
        (Edit(SOURCING, "one._replace(priority=ranks.get(one.location, one.priority))", "one"),),
        (
            f"{CHOOSING}::test_of_the_smallest_sets_the_callers_first_one_serves",
            f"{ORDERS}::test_locations_that_come_first_leave_the_rest_to_others",
            f"{HTTP}::test_a_caller_ranks_the_locations",
        ),
    ),
    "other locations serve than only the wished ones": Mutation(
        "G5",
        (Edit(SOURCING, "        if one.location in ranks or not preference.only\n", ""),),
        (
            f"{CHOOSING}::test_of_the_smallest_sets_the_callers_first_one_serves",
            f"{ORDERS}::test_only_the_named_locations_serve_in_their_rank",
        ),
    ),
    "a location that is closed is ranked with the others": Mutation(
        "G5",
        (Edit(SOURCING, " if one.priority < LAST else one\n", "\n"),),
        (f"{CHOOSING}::test_an_order_keeps_units_at_a_closed_location_when_no_other_has_them",),
    ),
    "an order that is not to be split is split": Mutation(
        "G5",
        (Edit(PREFERRING, "    if preference.whole:\n", "    if not preference:\n"),),
        (
            f"{CHOOSING}::test_of_the_smallest_sets_the_callers_first_one_serves",
            f"{ORDERS}::test_a_refused_request_is_told_what_one_location_has",
            f"{HTTP}::test_a_whole_order_or_what_the_best_location_lacks",
        ),
    ),
    "an order that is not to be split leaves its location": Mutation(
        "G5",
        (Edit(PREFERRING, "one.location not in own, ", ""),),
        (f"{CHOOSING}::test_an_amended_order_is_whole_where_it_is_or_at_the_first_location_that_has_all",),
    ),
    "units stay where the caller does not want them": Mutation(
        "G4",
        (Edit(PREFERRING, "    _free(units, more, preference)\n", ""),),
        (f"{CHOOSING}::test_an_amended_order_stays_at_its_locations_if_they_are_wished",),
    ),
    "a payment sources reassigned units anew": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/units/allocation.py",
                "(preference and _lacks(wishes, units))",
                "preference",
            ),
        ),
        (f"{ORDERS}::test_units_that_people_reassigned_stay_there",),
    ),
    "an order of other wishes stays where it is": Mutation(
        "G4",
        (Edit("inventory/domain/orders/decisions.py", "anew=heard.preference != before.preference", "anew=False"),),
        (f"{ORDERS}::test_the_newest_order_counts_with_its_wishes_in_any_sequence",),
    ),
    "the first of two wishes of one instant counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stated/statements.py",
                "        return rank(self.lines), self.preference\n",
                "        return rank(self.lines), NO_PREFERENCE\n",
            ),
        ),
        (f"{ORDERS}::test_of_two_wishes_of_one_instant_the_same_counts_in_any_sequence",),
    ),
    "wishes are forgotten where they are stored": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "    if not wishes or at is None or",
                "    if wishes or at is None or",
            ),
        ),
        (
            f"{ORDERS}::test_a_payment_that_finds_the_hold_over_takes_by_the_same_wishes",
            f"{ORDERS}::test_wishes_are_kept_with_their_statement",
        ),
    ),
    "a partial cancel forgets the wishes of the order": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "        preference=counts.preference,\n        statements=tuple(statements),\n",
                "        preference=NO_PREFERENCE,\n        statements=tuple(statements),\n",
            ),
            Edit(
                "inventory/domain/orders/stating.py",
                "from inventory.domain.lines import Line\n",
                "from inventory.domain.lines import Line\nfrom inventory.domain.locations import NO_PREFERENCE\n",
            ),
        ),
        (
            f"{ORDERS}::test_a_partial_cancel_leaves_the_wishes",
            f"{ORDERS}::test_the_wishes_of_the_statement_that_counts_hold_in_any_sequence",
        ),
    ),
    "an order with partial cancels is read without the statement that counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/database/rows.py",
                "        values[_STATEMENTS] = others if values[_CANCELLED_LINES] is None else stated\n",
                "        values[_STATEMENTS] = others\n",
            ),
        ),
        (f"{ORDERS}::test_a_partial_cancel_leaves_the_wishes",),
    ),
    "a refused amendment leaves its wishes": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                ", statements=others, preference=before.preference",
                ", statements=others",
            ),
        ),
        (f"{ORDERS}::test_a_refused_amendment_leaves_the_wishes_of_before",),
    ),
    "a refused amendment leaves its wishes with partial cancels": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "        statements=tuple(in_order([*others, again])),\n        preference=before.preference,\n",
                "        statements=tuple(in_order([*others, again])),\n",
            ),
        ),
        (f"{ORDERS}::test_a_refused_amendment_leaves_the_wishes_of_before",),
    ),
    "an amendment takes the wishes back that it does not name": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/requests/answers.py",
                "before.preference if command.preference is None else command.preference",
                "command.preference or NO_PREFERENCE",
            ),
        ),
        (
            f"{ORDERS}::test_an_amendment_without_wishes_leaves_those_of_the_order",
            f"{HTTP}::test_an_amendment_states_wishes_or_leaves_them",
        ),
    ),
    "a call with other wishes is a replay": Mutation(
        "G3",
        (
            Edit(
                "inventory/domain/orders/requests/answers.py",
                "command.preference not in {NO_PREFERENCE, before.preference}",
                "command.preference is None",
            ),
        ),
        (f"{ORDERS}::test_a_call_with_other_wishes_is_no_replay",),
    ),
    "overdue holds give way at the best single location alone": Mutation(
        "G7",
        (Edit("inventory/domain/batch.py", "if short[0].best_single_location is not None and", "if not short and"),),
        (f"{ORDERS}::test_an_overdue_hold_gives_way_at_whichever_location_it_is",),
    ),
    "a request ranks locations that are not there": Mutation(
        "G5",
        (Edit("inventory/write_path/naming.py", "    doubtful |= _doubtful_preferred(commands, shelf)\n", ""),),
        (
            f"{ORDERS}::test_a_request_names_locations_that_are_there",
            f"{HTTP}::test_wishes_that_cannot_be_met_are_refused_by_name",
        ),
    ),
    "an order may be whole at several locations": Mutation(
        "G5",
        (Edit("inventory/boundary/preferring.py", "    if len(named) > 1:\n", "    if not named:\n"),),
        (
            f"{HTTP}::test_wishes_that_cannot_be_met_are_refused_by_name",
            "tests/bridge/decode/test_preferring.py::test_wishes_that_no_stock_can_meet_are_refused",
        ),
    ),
    "a token for some locations lists others": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/orders/held_units.py",
                "return wishes.locations if wishes.only and line.location is None else (line.location,)",
                "return () if wishes.only and line.location is None else (line.location,)",
            ),
        ),
        ("tests/security/test_allowance.py::TestPlaces::test_an_order_may_list_the_places_in_place_of_its_lines",),
    ),
    "what an order kept is told as ranked": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/units/chosen_locations.py",
                "    if location in kept:\n",
                "    if location in ():\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_chosen_locations.py::test_an_amended_order_is_told_what_it_kept",
            f"{HTTP}::test_a_caller_is_told_why_its_units_are_where_they_are",
        ),
    ),
    "locations that had no units were considered": Mutation(
        "G5",
        (Edit("inventory/domain/orders/units/chosen_locations.py", " and row.counters.available > 0", ""),),
        ("tests/inventory/write_path/test_chosen_locations.py::test_one_location_of_several_serves_by_its_priority",),
    ),
    "an event has no wishes": Mutation(
        "G5",
        (Edit("inventory/inbox/meanings.py", "for name in _PREFERRING if name in payload", "for name in ()"),),
        ("tests/bridge/decode/test_preferring.py::test_wishes_are_heard_as_they_are_stated",),
    ),
}
