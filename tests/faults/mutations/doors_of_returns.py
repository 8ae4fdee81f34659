"""Breaks of the doors that returns come in by, and of what they tell."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

HTTP, LINE = "tests/api/resources/test_returns.py", "tests/tasks/test_returned.py"
TOLD, RACES = "tests/tools/contracts/test_outcomes.py", "tests/api/test_return_races.py"
ANNOUNCED, MEANINGS = "inventory/domain/announcing/returns.py", "inventory/inbox/meanings.py"

MUTATIONS: dict[str, Mutation] = {
    "a return over HTTP is always new": Mutation(
        "G3",
        (Edit("api/resources/returns.py", "status=201 if outcome.changed else 200", "status=201"),),
        (f"{HTTP}::test_the_same_again_is_a_replay_and_another_content_a_conflict",),
    ),
    "a return does not wait for its product": Mutation(
        "G4",
        (
            Edit(
                MEANINGS,
                'payload["return_id"], lines, it.cause, it.at, patient=it.patient)',
                'payload["return_id"], lines, it.cause, it.at)',
            ),
        ),
        (f"{LINE}::test_an_unknown_product_is_waited_for",),
    ),
    "what is heard to be damaged is for sale": Mutation(
        "G1",
        (Edit(MEANINGS, 'Disposition(item["disposition"])', "Disposition.SELLABLE"),),
        (f"{LINE}::test_damaged_goods_have_no_place_while_the_one_for_them_sells",),
    ),
    "one return too many is lost in silence": Mutation(
        "G2",
        (Edit("tasks/stock.py", "TooManyCancels | TooManyReturns | ReturnsSell", "TooManyCancels"),),
        (
            f"{LINE}::test_one_return_too_many_fails_by_name_and_no_other",
            f"{LINE}::test_damaged_goods_have_no_place_while_the_one_for_them_sells",
        ),
    ),
    "goods come back to a location with an invisible name": Mutation(
        "G2",
        (Edit("bridge/decode/new_keys.py", ' or "return_id" in payload', ""),),
        ("tests/bridge/decode/test_new_keys.py::test_a_new_one_is_a_dead_letter_with_its_bytes",),
    ),
    "goods that came back are told of any return": Mutation(
        "G6",
        (Edit(ANNOUNCED, "        if slot.return_id == return_id\n", ""),),
        (f"{TOLD}::test_goods_that_came_back_are_told_with_the_locations_where_they_lie",),
    ),
    "goods beyond the order come back untold": Mutation(
        "G6",
        (Edit(ANNOUNCED, "if slot.excess]:", "if False]:"),),
        (f"{TOLD}::test_goods_that_came_back_are_told_with_the_locations_where_they_lie",),
    ),
    "more comes back over HTTP than left": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/orders/requests/returns.py",
                "    _require_out(before, command)\n    return",
                "    return",
            ),
        ),
        (
            f"{HTTP}::test_of_five_units_there_are_never_ten",
            f"{RACES}::test_of_eight_threads_that_bring_goods_back_no_more_succeed_than_left",
        ),
    ),
}
