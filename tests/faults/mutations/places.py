"""Breaks of locations, of moves between them, and of the stock that follows a location."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CHANGES = "inventory/domain/stock_changes.py"
FOLLOWING = "inventory/write_path/following.py"
SHELF = "inventory/domain/stock/shelf.py"
ROW = "inventory/domain/stock/row.py"
MOVES = "tests/inventory/write_path/test_moves.py"
LOCATIONS = "tests/inventory/write_path/test_locations.py"
SWEEP = "tests/tasks/test_location_sweep.py"
NEW_KEYS = "tests/inventory/write_path/test_new_keys.py"

MUTATIONS: dict[str, Mutation] = {
    "a move takes more than it brings": Mutation(
        "G5",
        (Edit(CHANGES, "destination.counters.moved(command.quantity, 0)", "destination.counters.moved(0, 0)"),),
        (
            f"{MOVES}::test_units_leave_one_location_and_come_to_the_other",
            "tests/inventory/write_path/test_races.py::test_units_that_move_to_and_fro_are_neither_lost_nor_made",
            "tests/api/test_races.py::test_units_that_move_to_and_fro_are_neither_lost_nor_made",
            "tests/inventory/model/test_state_machine.py",
        ),
    ),
    "a move that was made is not known by its reference": Mutation(
        "G3",
        (Edit("inventory/write_path/moves_made.py", "    if not commands:\n        return {}\n", "    return {}\n"),),
        (
            f"{MOVES}::test_the_same_reference_again_is_a_replay",
            "tests/inventory/write_path/test_races.py::test_units_that_move_to_and_fro_are_neither_lost_nor_made",
        ),
    ),
    "another move under the same reference is a replay": Mutation(
        "G3",
        (Edit(CHANGES, "            if made != asked or ", "            if made.key != asked.key or "),),
        (f"{MOVES}::test_the_same_reference_for_another_move_is_a_conflict",),
    ),
    "a move takes more than there is": Mutation(
        "G1",
        (Edit("inventory/domain/stock/moving.py", "    if quantity > counters.physical:\n", "    if quantity < 0:\n"),),
        (f"{MOVES}::test_what_can_not_be_meant_is_refused", "tests/inventory/model/test_state_machine.py"),
    ),
    "a strict move takes promised units": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/stock/moving.py",
                "if command.strict and quantity",
                "if not command.strict and quantity",
            ),
        ),
        (f"{MOVES}::test_promised_units_that_move_are_a_shortfall",),
    ),
    "a location that does not sell serves orders": Mutation(
        "G1",
        (
            Edit(
                SHELF,
                "                row.priority,\n"
                "                row.location,\n"
                "                row.counters.available - (row.kept_back if keep_back else 0) + more.get(row.place, 0),\n"
                "            )\n"
                "            if row.priority is not None and row.sells\n",
                "                row.priority or 0,\n"
                "                row.location,\n"
                "                row.counters.available - (row.kept_back if keep_back else 0) + more.get(row.place, 0),\n"
                "            )\n"
                "            if row.version\n",
            ),
        ),
        (
            f"{LOCATIONS}::TestStockThatFollows::test_a_location_that_stops_selling_serves_nobody_at_once",
            f"{MOVES}::test_what_does_not_sell_is_in_no_total",
        ),
    ),
    "a check offers what does not sell": Mutation(
        "G1",
        (
            Edit(
                "inventory/database/rows.py",
                "and_(Stock.sells, _OF_PLACE.is_not(None))",
                "_OF_PLACE.is_not_distinct_from(_OF_PLACE)",
            ),
        ),
        (f"{LOCATIONS}::TestStockThatFollows::test_a_location_that_stops_selling_serves_nobody_at_once",),
    ),
    "totals follow the location as the lock saw it, not as it was announced": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/announcing/announcements.py",
                "            if row.version and row.sells\n",
                "            if row.version and row.priority is not None\n",
            ),
        ),
        (f"{LOCATIONS}::TestRaces::test_who_waited_for_a_sku_that_stopped_selling_meanwhile_announces_it_right",),
    ),
    "a location is settled before all its stock follows": Mutation(
        "G6",
        (Edit(FOLLOWING, "    if len(skus) == PIECE or looked_at >= LOOKED_AT:\n", "    if len(skus) > PIECE:\n"),),
        (
            f"{LOCATIONS}::TestStockThatFollows::test_it_follows_in_pieces_and_a_crash_between_loses_nothing",
            f"{SWEEP}::test_a_process_that_is_killed_between_two_pieces_loses_nothing",
        ),
    ),
    "a location is settled for another version than was followed": Mutation(
        "G6",
        (
            Edit(FOLLOWING, ".values(settled_version=one.version)", ".values(settled_version=Location.version)"),
            Edit(
                FOLLOWING,
                "(Location.name == one.name) & (Location.version == one.version)",
                "Location.name == one.name",
            ),
        ),
        (f"{LOCATIONS}::TestStockThatFollows::test_it_is_settled_for_the_version_that_was_followed_alone",),
    ),
    "a change of a location does not wait for new stock there": Mutation(
        "G6",
        (
            Edit(
                "inventory/write_path/locations.py",
                "    making.hold_up_all(session)\n",
                "",
            ),
        ),
        (f"{LOCATIONS}::TestRaces::test_a_row_that_is_made_meanwhile_follows",),
    ),
    "new stock overtakes a change of its location": Mutation(
        "G8",
        (
            Edit(
                "inventory/write_path/locations.py",
                ".with_for_update(key_share=True))\n    making.hold_up_all(session)\n",
                ".with_for_update())\n",
            ),
        ),
        (
            f"{LOCATIONS}::TestRaces::test_new_stock_queues_behind_a_change",
            f"{LOCATIONS}::TestRaces::test_a_change_is_made_beside_others_who_never_stop_making_stock",
        ),
    ),
    "an adjustment is entered for a row that could not be made": Mutation(
        "G5",
        (Edit("inventory/write_path/apply.py", "                locks.require_made(wanted, locked.shelf)\n", ""),),
        (f"{NEW_KEYS}::test_a_location_that_is_set_up_just_then_is_asked_for_again",),
    ),
    "new stock sells wherever it is": Mutation(
        "G6",
        (
            Edit(
                ROW,
                "        if self.priority is None:\n",
                "        if self.priority == -1:\n",
            ),
        ),
        (f"{LOCATIONS}::TestStockThatFollows::test_stock_that_comes_to_be_there_follows_from_the_beginning",),
    ),
    "a request makes any location": Mutation(
        "G5",
        (Edit("inventory/domain/stock/adjusting.py", "    shelf.require_usable(command.location)\n", ""),),
        (f"{NEW_KEYS}::test_a_request_that_names_an_unknown_or_inactive_location_is_refused_by_name",),
    ),
    "the audit does not add moves up": Mutation(
        "G5",
        (
            Edit("inventory/upkeep/audit.py", "HAVING sum(units) <> 0", "HAVING false"),
            Edit("inventory/upkeep/scheduled_audit.py", "WHERE m.units + coalesce(o.units, 0) <> 0", "WHERE false"),
        ),
        (
            "tests/inventory/upkeep/test_audit.py::test_what_was_broken_is_named",
            "tests/inventory/upkeep/test_scheduled_audit.py::test_damage_is_named_in_every_run",
        ),
    ),
    "units that nobody can buy are told as restocked": Mutation(
        "G6",
        (Edit("inventory/domain/announcing/announcements.py", "if units > 0 and row.serves:", "if units > 0:"),),
        (
            f"{LOCATIONS}::TestStockThatFollows::test_units_that_come_back_to_where_nothing_is_sold_are_not_restocked",
            "tests/inventory/model/test_state_machine.py",
        ),
    ),
    "a location without units that stops selling stays announced": Mutation(
        "G6",
        (
            Edit(
                ROW,
                "if not self.changed or self.sells is not self.sold_before:",
                "if not self.changed or (self.sells is not self.sold_before and any(self.counters)):",
            ),
        ),
        (f"{LOCATIONS}::TestStockThatFollows::test_a_location_without_units_leaves_and_joins_the_announced_ones_too",),
    ),
    "what a closed location has counts as announced": Mutation(
        "G6",
        (
            Edit(
                "inventory/recovery/losses.py",
                "case((Stock.sells, units), else_=0)",
                "case((Stock.sells, units), else_=units)",
            ),
        ),
        ("tests/inventory/recovery/test_losses.py::TestWhatComesAfterABackup::test_a_location_that_stopped_selling",),
    ),
}
