"""Breaks of the console's stock pages: previews, sheets, and numbers over time."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

PREVIEWS, IMPORTS = "console/pages/stock/previews.py", "console/imports"
LEVELS, HISTORY, GUARD = "console/reading/levels.py", "console/reading/history.py", "console/access/guard.py"
CHANGING, SHEETS = "tests/console/stock/test_changing.py", "tests/console/stock/test_importing.py"
BROKEN_OFF, ROOM = (f"tests/console/stock/test_import_{name}.py" for name in ("broken_off", "room"))

MUTATIONS: dict[str, Mutation] = {
    "console: a change by hand is made whatever its person saw": Mutation(
        "G5",
        (Edit(PREVIEWS, "execute_each([command], accept=accept)", "execute_each([command])"),),
        (f"{CHANGING}::test_stock_that_changed_since_the_preview_is_told_and_shown_anew",),
    ),
    "console: a change by hand leaves orders short that its person saw met": Mutation(
        "G5",
        (Edit(PREVIEWS, "if is_now.missing > shown.missing:", "if is_now.missing < shown.missing:"),),
        (f"{CHANGING}::test_orders_that_take_the_units_meanwhile_make_the_preview_stale",),
    ),
    "console: a move under a number that was used leads nowhere": Mutation(
        "G5",
        (
            Edit(
                "console/reading/papers.py",
                "(Movement.kind == MovementKind.MOVED)",
                "(Movement.kind == MovementKind.ADJUSTED)",
            ),
        ),
        (f"{CHANGING}::test_a_move_under_a_number_that_was_used_leads_to_that_move",),
    ),
    "console: rows that nobody counted are counts": Mutation(
        "G5",
        (Edit("inventory/importing/rows.py", " or (self.terms.uncounted and self.is_uncounted(cells))", ""),),
        (f"{SHEETS}::test_rows_that_nobody_counted_are_passed_over",),
    ),
    "console: a form tells the numbers of a place beyond the token": Mutation(
        "G12",
        (Edit("console/pages/stock/changing.py", "    allowance().require_location(location)\n", ""),),
        (f"{CHANGING}::test_a_token_for_one_place_reads_that_place_alone",),
    ),
    "console: a preview makes the change": Mutation(
        "G5",
        (Edit(PREVIEWS, "        if form.step == APPLY:\n", "        if form.step in {APPLY, PREVIEW}:\n"),),
        (f"{CHANGING}::test_units_that_came_are_shown_before_and_after_and_then_booked",),
    ),
    "console: a sheet with bad rows is applied without a word": Mutation(
        "G5",
        (Edit(f"{IMPORTS}/uploads.py", "(skip_rejected or not self.rejected)", "True"),),
        (f"{SHEETS}::test_without_a_word_no_row_of_a_bad_sheet_is_applied",),
    ),
    "console: a sheet whose check broke off is applied": Mutation(
        "G5",
        (Edit(f"{IMPORTS}/uploads.py", "            return self.phase\n", "            return Phase.APPLYING\n"),),
        (f"{BROKEN_OFF}::test_a_check_that_failed_is_made_again_and_nothing_is_applied",),
    ),
    "console: a second click on a broken check applies the sheet": Mutation(
        "G5",
        (Edit(f"{IMPORTS}/uploads.py", "if shown != self.phase:", "if shown is None:"),),
        (f"{BROKEN_OFF}::test_a_check_that_failed_is_made_again_and_nothing_is_applied",),
    ),
    "console: a sheet that waited begins with a revoked token": Mutation(
        "G12",
        (Edit(f"{IMPORTS}/work.py", "if not self._is_signed_in():", "if False:"),),
        (f"{BROKEN_OFF}::test_nothing_begins_with_a_token_that_was_revoked_meanwhile",),
    ),
    "console: a look keeps an import from beginning": Mutation(
        "G5",
        (Edit(f"{IMPORTS}/room.py", "        fcntl.flock(gate, fcntl.LOCK_EX)\n", ""),),
        (f"{ROOM}::test_looks_keep_nobody_from_beginning",),
    ),
    "console: a sheet is removed while somebody works on it": Mutation(
        "G5",
        (Edit(f"{IMPORTS}/room.py", " for upload in kept if not _is_worked_on(upload)]", " for upload in kept]"),),
        (f"{ROOM}::test_sheets_that_are_worked_on_are_never_removed_and_no_other_one_is_for_nothing",),
    ),
    "console: a sheet of nobody is taken": Mutation(
        "G12",
        (Edit(GUARD, "    known = is_known()\n", "    known = is_known()\n    csrf.check()\n"),),
        (f"{SHEETS}::test_nobody_else_uploads",),
    ),
    "console: safety stock is no part of a low level": Mutation(
        "G6",
        (Edit(LEVELS, "least(quantity_available, coalesce(safety_stock, 0))", "0"),),
        ("tests/console/reading/test_levels.py::test_the_levels_are_those_of_every_other_list",),
    ),
    "console: a sampled history is a movement behind": Mutation(
        "G5",
        (Edit(HISTORY, "AND id <= low ORDER BY", "AND id < low ORDER BY"),),
        ("tests/console/reading/test_history.py::test_a_long_history_is_sampled_and_never_wrong_at_its_moments",),
    ),
}
