"""Breaks of the ways to places: moves and locations over HTTP, at the command line, in sheets."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

ALLOWANCE = "tests/security/test_allowance.py::TestPlaces"

MUTATIONS: dict[str, Mutation] = {
    "a move needs a right at its first end alone": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/stock_changes.py",
                "require_locations((command.from_location, command.to_location))",
                "require_location(command.from_location)",
            ),
        ),
        (f"{ALLOWANCE}::test_a_move_needs_both_its_ends",),
    ),
    "the total of a move tells of locations beyond the token": Mutation(
        "G12",
        (
            Edit(
                "inventory/reading/move_json.py",
                "if within is None or row.location in within",
                "if within is None or within",
            ),
        ),
        (f"{ALLOWANCE}::test_a_clerk_moves_units_between_the_places_of_one_house",),
    ),
    "a token sets up locations that are not its own": Mutation(
        "G12",
        (
            Edit(
                "api/resources/locations.py",
                "for one in (name, body.parent, body.returns_to) if one is not None",
                "for one in (body.parent, body.returns_to) if one is not None",
            ),
        ),
        (f"{ALLOWANCE}::test_it_sets_up_its_own_places",),
    ),
    "similar names tell of locations beyond the token": Mutation(
        "G12",
        (Edit("api/services.py", "within=allowance().locations)", "within=None)"),),
        (f"{ALLOWANCE}::test_similar_names_are_of_its_own_places",),
    ),
    "a location is replaced whatever its version": Mutation(
        "G3",
        (
            Edit(
                "inventory/write_path/locations.py",
                "if version not in VersionsOf(lineage.epoch(session), expected_versions):",
                "if expected_versions is None:",
            ),
        ),
        (
            "tests/api/resources/test_locations.py::test_a_stale_version_is_refused",
            "tests/api/resources/test_locations.py::test_who_means_to_make_one_overwrites_none",
        ),
    ),
    "equal lines of a bulk move are taken for replays": Mutation(
        "G3",
        (
            Edit(
                "api/contract/requests/moves.py",
                '    refuse_repeated("MovesRequest", items, others, "sku, from and reference")\n',
                "    others.clear()\n",
            ),
        ),
        ("tests/api/resources/test_moves.py::test_lines_that_look_like_replays_of_each_other_refuse_the_whole_call",),
    ),
    "a row of a sheet of moves is known by the location that it reaches": Mutation(
        "G3",
        (
            Edit(
                "inventory/importing/rows.py",
                "            case Move(sku=sku, from_location=location, reference=reference):\n                return sku",
                "            case Move(sku=sku, to_location=location, reference=reference):\n                return sku",
            ),
        ),
        ("tests/inventory/importing/test_move_sheets.py::test_a_row_is_known_by_the_location_that_it_leaves",),
    ),
    "a dry run forgets the units that came by an earlier row": Mutation(
        "G5",
        (Edit("inventory/write_path/previews/stock.py", "if digest(*source) in self._left:", "if not self._left:"),),
        ("tests/cli/test_import_moves.py::test_a_dry_run_foretells_what_the_import_does",),
    ),
}
