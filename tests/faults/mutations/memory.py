"""Breaks of what bounds memory: imports that are kept whole, buffers that count what the wire carried."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

IMPORT = "tests/inventory/test_stock_import.py"

DENSE = "tests/bridge/test_memory.py::test_records_that_are_small_on_the_wire_alone"

MUTATIONS: dict[str, Mutation] = {
    "an import keeps its rows": Mutation(
        "G10",
        (
            Edit(
                "inventory/stock_import.py",
                "    for row in _rows(source, columns, reference, terms):\n        if usable",
                "    for row in list(_rows(source, columns, reference, terms)):\n        if usable",
            ),
        ),
        (f"{IMPORT}::test_a_large_file_is_checked_and_read_in_bounded_memory",),
    ),
    "an import takes rows that nobody has checked": Mutation(
        "G3",
        (Edit("inventory/import_records.py", "if digest != next(digests, None):", "if next(digests, None) is None:"),),
        (f"{IMPORT}::test_a_file_that_changes_after_the_check_is_refused",),
    ),
    "a record of an import has no bound": Mutation(
        "G10",
        (Edit("inventory/import_records.py", "        if self._left < 0:\n            raise _TooLong\n", ""),),
        (f"{IMPORT}::test_a_record_without_end_is_refused_in_bounded_memory",),
    ),
    "a dry run forgets what earlier rows leave": Mutation(
        "G5",
        (
            Edit(
                "inventory/preview.py",
                "            self._left[digest(*row.place)] = row.level, row.version\n",
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
        (Edit("bridge/gathering.py", " or bytes_ >= MAX_BYTES else", " else"),),
        ("tests/bridge/test_gathering.py::test_large_messages_are_bounded_in_bytes",),
    ),
    "a transaction counts no headers": Mutation(
        "G10",
        (Edit("bridge/records.py", " + headers + OVERHEAD", " + OVERHEAD"),),
        ("tests/bridge/test_records.py::test_headers_count_as_values_do",),
    ),
    "the relay fetches whatever many outcomes weigh": Mutation(
        "G10",
        (Edit("inventory/outbox.py", '"bytes_": MAX_FETCHED_BYTES', '"bytes_": 2**60'),),
        ("tests/inventory/test_outbox.py::test_large_outcomes_are_fetched_in_bounded_bytes",),
    ),
    "the schema registry may send what it likes": Mutation(
        "G10",
        (Edit("bridge/registry.py", "        if len(data) > MAX_ANSWER_BYTES:\n", "        if False:\n"),),
        ("tests/bridge/test_registry.py::test_an_answer_without_end_is_none",),
    ),
}
