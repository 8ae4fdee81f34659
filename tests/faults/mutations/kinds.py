"""Breaks after which the type checker misses a forgotten kind."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

KINDS = "tests/inventory/domain/test_forgotten_kinds.py::test_a_new_kind_is_missed_wherever_kinds_are_told_apart"

MUTATIONS: dict[str, Mutation] = {
    "a command that is forgotten counts as a replay": Mutation(
        "G2",
        (
            Edit(
                "inventory/domain/orders/requests/answers.py",
                "            return brought_back(before, request, now)\n        case _:\n            assert_never(request)\n",
                "            return brought_back(before, request, now)\n        case _:\n            return before\n",
            ),
        ),
        (KINDS,),
    ),
    "an event type that says too little is a failed payment": Mutation(
        "G2",
        (
            Edit(
                "inventory/inbox/events.py",
                "    operation: Operation\n    model: type[EventData]\n    means: Meaning\n    example: Mapping[str, Any]\n",
                "    operation: Operation = Operation.RELEASE_STOCK\n    model: type[EventData] = PaymentData\n"
                "    means: Meaning = meanings.releases\n    example: Mapping[str, Any] | None = None\n",
            ),
        ),
        (KINDS,),
    ),
    "a status that is forgotten is announced to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/status.py",
                "        announcement: OutcomeType | None,\n",
                "        announcement: OutcomeType | None = None,\n",
            ),
        ),
        ("tests/inventory/domain/orders/test_status.py::test_a_row_that_says_too_little_cannot_be_loaded",),
    ),
}
