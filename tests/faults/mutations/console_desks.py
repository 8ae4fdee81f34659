"""Breaks of the console's desks: parcels, returns, cancels of units, and the record of refusals."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

ACTING, LINES = "console/pages/orders/acting.py", "console/pages/orders/lines.py"
DESKS, REFUSED = "tests/console/test_order_desks.py", "tests/console/test_refused_calls.py"

MUTATIONS: dict[str, Mutation] = {
    "console: units of a parcel are booked that nobody looked ahead at": Mutation(
        "G3",
        (Edit(ACTING, "            return _hash(lines)\n", '            return ""\n'),),
        (f"{DESKS}::test_other_units_than_those_looked_at_are_shown_before_it_is_done",),
    ),
    "console: a desk shows an order beyond the token": Mutation(
        "G12",
        (Edit(ACTING, "    require_reached(allowance(), order)\n", ""),),
        (f"{DESKS}::test_an_order_beyond_the_token_has_no_desk",),
    ),
    "console: a row of a form without its units moves the rows below it": Mutation(
        "G5",
        (Edit(LINES, "strict=True", "strict=False"),),
        (f"{DESKS}::test_half_a_row_is_no_form_of_ours",),
    ),
    "console: a form with other units in its rows counts as the same": Mutation(
        "G3",
        (Edit("console/changes.py", "if one[0] != CSRF), key=by_name)", "if one[0] != CSRF))"),),
        ("tests/console/test_changes.py::test_rows_of_a_form_in_another_sequence_are_another_form",),
    ),
    "console: a look ahead takes a place that is not there": Mutation(
        "G5",
        (
            Edit(
                "inventory/write_path/previews/orders.py",
                "            naming.note_locations(session, [call], shelf)\n",
                "",
            ),
        ),
        ("tests/inventory/write_path/test_order_preview.py::test_a_refusal_of_goods_is_that_of_the_call",),
    ),
    "console: what is refused there leaves no record": Mutation(
        "G5",
        (Edit("console/changes.py", "    _record_refusals(done)\n", ""),),
        (f"{REFUSED}::test_the_timeline_tells_what_was_refused_and_to_whom",),
    ),
    "console: a number with one point or comma is a thousand": Mutation(
        "G5",
        (Edit("console/forms.py", "if separator in _POINTS and", "if not separator and"),),
        ("tests/console/test_words.py::test_separators_that_are_no_thousands_are_refused",),
    ),
}
