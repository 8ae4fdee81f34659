"""Breaks of the rule that unusable events of a source with too many stay in Kafka."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

CAP, LEAVING, ROWS = (
    "bridge/consume/dead_letter_cap.py",
    "bridge/consume/leaving.py",
    "inventory/partitions/set_aside.py",
)
COUNTED, LEFT, LINE = (
    "tests/bridge/consume/test_dead_letter_cap.py",
    "tests/bridge/consume/test_leaving.py",
    "tests/bridge/consume/test_set_aside.py",
)

MUTATIONS: dict[str, Mutation] = {
    "all of a source is set aside": Mutation(
        "G9",
        (
            Edit(
                LEAVING,
                "return event.origin in late and self._leave",
                "return self._leave",
            ),
        ),
        (f"{LEFT}::test_what_can_not_be_used_is_left_and_all_else_is_read",),
    ),
    "sources count for each other": Mutation(
        "G9",
        (
            Edit(CAP, "source = verdict.source if verdict.source in windows else ANYBODY", "source = ANYBODY"),
            Edit(CAP, "counted_as = source if told_apart else ANYBODY", "counted_as = ANYBODY"),
        ),
        (f"{COUNTED}::test_each_source_is_counted_by_itself",),
    ),
    "whoever makes up sources is never too much": Mutation(
        "G9",
        (Edit(CAP, "counted_as = source if told_apart else ANYBODY", "counted_as = source"),),
        (
            f"{COUNTED}::test_a_source_for_each_message_is_no_way_round",
            f"{LEFT}::test_a_source_for_each_message_is_no_way_round",
        ),
    ),
    "rows of made-up sources have no bound": Mutation(
        "G10",
        (Edit(ROWS, "ANYBODY if len(others) >= MAX_SOURCES else overrun.source", "overrun.source"),),
        (f"{LEFT}::test_sources_that_were_set_aside_one_after_the_other_are_bounded",),
    ),
    "who has not heard a word leaves as if it had": Mutation(
        "G2",
        (Edit(ROWS, "one.word in heard for one in known", "one.word is not None for one in known"),),
        (f"{LEFT}::test_what_is_too_much_before_a_word_is_heard_loses_nothing",),
    ),
    "how far it was left is not kept": Mutation(
        "G2",
        (
            Edit(
                ROWS,
                "                last_offset=func.greatest(SetAside.last_offset, last[topic, partition, source]),\n",
                "",
            ),
        ),
        (
            f"{LEFT}::test_after_a_word_it_is_read_again_from_where_it_was_left",
            f"{LINE}::test_one_producer_stops_nobody_and_nothing_of_its_messages_is_lost",
        ),
    ),
    "who has not heard the word is past it": Mutation(
        "G2",
        (
            Edit(
                ROWS,
                "        for word in sorted(words.get((topic, partition), ())):\n",
                "        for word in [one.word for one in left(session) if one.word is not None]:\n",
            ),
            Edit(
                LEAVING,
                "        if any(self._words.values()):\n            set_aside",
                "        if self._words:\n            set_aside",
            ),
        ),
        (f"{LEFT}::test_after_a_word_it_is_read_again_from_where_it_was_left",),
    ),
    "a bridge that begins does not go back": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/read_again.py",
                "offset=min([at.offset, *(one.overrun.at.offset for one in again)]), words=words",
                "words=words",
            ),
        ),
        (f"{LINE}::test_one_producer_stops_nobody_and_nothing_of_its_messages_is_lost",),
    ),
    "nobody hears that it is to be read again": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/reading.py",
                "if again := self._positions.unheard(left):",
                "if again := set[PartitionKey]():",
            ),
        ),
        (f"{LINE}::test_what_kafka_has_deleted_meanwhile_is_told",),
    ),
    "what Kafka deleted of it is told to nobody": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/starts.py",
                "            found += gaps.record(session, deleted_meanwhile(again, ids, first), now=now(session))\n",
                "",
            ),
        ),
        (f"{LINE}::test_what_kafka_has_deleted_meanwhile_is_told",),
    ),
}
