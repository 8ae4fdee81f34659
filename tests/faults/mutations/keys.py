"""Breaks of the bounds of new keys, and of the rows that a sheet may make."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

NEW_KEYS = "tests/inventory/write_path/test_new_keys.py"
INTERRUPTS = "tests/cli/test_interrupts.py"
AT_THE_BRIDGE = "tests/bridge/decode/test_new_keys.py"
UPGRADED = "tests/upgrade/test_released.py::test_stored_keys_that_could_not_be_new_are_taken_at_every_door"

MUTATIONS: dict[str, Mutation] = {
    "a new order may be called anything": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/batch.py",
                "            if is_request(command):\n                require_new(order_id=command.order_id)\n",
                "",
            ),
        ),
        (f"{NEW_KEYS}::test_a_new_key_that_can_not_be_seen_whole_is_refused",),
    ),
    "a stored SKU has to look like a new one": Mutation(
        "G5",
        (Edit("inventory/domain/stock/adjusting.py", "sku=None if known else command.sku,", "sku=command.sku,"),),
        (f"{NEW_KEYS}::test_a_stored_key_is_named_as_it_is", UPGRADED),
    ),
    "a joiner is taken wherever it is": Mutation(
        "G5",
        (Edit("inventory/domain/identifiers.py", "        return not _shapes(key, at)\n", "        return False\n"),),
        ("tests/inventory/domain/test_identifiers.py::test_a_key_of_which_something_is_not_seen_is_none",),
    ),
    "a count sheet without its expectations is taken": Mutation(
        "G5",
        (
            Edit(
                "inventory/importing/columns.py",
                "if name in _NEEDED and name not in unneeded and folded(name) in ignored:",
                "if False:",
            ),
        ),
        ("tests/cli/test_import_sheets.py::test_a_column_that_is_passed_over_is_there_and_not_needed",),
    ),
    "a formula behind a semicolon is exported as it is": Mutation(
        "G9",
        (Edit("inventory/importing/cells.py", '_APART = ";\\t|\\r\\n"', '_APART = "\\t|\\r\\n"'),),
        ("tests/inventory/importing/test_cells.py::test_what_was_made_harmless_comes_back_as_it_was",),
    ),
    "what is no character may be in a key": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/identifiers.py",
                "if letter in _BLANK or _is_never_seen(letter):",
                "if letter in _BLANK:",
            ),
        ),
        ("tests/inventory/domain/test_identifiers.py::test_a_key_of_which_something_is_not_seen_is_none",),
    ),
    "a character that is private may be in a key": Mutation(
        "G5",
        (Edit("inventory/domain/identifiers.py", '"Cf", "Co", ', '"Cf", '),),
        ("tests/inventory/domain/test_identifiers.py::test_a_key_of_which_something_is_not_seen_is_none",),
    ),
    "events make keys that nobody can see": Mutation(
        "G5",
        (
            Edit(
                "bridge/consume/intake.py",
                "_divided(settled(session, decoded), ",
                "_divided(list(decoded), ",
            ),
        ),
        (f"{AT_THE_BRIDGE}::test_a_new_one_is_a_dead_letter_with_its_bytes",),
    ),
    "an event about a stored order that looks odd is a dead letter": Mutation(
        "G2",
        (
            Edit(
                "bridge/decode/new_keys.py",
                "for doubt in doubts(heard.payload) if not doubt.is_known(session)]",
                "for doubt in doubts(heard.payload)]",
            ),
        ),
        (f"{AT_THE_BRIDGE}::test_a_known_one_is_taken_as_it_is", UPGRADED),
    ),
    "an event about an order that only the inbox knows is a dead letter": Mutation(
        "G2",
        (
            Edit(
                "bridge/decode/new_keys.py",
                "    if known_keys.is_waiting(session, heard.key):\n        return heard\n",
                "",
            ),
        ),
        (f"{AT_THE_BRIDGE}::test_an_event_of_an_earlier_version_is_followed_while_it_waits_and_when_it_comes_again",),
    ),
    "an adjustment makes what it was told not to make": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/stock/adjusting.py",
                "    if row.version == 0 and not command.create:\n",
                "    if False:\n",
            ),
        ),
        (
            f"{NEW_KEYS}::test_without_leave_no_row_is_made",
            "tests/api/resources/test_new_rows.py::test_create_false_refuses_what_is_not_known",
        ),
    ),
    "a count of another product is taken": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/stock/adjusting.py",
                "    if command.product_id not in {None, product}:\n",
                "    if False:\n",
            ),
        ),
        (f"{NEW_KEYS}::test_a_row_of_another_product_is_refused_and_a_new_one_is_of_the_product_that_is_said",),
    ),
    "a command is loaded before anybody answers Ctrl-C": Mutation(
        "G9",
        (Edit("inventory/cli/__init__.py", "        interrupts.end_at_once()\n", ""),),
        (f"{INTERRUPTS}::test_at_any_moment_it_says_so_and_nothing_else",),
    ),
    "what answers Ctrl-C is loaded while Python still answers": Mutation(
        "G9",
        (
            Edit("inventory/cli/__init__.py", "    except KeyboardInterrupt:\n", "    except InterruptedError:\n"),
            Edit("inventory/cli/__init__.py", '__all__ = ["main"]\n', 'import signal\n\n__all__ = ["main"]\n'),
        ),
        (
            f"{INTERRUPTS}::test_at_any_moment_it_says_so_and_nothing_else",
            f"{INTERRUPTS}::test_until_it_answers_ctrl_c_nothing_is_loaded",
        ),
    ),
    "the interpreter of the next program answers Ctrl-C": Mutation(
        "G9",
        (
            Edit(
                "inventory/cli/terminal/interrupts.py",
                "    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})\n",
                "",
            ),
        ),
        (f"{INTERRUPTS}::test_the_program_that_takes_over_is_interrupted_while_its_interpreter_starts",),
    ),
    "wrong arguments are quoted as they are": Mutation(
        "G9",
        (
            Edit(
                "inventory/cli/terminal/failures.py",
                "        error.message = printable_lines(error.message)  # type: ignore[misc] # click reads it from the instance\n",
                "",
            ),
        ),
        ("tests/cli/test_stock.py::test_what_a_terminal_would_obey_is_printed_as_text",),
    ),
    "JSON has whatever orjson lets through": Mutation(
        "G9",
        (
            Edit(
                "inventory/cli/terminal/output.py",
                'letter if letter.isprintable() or letter == "\\n" else json.dumps(letter)[1:-1]',
                "letter",
            ),
        ),
        ("tests/cli/test_stock.py::test_what_a_terminal_would_obey_is_printed_as_text",),
    ),
    "a count sheet makes what it names": Mutation(
        "G5",
        (
            Edit(
                "inventory/importing/rows.py",
                "            create=self.terms.create or not {EXPECTED, EXPECTED_COUNTED} & set(self.columns),\n",
                "            create=True,\n",
            ),
        ),
        ("tests/cli/test_import_sheets.py::test_a_sheet_makes_no_row_unless_it_may",),
    ),
    "an import passes over the product": Mutation(
        "G5",
        (
            Edit(
                "inventory/importing/rows.py",
                'product_id=given.identifier("product_id") if given.by_column.get("product_id") else None,',
                "product_id=None,",
            ),
        ),
        ("tests/cli/test_import_sheets.py::test_a_row_of_another_product_is_refused",),
    ),
    "an import wants stored SKUs to look like new ones": Mutation(
        "G5",
        (Edit("inventory/importing/rows.py", " and not self.known(column, command)\n", "\n"),),
        ("tests/cli/test_import_sheets.py::test_an_export_that_comes_back_is_a_replay_of_every_sku",),
    ),
    "a text that looks marked gets no mark": Mutation(
        "G5",
        (
            Edit(
                "inventory/importing/cells.py",
                '_RISKY = re.compile(f"{_BEGINS}(?={MARK}*[{_RUN}])")',
                '_RISKY = re.compile(f"{_BEGINS}(?=[{_RUN}])")',
            ),
        ),
        ("tests/inventory/importing/test_cells.py::test_what_was_made_harmless_comes_back_as_it_was",),
    ),
    "a carriage return stands without quotes": Mutation(
        "G5",
        (Edit("inventory/importing/cells.py", "(self._quoting if risky else self._plain)", "self._plain"),),
        ("tests/inventory/importing/test_cells.py::test_readers_of_csv_see_the_rows",),
    ),
    "spreadsheets run what is exported": Mutation(
        "G9",
        (
            Edit(
                "inventory/importing/cells.py",
                "written = [harmless(cell) if isinstance(cell, str) else cell for",
                "written = [cell for",
            ),
        ),
        ("tests/cli/test_import_sheets.py::test_an_export_that_comes_back_is_a_replay_of_every_sku",),
    ),
}
