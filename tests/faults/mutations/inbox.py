"""Breaks of the inbox: recording, claiming, counting attempts, burying."""

from __future__ import annotations

from tests.faults.mutations.breaks import CLAIMING, CRASHES, INBOX, Edit, Mutation

RETRIES = "inventory/inbox/retries.py"
LOST = "tests/inventory/inbox/test_retries.py::test_what_no_worker_begins_with_was_lost_and"
REDISPATCH = "tests/tasks/test_sweeps.py::TestRedispatch"

SUPERSEDING = "inventory/inbox/superseding.py"
SUPERSEDED = "tests/inventory/inbox/test_superseding.py::test"

MUTATIONS: dict[str, Mutation] = {
    "what was sent once is never sent again": Mutation(
        "G2",
        (Edit(RETRIES, "InboxPending.attempts < backoff.max_attempts)", "InboxPending.attempts < 1)"),),
        ("tests/inventory/inbox/test_retries.py", f"{CRASHES}[worker: a task is taken, nothing is begun]"),
    ),
    "a silent event has no back-off": Mutation(
        "G2",
        (Edit(RETRIES, "not_before=backoff.until(now, InboxPending.attempts + 1)", "not_before=now"),),
        (
            "tests/tasks/test_poison.py::test_an_event_that_kills_its_process_is_isolated_buried_and_done_after_the_cure",
        ),
    ),
    "a row without its event is taken": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                "select(InboxPending.id).join(_event, true())",
                "select(InboxPending.id).outerjoin(_event, true())",
            ),
        ),
        ("tests/inventory/inbox/test_retries.py::test_a_row_whose_event_is_gone_stands_in_nobodys_way",),
    ),
    "attempts are not counted": Mutation(
        "G2",
        (Edit(RETRIES, ".values(attempts=attempt, ", ".values(attempts=InboxPending.attempts, "),),
        (
            "tests/inventory/inbox/test_retries.py::test_what_a_worker_begins_with_is_counted_and_left_to_it",
            "tests/tasks/test_poison.py::test_an_event_that_kills_its_process_is_isolated_buried_and_done_after_the_cure",
        ),
    ),
    "a send that the broker lost counts as an attempt": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                "attempts=func.greatest(InboxPending.attempts, int(counted)), ",
                "attempts=InboxPending.attempts + int(counted), ",
            ),
        ),
        (
            f"{LOST}_is_sent_again_soon_and_for_as_long_as_it_takes",
            f"{REDISPATCH}::test_what_redis_loses_again_and_again_is_sent_again_soon_and_never_dies_of_it",
        ),
    ),
    "an attempt that is delivered twice is begun twice": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                ".where(_IS_UNBEGUN, InboxPending.attempts == attempt - 1)",
                ".where(_IS_UNBEGUN)",
            ),
        ),
        ("tests/inventory/inbox/test_retries.py::test_an_attempt_that_is_delivered_twice_is_begun_once",),
    ),
    "what is buried leaves no reason": Mutation(
        "G2",
        (Edit(RETRIES, '"detail": row.last_error or SILENT.format(row.attempts),', '"detail": "",'),),
        (
            "tests/inventory/inbox/test_retries.py::test_an_event_whose_attempts_are_used_up_is_buried_with_its_last_error",
        ),
    ),
    "two sweepers take the same events": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                '        .with_for_update(of=InboxPending, skip_locked=True)\n        .cte("due")',
                '        .cte("due")',
            ),
        ),
        ("tests/inventory/inbox/test_retries.py::test_two_that_take_at_once_never_take_the_same",),
    ),
    "another payload under a known id is taken for a redelivery": Mutation(
        "G3",
        (
            Edit(
                INBOX,
                "        if before.digest == message.digest:\n",
                "        if before.digest:\n",
            ),
        ),
        ("tests/inventory/inbox/test_store.py::test_the_same_id_with_another_payload_is_dead_under_a_name_of_its_own",),
    ),
    "a dead letter burns its id": Mutation(
        "G2",
        (
            Edit(
                SUPERSEDING, "        if digest != self.digest or self.reason != TOO_OLD:\n", "        if not digest:\n"
            ),
        ),
        (
            f"{SUPERSEDED}_an_event_that_corrects_a_dead_letter_is_done_under_its_id",
            "tests/inventory/model/test_state_machine.py",
        ),
    ),
    "an event that may have been done gives its id away": Mutation(
        "G3",
        (
            Edit(
                SUPERSEDING,
                "USABLE_ONCE = frozenset({ATTEMPTS_EXHAUSTED, ABANDONED, CONFLICTING_PAYLOAD})",
                "USABLE_ONCE = frozenset({CONFLICTING_PAYLOAD})",
            ),
            Edit(
                "migrations/versions/0039_dead_letters_by_key.py",
                "NOT IN ('attempts_exhausted', 'abandoned', 'conflicting_payload')",
                "<> 'conflicting_payload'",
            ),
        ),
        (f"{SUPERSEDED}_what_was_usable_once_keeps_its_id",),
    ),
    "a longer memory does what may have been done before": Mutation(
        "G3",
        (Edit(SUPERSEDING, "return occurred_at != self.occurred_at and ", "return "),),
        (f"{SUPERSEDED}_what_is_too_old_gives_way_to_another_time_and_not_to_a_longer_memory",),
    ),
    "two who mend an event at once both do": Mutation(
        "G3",
        (
            Edit(
                "migrations/versions/0039_dead_letters_by_key.py",
                "WHERE d.id = ANY (ids) AND d.superseded_by IS NULL\n",
                "WHERE d.id = ANY (ids)\n",
            ),
        ),
        (f"{SUPERSEDED}_two_bridges_that_have_both_found_the_dead_letter",),
    ),
    "a dead letter that was mended is another one when it is heard again": Mutation(
        "G2",
        (
            Edit(
                "migrations/versions/0039_dead_letters_by_key.py",
                "name := letter.event_id || '#' || left(encode(letter.digest, 'hex'), 12);",
                "name := letter.event_id || '#' || letter.id;",
            ),
        ),
        (f"{SUPERSEDED}_whatever_is_read_again_afterwards_changes_nothing",),
    ),
    "the cap counts what is mended": Mutation(
        "G2",
        (Edit("bridge/consume/intake.py", "self._cap.judge(verdicts, mended)", "self._cap.judge(verdicts)"),),
        ("tests/bridge/consume/test_mended.py::test_what_is_mended_leaves_room_in_the_window",),
    ),
    "a dead letter that is mended at once counts": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/intake.py",
                " for each in recorded.dead if each.origin not in mended}",
                " for each in recorded.dead}",
            ),
        ),
        ("tests/bridge/consume/test_mended.py::test_what_is_mended_leaves_room_in_the_window",),
    ),
    "events are claimed without a lock": Mutation(
        "G3",
        (Edit(CLAIMING, "    .with_for_update(of=InboxPending, skip_locked=True)\n", ""),),
        ("tests/inventory/inbox/test_store.py::test_what_is_claimed_elsewhere_done_or_dead_is_left_out",),
    ),
    "what another worker has in hand is waited for": Mutation(
        "G8",
        (Edit(CLAIMING, ".with_for_update(of=InboxPending, skip_locked=True)", ".with_for_update(of=InboxPending)"),),
        ("tests/inventory/inbox/test_store.py::test_what_is_claimed_elsewhere_done_or_dead_is_left_out",),
    ),
}
