"""Breaks of the console's stock pages: previews, sheets, and numbers over time."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

PREVIEWS, IMPORTING = "console/pages/stock/previews.py", "console/pages/stock/importing.py"
LEVELS, HISTORY, GUARD = "console/reading/levels.py", "console/reading/history.py", "console/access/guard.py"
CHANGING, SHEETS = "tests/console/stock/test_changing.py", "tests/console/stock/test_importing.py"

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
        (Edit(IMPORTING, 'not known.rejected or request.form.get("skip_invalid") or', "True or"),),
        (f"{SHEETS}::test_without_a_word_no_row_of_a_bad_sheet_is_applied",),
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
