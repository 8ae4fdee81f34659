"""Breaks of the rule that events ahead of the clock count as of their receipt."""

from __future__ import annotations

from tests.faults.mutations.breaks import CLAIMING, INBOX, Edit, Mutation

RECEIVING = "inventory/partitions/receipts.py"
RECEIPTS, AHEAD = "tests/inventory/partitions/test_receipts.py", "tests/bridge/consume/test_ahead.py"

MUTATIONS: dict[str, Mutation] = {
    "an event that is ahead wins until its time has come": Mutation(
        "G4",
        (
            Edit(
                CLAIMING,
                "COUNTS_AT = func.least(InboxEvent.occurred_at, InboxEvent.received_at, type_=Time)",
                "COUNTS_AT = func.greatest(InboxEvent.occurred_at, InboxEvent.occurred_at, type_=Time)",
            ),
        ),
        (
            f"{AHEAD}::test_an_event_that_was_ahead_does_not_win_for_a_day",
            "tests/inventory/model/test_state_machine.py",
        ),
    ),
    "all messages of a poll are received at once": Mutation(
        "G4",
        (Edit(RECEIVING, "- TICK * (len(origins) - 1 - number)", "- TICK * (len(origins) - 1)"),),
        (
            f"{AHEAD}::test_of_two_amendments_in_one_poll_the_later_counts_whatever_they_are_called",
            f"{RECEIPTS}::test_what_is_newer_by_its_time_and_arrives_later_counts_as_newer",
        ),
    ),
    "a clock that is set back turns receipts around": Mutation(
        "G4",
        (Edit(RECEIVING, "func.greatest(_now, _newest + _tick)", "_now"),),
        (
            f"{RECEIPTS}::test_a_clock_that_is_set_back_turns_nothing_around",
            f"{RECEIPTS}::test_of_two_bridges_that_both_read_a_partition_the_second_goes_on_behind_the_first",
            f"{AHEAD}::test_a_clock_of_the_database_that_is_set_back_turns_nothing_around",
        ),
    ),
    "a wrong clock is followed for ever": Mutation(
        "G4",
        (
            Edit(
                RECEIVING,
                'case((_newest <= bindparam("latest_", type_=Time), ',
                'case((bindparam("latest_", type_=Time) == bindparam("latest_", type_=Time), ',
            ),
        ),
        (f"{RECEIPTS}::test_a_clock_that_was_more_than_a_day_ahead_is_not_followed",),
    ),
    "a replay counts as of its own time": Mutation(
        "G4",
        (
            Edit(
                "inventory/inbox/rereading.py",
                "    found = replace(found, occurred_at=min(found.occurred_at, letter.received_at))\n",
                "",
            ),
        ),
        (f"{AHEAD}::test_one_that_had_no_name_of_its_own_counts_as_of_its_first_receipt",),
    ),
    "a record that is read again counts as new": Mutation(
        "G4",
        (Edit(INBOX, "    if successor.origin != before.place:\n", "    if successor.origin:\n"),),
        (f"{AHEAD}::test_the_same_record_that_can_be_read_now_counts_as_of_its_first_receipt",),
    ),
    "events that are ahead are told to nobody": Mutation(
        "G5",
        (Edit("bridge/consume/intake.py", "        self._clocks.tell(taken.recorded.ahead)\n", ""),),
        (f"{AHEAD}::test_it_is_counted_and_the_furthest_of_a_source_is_logged",),
    ),
}
