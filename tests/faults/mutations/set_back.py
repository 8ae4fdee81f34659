"""Breaks of the care for events and outcomes when PostgreSQL is set back to an earlier state."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

POSITIONS, KEPT, LINEAGE = (
    "bridge/consume/offsets/positions.py",
    "inventory/partitions/kept_offsets.py",
    "inventory/database/lineage.py",
)
BRIDGES = "tests/bridge/consume/test_set_back.py"
LOSSES = "tests/inventory/recovery/test_losses.py"
LIVES = f"{BRIDGES}::test_a_bridge_that_lives_through_it_reads_again_although_nothing_more_is_published"
OUTCOMES = "tests/bridge/relay/test_set_back_outcomes.py"
AGAIN = "tests/bridge/relay/test_numbers_given_again.py"
STATES = "inventory/recovery/announced_states.py"

MUTATIONS: dict[str, Mutation] = {
    "Kafka alone says where to read on": Mutation(
        "G2",
        (
            Edit(
                POSITIONS,
                "    return Start(topic_id, min(committed, kept.next_offset), set_back=set_back)\n",
                "    return Start(topic_id, committed, set_back=set_back)\n",
            ),
        ),
        ("tests/bridge/consume/offsets/test_positions.py::test_where_to_read_on", LIVES),
    ),
    "a row that is behind its reader is raised": Mutation(
        "G2",
        (Edit(KEPT, ", KeptOffset.next_offset >= _given.c.since)", ")"),),
        ("tests/inventory/partitions/test_kept_offsets.py::test_a_gap_is_told_and_not_written", LIVES),
    ),
    "an idle bridge does not look": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/reading.py",
                "differing = kept_offsets.check(session, self._positions.all())",
                "differing = set()",
            ),
        ),
        (LIVES,),
    ),
    "a topic is known by its name": Mutation(
        "G2",
        (
            Edit(POSITIONS, " or kept.topic_id not in {None, topic_id}:", ":"),
            Edit(POSITIONS, "if ids.get(place[0], at.topic_id) != at.topic_id}", "if False}"),
        ),
        (
            "tests/bridge/consume/offsets/test_positions.py::test_a_topic_that_was_made_again_has_another_id",
            f"{BRIDGES}::test_a_topic_that_is_made_again_is_read_from_its_first_event",
        ),
    ),
    "whoever is behind lowers the row": Mutation(
        "G2",
        (
            Edit(
                KEPT,
                "func.greatest(KeptOffset.next_offset, _locked.c.next_offset)",
                "_locked.c.next_offset",
            ),
        ),
        ("tests/inventory/partitions/test_kept_offsets.py::test_whoever_is_behind_lowers_nothing",),
    ),
    "Kafka is told of what was skipped before PostgreSQL is": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/taking.py",
                "taken.kept)",
                "self._reading._positions.advances(each.origin for each in taken.messages))",
            ),
        ),
        (f"{BRIDGES}::test_a_topic_of_other_peoples_messages",),
    ),
    "nobody asks where the database is": Mutation(
        "G6",
        (Edit(LINEAGE, "row.here is None or row.fingerprint == row.here", "row.fingerprint"),),
        (
            "tests/inventory/database/test_lineage.py::test_a_restored_dump_a_promotion_and_a_server_that_comes_back",
            "tests/api/resources/test_conditional.py::TestAfterTheDatabaseWasSetBack::test_a_tag_of_before_is_stale",
        ),
    ),
    "an epoch is the last one and one more": Mutation(
        "G6",
        (
            Edit(
                LINEAGE,
                "                         CAST(extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00Z') AS bigint))\n",
                "                         0)\n",
            ),
        ),
        # The relay looks at Kafka's outcomes, and hides it from their readers; tags have
        # nobody who looks.
        (
            "tests/inventory/database/test_lineage.py::test_it_rises_above_what_it_was_by_the_clock_and_above_what_was_seen",
        ),
    ),
    "outcomes are numbered as if nothing had happened": Mutation(
        "G6",
        (Edit("bridge/relay/announcement.py", "sequence(epoch, row.sequence):020d", "sequence(0, row.sequence):020d"),),
        (f"{OUTCOMES}::TestADump::test_the_example_service_takes_the_refund",),
    ),
    "a relay does not look back": Mutation(
        "G6",
        (Edit("bridge/relay/relay.py", "        self._look_back(connection)\n", ""),),
        (f"{OUTCOMES}::TestASnapshotOfTheDisk::test_outcomes_that_it_does_not_know",),
    ),
    "an outcome is known by its number in the outbox": Mutation(
        "G6",
        (
            Edit(
                LINEAGE,
                "if (one.outbox_id, one.event_id) not in waiting",
                "if one.outbox_id not in {each for each, _ in waiting}",
            ),
        ),
        (
            "tests/inventory/database/test_lineage.py::TestWhatIsUnknown::test_another_outcome_that_waits_under_the_same_number_is_unknown",
            f"{AGAIN}::test_before_a_relay_is_started",
        ),
    ),
    "a relay that lives on looks back once": Mutation(
        "G6",
        (Edit("bridge/relay/relay.py", "        if known < self._known:\n", "        if False:\n"),),
        (f"{AGAIN}::test_under_a_relay_that_lives_on",),
    ),
    "what was published is removed by its number": Mutation(
        "G6",
        (
            Edit(
                "inventory/outbox/store.py",
                '    .where(OutboxEvent.event_id == func.any(bindparam("event_ids_", type_=ARRAY(Uuid))))\n',
                '    .where(OutboxEvent.event_id != func.all(bindparam("event_ids_", type_=ARRAY(Uuid))))\n',
            ),
        ),
        ("tests/inventory/outbox/test_store.py::test_another_outcome_under_the_same_number_stays",),
    ),
    "nobody minds that what was published is not there to be removed": Mutation(
        "G6",
        (Edit("bridge/relay/relay.py", "            if missing:\n", "            if False:\n"),),
        (f"{AGAIN}::test_under_a_relay_that_waits_for_kafka",),
    ),
    "an order is so again when its status is": Mutation(
        "G2",
        (
            Edit(
                STATES,
                "        return (self.status, self.lines) == (told.status, told.lines)\n",
                "        return self.status == told.status\n",
            ),
        ),
        (f"{LOSSES}::TestWhatComesAfterABackup::test_an_amendment",),
    ),
    "a hold may end earlier than was told": Mutation(
        "G2",
        (Edit(STATES, " or self.held_until < told.held_until):\n", "):\n"),),
        (f"{LOSSES}::TestWhatComesAfterABackup::test_an_extension",),
    ),
    "units are the same wherever they are": Mutation(
        "G2",
        (Edit(STATES, "self.places is not None and self == told\n", "self[:3] == told[:3]\n"),),
        (f"{LOSSES}::TestWhatComesAfterABackup::test_a_move_to_another_location",),
    ),
    "what was not told whole is never gone": Mutation(
        "G2",
        (
            Edit(
                "inventory/recovery/histories.py",
                "    if type_ not in _TYPES:\n",
                '    if type_ not in _TYPES or "omitted" in data:\n',
            ),
        ),
        (f"{LOSSES}::TestWhatComesAfterABackup::test_what_was_too_large_to_be_told_whole_is_listed",),
    ),
    "a tag stands for its version in every epoch": Mutation(
        "G3",
        (Edit("inventory/database/epochs.py", "sequence(self.epoch, version) in", "version in"),),
        ("tests/api/resources/test_conditional.py::TestAfterTheDatabaseWasSetBack::test_a_tag_of_before_is_stale",),
    ),
    "a later version hides what is gone": Mutation(
        "G2",
        (
            Edit(
                "inventory/recovery/losses.py",
                "                    told = history.overtaken(subject, epoch, state)\n",
                "                    pass\n",
            ),
        ),
        (f"{LOSSES}::test_what_was_said_last_is_lost_although_a_later_version_was_reached_without_a_word",),
    ),
}
