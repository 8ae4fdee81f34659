"""Breaks of partial cancels: the lines that they leave, and the doors that they come in by."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

REDUCING, RESERVATION = "inventory/domain/orders/stated/reducing.py", "inventory/domain/orders/reservation.py"
DECISION, REQUESTS = "inventory/domain/orders/decision.py", "inventory/domain/orders/requests/cancelled_lines.py"
SEQUENCES = "tests/inventory/write_path/test_cancelled_lines.py::test_cancels_end_the_same_in_any_sequence"
HTTP, LINE = "tests/api/resources/test_cancelled_lines.py", "tests/tasks/test_lines_cancelled.py"

MUTATIONS: dict[str, Mutation] = {
    "a cancel takes units from statements that are newer": Mutation(
        "G4",
        (Edit(REDUCING, "    return [one for one in cancels if _moment(one) > after]", "    return [*cancels]"),),
        (SEQUENCES,),
    ),
    "a cancel takes its units twice": Mutation(
        "G4",
        (
            Edit(
                RESERVATION, "        if self.cancelled_lines is not None:\n            return [*self.statements]\n", ""
            ),
        ),
        (SEQUENCES,),
    ),
    "cancelled units are bought again without a payment": Mutation(
        "G4",
        (Edit(REDUCING, "        elif no_more(step.lines, here.left):", "        else:"),),
        (SEQUENCES,),
    ),
    "units that left come back with a later cancel": Mutation(
        "G4",
        (Edit(REDUCING, "completed_at is not None and after.cancelled_at > completed_at", "False"),),
        (SEQUENCES,),
    ),
    "an order with all of its lines cancelled goes on": Mutation(
        "G1",
        (
            Edit(
                RESERVATION,
                "    if reservation.nothing_left:\n        return Target(Status.RELEASED, Hold.NOTHING)\n",
                "",
            ),
        ),
        (SEQUENCES,),
    ),
    "a reserve call is reduced by cancels that it answers to": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/requests/answers.py",
                "    if before.cancelled_lines is not None:\n        ordered =",
                "    if False:\n        ordered =",
            ),
        ),
        (
            "tests/inventory/write_path/test_cancelled_lines.py::test_a_reserve_call_answers_to_the_cancels_that_are_known",
        ),
    ),
    "units that left are cancelled over HTTP": Mutation(
        "G3",
        (
            Edit(
                REQUESTS,
                "    left.subtract(goods.gone - goods.back)\n",
                "",
            ),
        ),
        (f"{HTTP}::test_no_more_is_cancelled_than_the_order_has_and_has_not_left",),
    ),
    "a cancel is a replay whatever its items": Mutation(
        "G3",
        (Edit(REQUESTS, "        if same.lines != command.lines:", "        if False:"),),
        (f"{HTTP}::test_the_same_again_is_a_replay_and_other_items_are_a_conflict",),
    ),
    "cancelled units are released ones in the ledger": Mutation(
        "G5",
        (Edit(DECISION, "ToldMovements(MovementKind.REDUCED", "ToldMovements(MovementKind.RELEASED"),),
        (f"{HTTP}::test_a_paid_order_loses_units_and_keeps_the_others",),
    ),
    "a partial cancel is told as an amendment": Mutation(
        "G6",
        (Edit(DECISION, "        announce = news_of_reduced(before, after) or announce\n", ""),),
        ("tests/inventory/outbox/test_announcements.py::test_each_outcome_is_announced_once",),
    ),
    "one cancel too many is lost in silence": Mutation(
        "G2",
        (Edit("tasks/stock.py", "TooManyDispatches | TooManyCancels | ", "TooManyDispatches | "),),
        (f"{LINE}::test_one_cancel_too_many_fails_by_name_and_no_other",),
    ),
}
