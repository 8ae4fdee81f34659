"""Breaks of the API: group commit and idempotency keys."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

MUTATIONS: dict[str, Mutation] = {
    "a check does not count holds that are over": Mutation(
        "G7",
        (
            Edit(
                "inventory/reading/availability.py",
                "now=now)) if short else seen",
                "now=now)) if not seen.units else seen",
            ),
        ),
        (
            "tests/inventory/write_path/test_obtainable.py",
            "tests/api/turns/test_availability_checks.py::test_a_check_counts_holds_that_are_over_where_it_falls_short",
        ),
    ),
    "equal lines of one call are taken for replays": Mutation(
        "G3",
        (
            Edit(
                "api/contract/requests/repeated.py",
                "    if others:\n        problems",
                "    if not items:\n        problems",
            ),
        ),
        (
            "tests/api/resources/test_bulk_adjustments.py::test_lines_that_look_like_replays_of_each_other_refuse_the_whole_call",
        ),
    ),
    "a key is kept before its effect": Mutation(
        "G3",
        (
            Edit(
                "inventory/write_path/idempotency.py",
                "    meanings = {request: _meaning(request, firsts, known) for request in requests}\n",
                "    session.connection().exec_driver_sql('COMMIT')\n    session.connection().exec_driver_sql('BEGIN')\n"
                "    meanings = {request: _meaning(request, firsts, known) for request in requests}\n",
            ),
        ),
        (
            "tests/api/resources/test_idempotency_keys.py::test_a_key_and_its_effect_are_committed_together",
            f"{CRASHES}[api: in the transaction, before anything is written]",
        ),
    ),
    "a key that is known does not count": Mutation(
        "G3",
        (
            Edit(
                "inventory/write_path/idempotency.py",
                "    if request.name in known:\n        return _Meaning.REPLAY\n",
                "",
            ),
        ),
        (
            "tests/api/resources/test_idempotency_keys.py::test_a_retried_release_does_not_end_the_hold_that_came_after_it",
        ),
    ),
    "keys are locked in the order of arrival": Mutation(
        "G8",
        (Edit("inventory/write_path/idempotency.py", "    names = sorted(firsts)\n", "    names = list(firsts)\n"),),
        (
            "tests/api/resources/test_idempotency_keys.py::test_keys_are_locked_in_one_order_whatever_that_of_the_requests",
        ),
    ),
}
