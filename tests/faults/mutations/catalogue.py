"""Breaks of the meaning of the catalogue's number, of its alarm, and of checks for an order."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

SUPPLYING, MIRRORS = "inventory/domain/stock/supplying.py", "inventory/upkeep/mirrors.py"
QUANTITY = "tests/inventory/write_path/test_catalogue_quantity.py"
OWN, OWN_HOLDS = "inventory/reading/own_holds.py", "tests/inventory/write_path/test_own_holds.py"
COUNTED = "tests/inventory/upkeep/test_mirrors.py"

MUTATIONS: dict[str, Mutation] = {
    "the first statement that is heard counts for the oldest": Mutation(
        "G4",
        (Edit(SUPPLYING, "(statement.at, -statement.quantity) < (counted.at, -counted.quantity)", "False"),),
        (
            f"{QUANTITY}::test_the_oldest_statement_counts_in_whatever_order_they_come",
            f"{QUANTITY}::test_an_older_statement_that_is_heard_later_moves_on_hand_by_the_difference",
        ),
    ),
    "the first statement moves a row that an import made": Mutation(
        "G4",
        (Edit(SUPPLYING, "if quantity is None or row.noted_by == actor:", "if row.noted_by == actor:"),),
        (f"{QUANTITY}::test_no_statement_moves_a_row_that_an_import_made_in_whatever_order_they_come",),
    ),
    "a number that is ignored is the baseline of another source": Mutation(
        "G4",
        (Edit(SUPPLYING, "if row.noted_by == actor and row.noted_at is not None", "if row.noted_at is not None"),),
        (f"{QUANTITY}::test_a_source_that_is_ignored_does_not_touch_the_number_of_another",),
    ),
    "another setting makes up for what was noted": Mutation(
        "G5",
        (
            Edit(
                SUPPLYING,
                "            return noted, noted.quantity\n",
                "            return counted, row.catalog_quantity\n",
            ),
        ),
        (f"{QUANTITY}::test_another_setting_alone_moves_nothing",),
    ),
    "a copy of our own number is taken for a supply": Mutation(
        "G5",
        (Edit(SUPPLYING, "    return command.quantity in shown | {", "    return command.quantity in set[int]() & {"),),
        (
            f"{QUANTITY}::test_a_catalogue_that_states_our_own_number_takes_all_off_twice_and_is_noticed",
            f"{QUANTITY}::test_a_mirror_lowers_the_supply_to_what_is_there",
        ),
    ),
    "a run of copies begins anew with each batch": Mutation(
        "G5",
        (Edit(MIRRORS, "THEN 0 ELSE known.running END", "THEN 0 ELSE 0 END"),),
        (f"{COUNTED}::test_the_third_in_a_row_is_the_first_that_counts",),
    ),
    "every source that lowers a supply is told apart": Mutation(
        "G10",
        (Edit(MIRRORS, "(SELECT count(*) FROM catalogue_mirror) < :max_sources", "true OR :max_sources > 0"),),
        ("tests/inventory/upkeep/test_mirrors.py::test_each_source_is_counted_by_itself_and_their_number_is_bounded",),
    ),
    "an order's own hold counts for every order": Mutation(
        "G1",
        (
            Edit(
                OWN,
                "WHERE reservation.order_id = asked.order_id OFFSET 0",
                "WHERE reservation.order_id = 'o1' OFFSET 0",
            ),
        ),
        (f"{OWN_HOLDS}::test_its_own_hold_counts_as_free_and_that_of_others_does_not",),
    ),
    "a hold counts as its order's own when it is over": Mutation(
        "G1",
        (Edit(OWN, "WHERE status = 'pending' AND expires_at > :now\n", "WHERE status = 'pending'\n"),),
        (f"{OWN_HOLDS}::test_an_overdue_hold_counts_once",),
    ),
    "units that are gone are offered to the order that holds them": Mutation(
        "G1",
        (
            Edit(
                OWN,
                "quantity_on_hand - quantity_shortfall - quantity_reserved AS units",
                "quantity_available AS units",
            ),
        ),
        (f"{OWN_HOLDS}::test_units_that_are_known_to_be_gone_do_not_count",),
    ),
    "an order loses its units at a closed location in a check": Mutation(
        "G1",
        (Edit(OWN, "WHERE serves OR own > 0\n", "WHERE serves\n"),),
        (f"{OWN_HOLDS}::test_an_order_keeps_what_it_has_where_nothing_is_sold_any_more",),
    ),
    "a check tells of the holds of others": Mutation(
        "G12",
        (
            Edit(
                "api/resources/availability.py",
                "        allowance().require_order(body.order_id)\n",
                "        pass\n",
            ),
        ),
        ("tests/security/test_allowance.py::TestOrders::test_a_check_counts_no_hold_of_others",),
    ),
    "a worker of an earlier version finds no number": Mutation(
        "G2",
        (
            Edit(
                "inventory/boundary/fields.py",
                '            stored["quantity_on_hand"] = self.quantity_supplied\n',
                "            pass\n",
            ),
        ),
        ("tests/bridge/decode/test_supplied.py",),
    ),
}
