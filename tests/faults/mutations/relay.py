"""Breaks of the outbox and the relay that publishes it."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

RELAY, LEADERSHIP = "bridge/relay/relay.py", "bridge/relay/leadership.py"
SIZES = "tests/bridge/relay/test_size_limit.py"
REST = "tests/bridge/relay/test_rest.py"
SCHEMAS = "tests/schemas/test_advisory_locks.py"

MUTATIONS: dict[str, Mutation] = {
    "rows are deleted before Kafka has acknowledged them": Mutation(
        "G6",
        (
            Edit(
                RELAY,
                "        delivery = self._deliver(connection, producer, rows, epoch)\n",
                "        with Session(connection) as session, session.begin():\n"
                "            outbox.remove(session, rows)\n"
                "        delivery = self._deliver(connection, producer, rows, epoch)\n",
            ),
        ),
        (f"{CRASHES}[relay: rows are fetched, none is produced]",),
    ),
    "all that is acknowledged is removed, also above one that is not": Mutation(
        "G6",
        (
            Edit(
                "bridge/relay/delivery.py",
                "            if row.id not in self.acknowledged:\n                break\n",
                "            if row.id not in self.acknowledged:\n                continue\n",
            ),
        ),
        ("tests/bridge/relay/test_relay.py::test_what_is_acknowledged_above_a_gap_is_sent_again_after_it",),
    ),
    "an outcome has another id each time it is sent": Mutation(
        "G6",
        (
            Edit("bridge/relay/announcement.py", '        "id": str(row.event_id),\n', '        "id": str(uuid4()),\n'),
            Edit(
                "bridge/relay/announcement.py",
                "from typing import Any\n",
                "from typing import Any\nfrom uuid import uuid4\n",
            ),
        ),
        (
            "tests/bridge/relay/test_relay.py::test_killed_between_acknowledgement_and_removal_it_repeats_with_the_same_ids",
            f"{CRASHES}[relay: Kafka has acknowledged, nothing is deleted]",
        ),
    ),
    "two relays are active": Mutation(
        "G6",
        (Edit(LEADERSHIP, "            if connection.scalar(_TRY_LOCK) and ", "            if "),),
        ("tests/bridge/relay/test_relay.py::test_one_relay_is_active_and_another_takes_over",),
    ),
    "a relay leads beside one of an earlier version": Mutation(
        "G6",
        (Edit(LEADERSHIP, " and connection.scalar(_TRY_DATABASE_LOCK):\n", ":\n"),),
        (f"{SCHEMAS}::test_a_relay_never_leads_beside_one_of_an_earlier_version",),
    ),
    "one schema keeps the relay of another from leading": Mutation(
        "G6",
        (Edit(LEADERSHIP, "pg_try_advisory_lock_shared", "pg_try_advisory_lock"),),
        (f"{SCHEMAS}::test_each_schema_has_a_relay_and_each_outbox_has_one",),
    ),
    "who makes rows does not queue for an earlier version": Mutation(
        "G6",
        (
            Edit(
                "inventory/write_path/making.py",
                "        func.pg_advisory_xact_lock_shared(_DATABASE_CREATORS, _buckets.c.bucket),\n",
                "",
            ),
        ),
        (f"{SCHEMAS}::test_who_makes_rows_waits_within_a_schema_and_for_earlier_versions_only",),
    ),
    "an outcome above its topic's limit blocks those behind it": Mutation(
        "G6",
        (
            Edit(
                "bridge/relay/announcement.py",
                "    if len(whole) <= min(most, MAX_EVENT_BYTES):\n",
                "    if len(whole) <= MAX_EVENT_BYTES:\n",
            ),
        ),
        (f"{SIZES}::test_an_outcome_above_its_topics_limit_goes_without_its_lists",),
    ),
    "an outcome that is overtaken by a later one of its key": Mutation(
        "G6",
        (Edit(RELAY, "            self._held.add(row.key)\n", "            pass\n"),),
        (f"{SIZES}::test_what_is_too_large_without_its_lists_holds_up_its_own_key_until_the_limit_is_raised",),
    ),
    "outcomes lie where librdkafka alone looks for them": Mutation(
        "G6",
        (Edit("bridge/kafka.py", '            "partitioner": "murmur2_random",\n', ""),),
        ("tests/bridge/relay/test_relay.py::test_outcomes_lie_where_java_clients_look_for_their_key",),
    ),
    "a relay falls asleep while an outcome is being written": Mutation(
        "G6",
        (
            Edit(
                "bridge/relay/rest.py",
                "            self._asleep = bool(self._connection.scalar(_TRY))\n",
                "            self._asleep = bool(self._connection.scalar(_TRY)) or True\n",
            ),
        ),
        (f"{REST}::test_what_was_written_before_the_sleep_is_not_slept_over",),
    ),
    "a notification that comes with an answer is lost": Mutation(
        "G6",
        (Edit("bridge/relay/rest.py", "        self._notified = True\n", "        pass\n"),),
        (f"{REST}::test_a_notification_that_comes_with_an_answer_is_heard",),
    ),
    "outcomes go to Kafka uncompressed": Mutation(
        "G6",
        (Edit("bridge/kafka.py", '            "compression.codec": settings.compression_type,\n', ""),),
        ("tests/bridge/relay/test_compression.py::test_outcomes_lie_compressed_on_the_log",),
    ),
    "topics take less than a message may have": Mutation(
        "G2",
        (Edit("bridge/topics.py", '        "max.message.bytes": str(MAX_RECORD_BYTES),\n', ""),),
        (
            "tests/bridge/consume/test_consume.py::test_the_largest_message_passes_through_its_topic_and_one_byte_more_is_told",
            f"{SIZES}::test_the_largest_outcome_is_as_large_as_the_largest_message",
        ),
    ),
    "the outbox is read in no order": Mutation(
        "G6",
        (
            Edit(
                "inventory/outbox/store.py", "    .order_by(OutboxEvent.id)\n", "    .order_by(OutboxEvent.id.desc())\n"
            ),
        ),
        (
            "tests/inventory/outbox/test_store.py",
            "tests/bridge/relay/test_relay.py::test_killed_in_the_middle_everything_arrives_in_order",
        ),
    ),
}
