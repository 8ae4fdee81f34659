"""Breaks of the bridge that consumes: offsets, dead letters, paused partitions."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

INTAKE = "bridge/consume/intake.py"
PARTITIONS = "bridge/consume/partitions.py"
GAPS = "tests/bridge/consume/offsets/test_gaps.py"
PAUSES = "tests/bridge/consume/test_pauses.py"
TAKING = "bridge/consume/taking.py"
ADMINISTRATION = "bridge/administration.py"
FENCED = "tests/bridge/test_administration.py"
KAFKA_ALONE = Edit(
    "bridge/consume/offsets/positions.py",
    "    return Start(topic_id, min(committed, kept.next_offset), set_back=set_back)\n",
    "    return Start(topic_id, committed, set_back=set_back)\n",
)
"""PostgreSQL has an offset of its own. It would make up for faults of Kafka's."""

MUTATIONS: dict[str, Mutation] = {
    "offsets are stored before the inbox has the events": Mutation(
        "G2",
        (
            Edit(
                TAKING,
                "        try:\n            taken = self._persist(self._decode(batch))\n",
                "        ends = {(m.origin.topic, m.origin.partition): m.origin.offset + 1 for m in batch}\n"
                "        places = [TopicPartition(*place, end) for place, end in ends.items()]\n"
                "        self._consumer.store_offsets(offsets=places)\n"
                "        try:\n            taken = self._persist(self._decode(batch))\n",
            ),
            Edit(
                TAKING,
                "from confluent_kafka import Consumer\n",
                "from confluent_kafka import Consumer, TopicPartition\n",
            ),
            KAFKA_ALONE,
        ),
        (f"{CRASHES}[consumer: after the poll, before the transaction]",),
    ),
    "what waits for PostgreSQL is not behind": Mutation(
        "G9",
        (
            Edit(
                "bridge/consume/reading.py",
                "        self._keep_from = 0.0\n        self.lag.tell()\n",
                "        self._keep_from = 0.0\n",
            ),
        ),
        ("tests/bridge/consume/offsets/test_lag.py::test_what_postgresql_does_not_take_is_behind_until_it_does",),
    ),
    "the client stores offsets by itself": Mutation(
        "G2",
        (Edit("bridge/kafka.py", '"enable.auto.offset.store": False', '"enable.auto.offset.store": True'), KAFKA_ALONE),
        (f"{CRASHES}[consumer: after the poll, before the transaction]",),
    ),
    "what was given up while it was paused comes back paused": Mutation(
        "G2",
        (Edit(PARTITIONS, "        self._consumer.resume(found)\n", ""),),
        (
            "tests/bridge/consume/test_outages_and_rebalances.py::test_what_another_bridge_had_meanwhile_is_read_on",
            "tests/bridge/consume/test_outages_and_rebalances.py::test_what_was_lost_with_kafka_is_read_on",
        ),
    ),
    "Kafka is asked once, whether or not anybody can answer": Mutation(
        "G2",
        (
            Edit(ADMINISTRATION, "        if found.controller_id < 0:\n", "        if False:\n"),
            Edit(
                ADMINISTRATION,
                "            open_ = [each for each in open_ if is_passing(answers[each], passing)]\n",
                "            open_ = []\n",
            ),
        ),
        (f"{FENCED}::test_topics_are_created_although_kafka_names_no_controller_just_then",),
    ),
    "who leads a partition is learnt once": Mutation(
        "G2",
        (
            Edit(
                ADMINISTRATION,
                "            open_ = [each for each in open_ if is_passing(answers[each], passing)]\n",
                "            open_ = []\n",
            ),
        ),
        (f"{FENCED}::test_a_bridge_finds_the_ends_of_partitions_that_have_another_leader_since",),
    ),
    "a client that has lost all brokers is asked for ever": Mutation(
        "G2",
        (
            Edit(
                ADMINISTRATION,
                'may never connect again."""\n        self.client = AdminClient(self._config)\n',
                'may never connect again."""\n',
            ),
        ),
        (f"{FENCED}::test_a_client_that_is_lost_is_asked_once",),
    ),
    "a new group starts at the newest event": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/starts.py",
                "        return self._offsets(places, OffsetSpec.earliest())",
                "        return self._offsets(places, OffsetSpec.latest())",
            ),
        ),
        ("tests/bridge/consume/test_consume.py::test_poison_is_buried_with_its_reason_and_its_neighbours_live",),
    ),
    "the client passes over what Kafka has deleted": Mutation(
        "G2",
        (Edit("bridge/kafka.py", '"auto.offset.reset": "error"', '"auto.offset.reset": "earliest"'),),
        (f"{GAPS}::test_what_is_deleted_while_a_bridge_is_behind_or_away",),
    ),
    "what was deleted before it was read is not kept": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/offsets/starts.py",
                "    return gaps.record(session, missed, now=now(session))\n",
                "    return missed\n",
            ),
        ),
        (f"{GAPS}::TestFinding::test_two_bridges_that_find_it_at_once_keep_it_once",),
    ),
    "two bridges look for a gap at once": Mutation(
        "G2",
        (
            Edit(
                "inventory/partitions/kept_offsets.py",
                ".order_by(KeptOffset.topic, KeptOffset.partition).with_for_update()\n    found",
                "\n    found",
            ),
        ),
        ("tests/inventory/partitions/test_kept_offsets.py::test_whoever_looks_where_to_read_on_has_others_wait",),
    ),
    "a marker of a transaction counts as unread": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/partitions.py",
                "                self._positions.reach_to(_place(each), each.offset)\n",
                "                pass\n",
            ),
        ),
        (f"{GAPS}::test_markers_of_transactions_are_no_loss",),
    ),
    "what was read by another database is no loss": Mutation(
        "G2",
        (Edit("bridge/consume/offsets/positions.py", "return None if committed is None else 0", "return None"),),
        (
            "tests/bridge/consume/offsets/test_positions.py::test_from_where_on_nothing_was_read",
            f"{GAPS}::TestFinding::test_what_was_read_is_no_loss",
        ),
    ),
    "what the bridge did not send counts as sent": Mutation(
        "G2",
        (Edit("bridge/consume/sending.py", "            self._uncount(unsent)\n", ""),),
        ("tests/bridge/consume/test_consume.py::test_after_a_failed_send_the_polls_go_on_without_sending",),
    ),
    "the offset of what is withheld is stored": Mutation(
        "G2",
        (Edit(INTAKE, "advances(each.origin for each in taken)", "advances(each.origin for each in decoded)"),),
        (f"{PAUSES}::test_the_pause_outlives_its_process_and_the_word_is_kept_for_the_next",),
    ),
    "a bridge does not know what another has paused": Mutation(
        "G2",
        (Edit(INTAKE, "before = pauses.pauses(session)", "before: dict[PartitionKey, Pause] = {}"),),
        (f"{PAUSES}::test_the_pause_outlives_its_process_and_the_word_is_kept_for_the_next",),
    ),
    "a wait for PostgreSQL reads paused partitions on": Mutation(
        "G2",
        (
            Edit(PARTITIONS, "resume(self._unpaused())", "resume(self._consumer.assignment())"),
            # Their later messages would be dropped all the same.
            Edit(TAKING, " if self._partitions.takes(message.origin)]", "]"),
        ),
        (f"{PAUSES}::test_an_outage_of_postgresql_does_not_undo_the_pause",),
    ),
    "a paused partition goes on where it was polled": Mutation(
        "G2",
        (Edit(PARTITIONS, "self._consumer.seek(TopicPartition(at.topic, at.partition, at.offset))", "pass"),),
        (f"{PAUSES}::test_it_is_paused_loudly_and_goes_on_after_the_word",),
    ),
    "dead letters that are known count again": Mutation(
        "G2",
        (
            Edit(
                INTAKE,
                "died = {each.origin: each for each in recorded.dead if each.origin not in mended}",
                "died = {each.origin: each for each in heard if isinstance(each, Dead)}",
            ),
        ),
        (f"{PAUSES}::test_an_id_that_is_used_again_counts_and_a_dead_letter_that_is_heard_again_does_not",),
    ),
}
