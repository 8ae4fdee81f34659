"""Breaks of what bounds memory: imports that are kept whole, buffers that count what the wire carried."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

IMPORT = "tests/inventory/test_stock_import.py"

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
}
