"""Breaks of the rules that tell our events from others."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

TYPES = "bridge/decode/event_types.py"
DECODE = "bridge/decode/decode.py"
OF_TYPES = "tests/bridge/decode/test_event_types.py"

MUTATIONS: dict[str, Mutation] = {
    "a type that is almost ours is another's": Mutation(
        "G2",
        (Edit(TYPES, "        if meant is not None:\n            return NearMiss(meant)\n", ""),),
        (f"{OF_TYPES}::test_what_was_probably_meant", "tests/bridge/decode/test_decode.py::TestNearMisses"),
    ),
    "a type with a version is another's": Mutation(
        "G2",
        (Edit(TYPES, "found = _exact(tail) or _exact(_unversioned(tail))", "found = _exact(tail)"),),
        (f"{OF_TYPES}::test_a_prefix_and_a_version_are_taken",),
    ),
    "our own types may be ignored": Mutation(
        "G2",
        (Edit(TYPES, "if ours := sorted(listed & _TYPES.keys()):", "if ours := []:"),),
        (f"{OF_TYPES}::test_our_own_names_can_not_be_listed",),
    ),
    "a near miss counts for the cap": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/intake.py",
                " and not (isinstance(each, Dead) and each.reason == Reason.NEAR_MISS)\n",
                "\n",
            ),
        ),
        ("tests/bridge/consume/test_pauses.py::test_near_misses_and_tombstones_pause_nothing",),
    ),
    "a tombstone is a dead letter": Mutation(
        "G2",
        (Edit(DECODE, "    if is_tombstone(message):\n        return Tombstone(message.origin)\n", ""),),
        (
            "tests/bridge/decode/test_decode.py::TestTombstones",
            "tests/bridge/consume/test_pauses.py::test_near_misses_and_tombstones_pause_nothing",
        ),
    ),
    "a value that is missing is a tombstone whatever its type": Mutation(
        "G2",
        (Edit(DECODE, "    if is_tombstone(message):\n", "    if message.value is None:\n"),),
        ("tests/bridge/decode/test_decode.py::TestTombstones",),
    ),
    "what is passed over counts again with each offset": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/positions.py",
                "                position.skipped.clear()\n",
                "",
            ),
        ),
        ("tests/bridge/consume/offsets/test_positions.py::test_what_was_passed_over_counts_with_the_offset_behind_it",),
    ),
    "a topic without events of ours is not counted": Mutation(
        "G2",
        (Edit("bridge/consume/intake.py", "            self._positions.skip(passed_over(decoded))\n", ""),),
        ("tests/bridge/consume/test_producers.py::test_no_event_that_was_meant_for_us_is_lost_without_a_trace",),
    ),
    "what is read again counts again": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/starts.py",
                "kept.next_offset if kept is not None and kept.topic_id == topic_id else 0",
                "0",
            ),
        ),
        ("tests/bridge/consume/test_producers.py::test_no_event_that_was_meant_for_us_is_lost_without_a_trace",),
    ),
}
