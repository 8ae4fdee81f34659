"""Breaks of reversals: each movement is taken back once, by its opposite, and both are linked."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

REVERSING, REVERSALS = "inventory/domain/stock/reversing.py", "inventory/write_path/reversals.py"
TESTS = "tests/inventory/write_path/test_reversals.py"
OLD_PLANS = "tests/inventory/write_path/test_old_plans.py::test_an_old_connection_reads_no_more_than_a_fresh_one"

MUTATIONS: dict[str, Mutation] = {
    "a movement is taken back twice": Mutation(
        "G3",
        (
            Edit(
                "inventory/domain/stock_changes.py",
                "paid=self._paid.before(command, made.to_ship_after or 0, ()))\n        self.reversals.require_none(command)\n",
                "paid=self._paid.before(command, made.to_ship_after or 0, ()))\n",
            ),
        ),
        (f"{TESTS}::test_it_is_taken_back_once",),
    ),
    "a reversal is forgotten with its batch": Mutation(
        "G3",
        (Edit("inventory/write_path/apply.py", "    reversals.add(session, batch.reversals, send=send)\n", ""),),
        (
            f"{TESTS}::test_it_is_taken_back_once",
            f"{TESTS}::test_of_many_who_take_one_back_at_once_one_does",
        ),
    ),
    "an adjustment that happens to be the opposite is a reversal": Mutation(
        "G5",
        (
            Edit(
                REVERSING,
                "        return any(self._references.get(one)",
                "        return False and any(self._references.get(one)",
            ),
        ),
        (f"{TESTS}::test_the_reference_of_another_adjustment_takes_nothing_back",),
    ),
    "a number that was set is taken back whole": Mutation(
        "G5",
        (Edit(REVERSALS, "adjustment=Change(-units),", "adjustment=Change(-movement.on_hand_after),"),),
        (f"{TESTS}::test_a_number_that_was_set_is_taken_back_by_its_difference_whatever_was_sold_since",),
    ),
    "a count is taken back": Mutation(
        "G5",
        (Edit(REVERSING, "if reason == AdjustmentReason.CYCLE_COUNT:", "if reason is None:"),),
        (f"{TESTS}::test_a_count_is_counted_again",),
    ),
    "a reversal is linked with another move of its reference": Mutation(
        "G5",
        (
            Edit(
                REVERSALS,
                "        Movement.other_location.is_not_distinct_from(_new.c.other_location),\n"
                "        _units == _new.c.units,\n",
                "",
            ),
        ),
        (f"{TESTS}::test_a_move_under_the_same_reference_beside_it_is_not_linked",),
    ),
    "a reversal is forgotten with the movement that it took back": Mutation(
        "G3",
        (Edit(REVERSALS, "    if movement_id in made:\n", "    if not made:\n"),),
        (f"{TESTS}::TestPruning::test_a_reversal_is_known_when_the_movement_is_gone",),
    ),
    "a move is taken back at one end, when the other one is gone": Mutation(
        "G5",
        (
            Edit(
                REVERSALS,
                "        raise NotReversible(movement_id=movement.id,",
                "        return movement or NotReversible(movement_id=movement.id,",
            ),
        ),
        (f"{TESTS}::TestPruning::test_a_move_whose_other_end_is_gone_is_moved_back_by_hand",),
    ),
    "the ends of a move are linked crosswise": Mutation(
        "G5",
        (
            Edit(
                REVERSING,
                "            left, came = command.reverses\n",
                "            came, left = command.reverses\n",
            ),
        ),
        (f"{TESTS}::test_both_movements_of_a_move_are_taken_back_by_the_id_of_either",),
    ),
    "what is out of reach is taken back": Mutation(
        "G12",
        (
            Edit(
                REVERSALS,
                '    cause.allowance.require_location(movement.location, named=f"movement {movement_id}")\n',
                "",
            ),
        ),
        (f"{TESTS}::test_movements_at_other_locations_are_out_of_reach",),
    ),
    "links of movements are looked for by both indexes at once": Mutation(
        "G2",
        (
            Edit(
                "inventory/reading/movements.py",
                "_LINKS = union_all(\n"
                "    *(\n"
                "        select(Reversal.reverses, Reversal.reversed_by).where(is_one_of(end, _IDS))\n"
                "        for end in (Reversal.reverses, Reversal.reversed_by)\n"
                "    )\n"
                ")\n",
                "_LINKS = select(Reversal.reverses, Reversal.reversed_by).where(\n"
                "    is_one_of(Reversal.reverses, _IDS) | is_one_of(Reversal.reversed_by, _IDS)\n"
                ")\n",
            ),
        ),
        (OLD_PLANS,),
    ),
}
