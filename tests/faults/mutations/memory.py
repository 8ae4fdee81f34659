"""Breaks of the bounds of memory: imports that are kept whole, buffers that count bytes on the
wire.
"""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

IMPORT = "tests/inventory/importing/test_file.py"

DENSE = "tests/bridge/consume/test_memory.py::test_records_that_are_small_on_the_wire_alone"

ALONE = "tests/bridge/consume/test_alone.py"

TOO_MUCH = "tests/tasks/test_too_much_at_once.py"

MUTATIONS: dict[str, Mutation] = {
    "what was announced is remembered whole": Mutation(
        "G10",
        (
            Edit(
                "inventory/recovery/histories.py",
                "        if self._bytes > self._max_bytes and len(self._spans) > 1:\n",
                "        if self._bytes < 0:\n",
            ),
        ),
        ("tests/inventory/recovery/test_histories.py::test_what_is_held_does_not_grow_with_what_was_announced",),
    ),
    "two pieces of what was announced are held at once": Mutation(
        "G10",
        (
            Edit(
                "bridge/relay/restored.py",
                "            del history  # The loop would hold it while the next one is read: both have no room.\n",
                "",
            ),
        ),
        ("tests/bridge/relay/test_restored.py::test_a_piece_is_forgotten_before_the_next_one_is_read",),
    ),
    "a connection keeps the rows of its last calls": Mutation(
        "G10",
        (
            Edit(
                "inventory/database/calls.py",
                "for cursor in cursors if cursor.rowcount <= 1)",
                "for cursor in cursors)",
            ),
        ),
        ("tests/inventory/database/test_pipelining.py::test_kept_cursors_have_no_rows_of_before_but_single_ones",),
    ),
    "a subject is read in two pieces": Mutation(
        "G2",
        (Edit("inventory/recovery/histories.py", "return self.until is None or subject <= self.until", "return True"),),
        ("tests/inventory/recovery/test_histories.py::test_the_same_is_found_in_any_number_of_pieces",),
    ),
    "a batch is about however many rows": Mutation(
        "G10",
        (Edit("inventory/write_path/apply.py", "locks.MAX_ROWS if divisible or overdue else None", "None"),),
        (
            f"{TOO_MUCH}::test_orders_are_paid_for_in_pieces",
            f"{TOO_MUCH}::test_holds_end_in_pieces",
            "tests/api/turns/test_group_commit.py::test_those_that_are_too_much_for_a_transaction_together_are_done_one_by_one",
        ),
    ),
    "holds that are too much for a batch fail it": Mutation(
        "G7",
        (
            Edit(
                "inventory/write_path/apply.py",
                "            if not overdue:\n                raise\n            overdue, looks = overdue[: len(overdue) // 4], 0\n",
                "            raise\n",
            ),
        ),
        (f"{TOO_MUCH}::test_holds_that_would_be_too_much_are_left_to_the_sweep",),
    ),
    "a page has as many orders as are asked for, whatever they weigh": Mutation(
        "G10",
        (Edit("inventory/reading/queries.py", "(weighed.c.until <= MAX_PAGE_BYTES) & ", ""),),
        ("tests/api/resources/test_who_holds_it.py::test_a_page_ends_where_it_would_weigh_too_much",),
    ),
    "a page has as many SKUs as are asked for, whatever rows they have": Mutation(
        "G10",
        (Edit("inventory/reading/queries.py", " if rows <= MAX_PAGE_ROWS]", "]"),),
        ("tests/api/resources/test_reads.py::test_a_page_ends_where_it_would_have_too_many_rows",),
    ),
    "a little that is not read keeps a whole answer": Mutation(
        "G10",
        (Edit("api/server/connection.py", "left if 2 * len(left) > len(whole) else memoryview(bytes(left))", "left"),),
        ("tests/api/server/test_connection.py::test_a_rest_of_an_answer_keeps_no_more_than_twice_itself",),
    ),
    "an import keeps its rows": Mutation(
        "G10",
        (
            Edit(
                "inventory/importing/file.py",
                "    for line, cells in _records(source, terms):\n",
                "    for line, cells in list(_records(source, terms)):\n",
            ),
        ),
        (f"{IMPORT}::test_a_large_file_is_checked_and_read_in_bounded_memory",),
    ),
    "an import takes rows that nobody has checked": Mutation(
        "G3",
        (
            Edit(
                "inventory/importing/records.py", "if digest != next(digests, None):", "if next(digests, None) is None:"
            ),
        ),
        (f"{IMPORT}::test_a_file_that_changes_after_the_check_is_refused",),
    ),
    "a record of an import has no bound": Mutation(
        "G10",
        (Edit("inventory/importing/records.py", "        if self._left < 0:\n            raise _TooLong\n", ""),),
        (f"{IMPORT}::test_a_record_without_end_is_refused_in_bounded_memory",),
    ),
    "a dry run forgets what earlier rows leave": Mutation(
        "G5",
        (
            Edit(
                "inventory/write_path/previews/stock.py",
                "            self._left[digest(*row.place)] = row.counters, row.version\n",
                "            pass\n",
            ),
        ),
        ("tests/cli/test_import.py::test_a_dry_run_foretells_what_the_import_does",),
    ),
    "a fetch is bounded in what the wire carries": Mutation(
        "G10",
        (
            Edit("bridge/kafka.py", '"fetch.max.bytes": 4_096,', '"fetch.max.bytes": 1_048_576,'),
            Edit("bridge/kafka.py", '"fetch.message.max.bytes": 4_096,', '"fetch.message.max.bytes": 1_048_576,'),
        ),
        (DENSE,),
    ),
    "a poll is bounded in messages alone": Mutation(
        "G10",
        (Edit("bridge/consume/gathering.py", " or bytes_ >= MAX_BYTES else", " else"),),
        ("tests/bridge/consume/test_gathering.py::test_large_messages_are_bounded_in_bytes",),
    ),
    "a transaction counts no headers": Mutation(
        "G10",
        (Edit("bridge/consume/records.py", " + headers + OVERHEAD", " + OVERHEAD"),),
        ("tests/bridge/consume/test_records.py::test_headers_count_as_values_do",),
    ),
    "the relay fetches whatever many outcomes weigh": Mutation(
        "G10",
        (Edit("inventory/outbox/store.py", '"bytes_": MAX_FETCHED_BYTES', '"bytes_": 2**60'),),
        ("tests/inventory/outbox/test_store.py::test_large_outcomes_are_fetched_in_bounded_bytes",),
    ),
    "the schema registry may send what it likes": Mutation(
        "G10",
        (Edit("inventory/boundary/bounded_fetch.py", "        if left < 0:\n", "        if False:\n"),),
        ("tests/bridge/decode/test_registry.py::test_an_answer_without_end_is_none",),
    ),
    "who dies of a message leaves no mark": Mutation(
        "G2",
        (Edit("inventory/partitions/kept_offsets.py", "begun=KeptOffset.begun + 1", "begun=KeptOffset.begun"),),
        ("tests/inventory/partitions/test_kept_offsets.py::test_beginnings_are_counted_until_reading_gets_further",),
    ),
    "beginnings count although reading got further": Mutation(
        "G2",
        (
            Edit(
                "inventory/partitions/kept_offsets.py",
                "        begun=case((KeptOffset.next_offset < _locked.c.next_offset, 0), else_=KeptOffset.begun),\n",
                "",
            ),
        ),
        ("tests/inventory/partitions/test_kept_offsets.py::test_beginnings_are_counted_until_reading_gets_further",),
    ),
    "what killed its reader is tried again for ever": Mutation(
        "G2",
        (Edit("bridge/consume/suspects.py", "if suspect.failed >= MAX_FAILED:", "if suspect.failed >= 1_000:"),),
        (f"{ALONE}::test_what_kills_its_reader_is_put_aside_and_what_is_behind_it_heard",),
    ),
    "what is suspected is put aside unread": Mutation(
        "G2",
        (
            Edit(
                "bridge/consume/suspects.py",
                "        if status == Exit.DONE:\n",
                '        yield PutAside(place, start, "suspected")\n        if status == Exit.DONE:\n',
            ),
            Edit("bridge/consume/suspects.py", "            if found:\n", "            if False:\n"),
        ),
        (f"{ALONE}::test_an_innocent_message_is_not_put_aside_however_often_bridges_were_killed",),
    ),
    "a batch that can't be unpacked is tried for ever": Mutation(
        "G2",
        (Edit("bridge/consume/gathering.py", "            self._unreadable |= unreadable(records)\n", ""),),
        (f"{ALONE}::test_a_batch_that_the_client_can_not_unpack_is_read_alone",),
    ),
    "a body has as many elements as fit": Mutation(
        "G10",
        (
            Edit(
                "api/contract/parsing.py",
                "    if bounded_json.is_longer_than(body, MAX_ELEMENTS):\n",
                "    if False:\n",
            ),
        ),
        ("tests/api/resources/test_bad_input.py::test_what_is_no_json_is_malformed",),
    ),
    "a task takes whatever its events weigh": Mutation(
        "G10",
        (Edit("tasks/stock.py", "    if len(inbox_ids) <= claiming.FEW:\n", "    if inbox_ids is not None:\n"),),
        ("tests/tasks/test_records_of_failures.py::test_large_events_of_a_task_are_done_in_several_transactions",),
    ),
}
