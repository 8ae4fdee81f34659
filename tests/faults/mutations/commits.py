"""Breaks of commits whose answer is lost."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

COMMITS, LOST = "inventory/database/commits.py", "tests/api/turns/test_lost_commits.py"

MUTATIONS: dict[str, Mutation] = {
    "a commit whose answer is lost is made again": Mutation(
        "G3",
        (Edit(COMMITS, "if not self._was_committed(receipt, until):", "if until:"),),
        (
            f"{LOST}::test_a_release_does_not_end_the_hold_that_came_after_it",
            f"{LOST}::test_an_amendment_does_not_undo_the_one_that_came_after_it",
            f"{LOST}::test_a_reservation_does_not_come_back_after_its_release",
            f"{LOST}::test_a_release_that_was_made_is_not_refused_for_a_payment_after_it",
            f"{LOST}::test_a_confirmation_that_was_made_is_not_refused_for_a_cancellation_after_it",
            f"{LOST}::test_what_was_committed_before_a_crash_is_not_done_again_after_it",
            "tests/api/test_failover.py::test_what_was_answered_is_there_after_a_failover_and_once",
            "tests/cli/test_lost_commits.py::test_what_was_committed_after_all_is_done",
        ),
    ),
    "a commit whose answer is lost counts as made": Mutation(
        "G3",
        (Edit(COMMITS, "if not self._was_committed(receipt, until):", "if not until:"),),
        (
            f"{LOST}::test_a_commit_that_never_arrived_is_made_once",
            f"{LOST}::test_a_key_is_committed_with_its_effect_or_not_at_all",
            "tests/api/test_failover.py::test_what_the_new_primary_never_got_is_done_there_once",
            "tests/cli/test_lost_commits.py::test_what_was_not_committed_changed_nothing",
        ),
    ),
    "a lost commit that was none is not made again": Mutation(
        "G3",
        (
            Edit(
                "api/turns/group_commit.py",
                "                if time.monotonic() >= until:\n",
                "                if until:\n",
            ),
        ),
        (f"{LOST}::test_a_commit_that_never_arrived_is_made_once",),
    ),
    "a commit that may still come counts as none": Mutation(
        "G3",
        (Edit(COMMITS, "                    raise CommitUnknown from error\n", "                    return False\n"),),
        (
            "tests/inventory/database/test_commits.py::test_a_commit_that_is_still_under_way_is_unknown",
            "tests/cli/test_lost_commits.py::test_what_can_not_be_found_out_is_not_guessed",
        ),
    ),
    "whoever asks for a commit takes its own row for it": Mutation(
        "G3",
        (Edit(COMMITS, "is_committed=False", "is_committed=True"),),
        (
            "tests/inventory/database/test_commits.py::test_one_of_two_with_the_same_receipt_is_committed",
            f"{LOST}::test_a_commit_that_never_arrived_is_made_once",
        ),
    ),
    "a commit counts that no standby has heard of": Mutation(
        "G3",
        (
            Edit(
                COMMITS,
                '        return bool(session.connection().execute(_ASK, {"id_": receipt}).scalar_one())\n',
                "        return session.get(CommitReceipt, receipt) is not None\n",
            ),
        ),
        ("tests/inventory/database/test_commits.py::test_a_commit_that_no_standby_has_heard_of_is_not_certain",),
    ),
    "receipts are kept for ever": Mutation(
        "G3",
        (Edit(COMMITS, "self._over if len(self._over) >= FORGOTTEN_TOGETHER else []", "[]"),),
        ("tests/inventory/database/test_commits.py::test_receipts_that_nobody_asks_for_are_removed",),
    ),
}
