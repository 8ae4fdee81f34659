"""Reading an import file: every row checked, every problem named with its line. Pure."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from io import BytesIO, StringIO

import pytest

from inventory.domain.adjustments import AdjustmentReason, Change, Count
from inventory.domain.commands import AdjustStock, Cause
from inventory.importing.columns import Terms
from inventory.importing.file import RejectedRows, read_import
from inventory.importing.records import UnusableImport
from inventory.importing.rows import RejectedRow, RowCommand, UsableRow

CAUSE = Cause(actor="cli:ann")
COUNTS = Terms(CAUSE)
CHANGES = Terms(CAUSE, AdjustmentReason.RECEIVED, "DN-7", "by truck")


@dataclass(frozen=True, slots=True)
class AdjustmentRow(UsableRow):
    """A row of a sheet of counts or changes."""

    command: AdjustStock


@dataclass(frozen=True)
class Rows:
    """An import file with all its rows at once."""

    columns: tuple[str, ...]
    reference: str
    usable: list[AdjustmentRow]
    rejected: list[RejectedRow]


def read(*lines: str, terms: Terms = COUNTS) -> Rows:
    return read_bytes("".join(f"{line}\n" for line in lines).encode(), terms)


def read_bytes(data: bytes, terms: Terms = COUNTS) -> Rows:
    found = read_import(BytesIO(data), terms)
    rows = list(found.rows())
    usable = [
        AdjustmentRow(row.line, row.cells, row.command)
        for row in rows
        if isinstance(row, UsableRow) and isinstance(row.command, AdjustStock)
    ]
    rejected = [row for row in rows if isinstance(row, RejectedRow)]
    assert (found.usable, found.rejected) == (len(usable), len(rejected))
    return Rows(found.columns, found.reference, usable, rejected)


def problems(*lines: str, terms: Terms = COUNTS) -> dict[int, str]:
    return {row.line: row.problem for row in read(*lines, terms=terms).rejected}


def unusable(data: bytes, terms: Terms = COUNTS) -> str:
    with pytest.raises(UnusableImport) as refused:
        read_bytes(data, terms)
    return refused.value.problem


def test_a_count_without_expectation_is_a_first_count() -> None:
    found = read("sku,quantity_on_hand,location", "tea,5,", "tea,0,north")

    first, second = (row.command for row in found.usable)
    assert first == AdjustStock("tea", Count(5, 0), AdjustmentReason.CYCLE_COUNT, found.reference, CAUSE)
    assert (second.location, second.adjustment) == ("north", Count(0, 0))


def test_expectations_come_from_the_file_or_are_waived() -> None:
    (stated,) = read("sku,quantity_on_hand,expected_quantity_on_hand", "tea,5,7").usable
    (waived,) = read("sku,quantity_on_hand", "tea,5", terms=Terms(CAUSE, overwrite=True)).usable

    assert (stated.command.adjustment, waived.command.adjustment) == (Count(5, 7), Count(5, None))


def test_changes_carry_their_document_and_a_row_may_name_its_own() -> None:
    first, second = read("SKU, Delta ,reference", "tea,+5,", "tea,-2,DN-8", terms=CHANGES).usable

    assert first.command == AdjustStock("tea", Change(5), AdjustmentReason.RECEIVED, "DN-7", CAUSE, note="by truck")
    assert (second.command.reference, second.command.adjustment) == ("DN-8", Change(-2))


def test_the_reference_of_counts_follows_from_the_content() -> None:
    one = read("sku,quantity_on_hand", "tea,5")

    assert one.reference == read("sku,quantity_on_hand", "tea,5").reference
    assert one.reference != read("sku,quantity_on_hand", "tea,6").reference


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",5", "sku: is missing"),
        (" tea,5", "sku: begins with a space"),
        ("tea\u200b,5", "sku: has U+200B (ZERO WIDTH SPACE) as character 4"),
        ("te\x00a,5", "sku: must not contain the NUL character"),
        (f"{'x' * 201},5", "sku: must be at most 200 bytes"),
        ("tea,", "quantity_on_hand: is missing"),
        ("tea,5.0", "must be a whole number written in digits, not '5.0'"),
        ("tea,1e3", "must be a whole number"),
        ('tea,"1,000"', "must be a whole number"),
        ("tea,\u0665", "must be a whole number"),
        ("tea,-1", "must be from 0 to 1,000,000,000, not -1"),
        ("tea,1000000001", "must be from 0 to 1,000,000,000"),
        (f"tea,{'9' * 5000}", "must be a whole number"),
        ("tea", "has 1 cells, and the first line 2"),
        ("tea,5,6", "has 3 cells, and the first line 2"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(row: str, problem: str) -> None:
    found = read("sku,quantity_on_hand", "good,1", row, "", "fine,2")

    assert [good.command.sku for good in found.usable] == ["good", "fine"]
    assert [bad.line for bad in found.rejected] == [3]
    assert problem in found.rejected[0].problem


def test_every_problem_of_a_row_is_told_at_once() -> None:
    (told,) = problems("sku,quantity_on_hand,expected_quantity_on_hand", ",x,").values()

    assert [one.partition(":")[0] for one in told.split("; ")] == [
        "sku",
        "quantity_on_hand",
        "expected_quantity_on_hand",
    ]


def test_changes_are_not_zero_and_bounded_both_ways() -> None:
    told = problems("sku,delta", "a,0", "b,-1000000001", "c,", terms=CHANGES)

    assert told == {
        2: "delta: must not be 0",
        3: "delta: must be from -1,000,000,000 to 1,000,000,000, not -1,000,000,001",
        4: "delta: is missing",
    }


def test_rows_of_one_identity_are_all_rejected_and_name_each_other() -> None:
    found = read("sku,quantity_on_hand,location", "tea,5,", "mug,1,", "tea,6,main", "tea,7,north")

    assert [row.command.sku for row in found.usable] == ["mug", "tea"]
    assert {row.line: row.problem for row in found.rejected} == {
        2: "the same SKU, location and reference stand on line 4",
        4: "the same SKU, location and reference stand on line 2",
    }


def test_lines_are_counted_over_quoted_line_breaks_and_a_byte_order_mark() -> None:
    data = '\ufeffsku,last_updated_at,quantity_on_hand\r\ntea,"two\r\nlines",1\r\nmug,m,x\r\n'.encode()

    found = read_bytes(data)

    assert [row.line for row in found.usable] == [2]
    assert [row.line for row in found.rejected] == [4]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "must name sku"),
        (b"sku\ntea\n", "must name sku and one of quantity_on_hand"),
        (b"sku,delta,quantity_on_hand\n", "one of quantity_on_hand (counts), counted (counts of the shelf), delta"),
        (b"sku,sku,delta\n", "names sku more than once"),
        (b"sku,units\n", "mean nothing here: 'units'"),
        (b"sku,quantity\n", "its first line must name from and to"),
        (b"sku;delta\n", "separated by ';', say --delimiter ';'"),
        (b"sku\tdelta\n", "say --delimiter tab"),
        (b"sku,quantity_on_hand,\n", "mean nothing here: ''"),
        (b"sku,delta,expected_quantity_on_hand\n", "expected_quantity_on_hand is for counts"),
        (b"sku,delta\n", "a reason and a reference must be named"),
        (b"sku,quantity_on_hand\ntea,1\ncaf\xe9,1\n", "line 3 is not UTF-8 (byte 0xe9)"),
        ("sku,quantity_on_hand\n".encode("utf-16"), "line 1 is not UTF-8"),
        (b'sku,quantity_on_hand\ntea,1\n"mug,1\n', "the record that begins on line 3 is not CSV"),
        (b"sku,quantity_on_hand\n" + b"x" * 140_000 + b",1\n", "line 2 is not CSV"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_as_a_whole(data: bytes, problem: str) -> None:
    assert problem in unusable(data)


def test_overwriting_and_expecting_exclude_each_other() -> None:
    assert "leave one out" in unusable(
        b"sku,quantity_on_hand,expected_quantity_on_hand\n", Terms(CAUSE, overwrite=True)
    )


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inventory.importing.file.MAX_ROWS", 2)

    assert len(read("sku,quantity_on_hand", "a,1", "b,1").usable) == 2
    assert "more than 2 rows" in unusable(b"sku,quantity_on_hand\na,1\nb,1\nc,1\n")


def test_rejected_rows_are_a_file_that_reads_back() -> None:
    found = read("sku,quantity_on_hand,product_id", 'a "quoted",x,p', "short", "a,b,c,d")

    text = rejected_csv(found)
    again = read_bytes(text.encode())

    assert text.splitlines()[0] == "sku,quantity_on_hand,product_id,line,rejected_because"
    assert [row.cells[0] for row in again.rejected] == ['a "quoted"', "short", "a"]
    assert rejected_csv(again).splitlines()[0] == text.splitlines()[0]


def rejected_csv(found: Rows) -> str:
    text = StringIO()
    rows = RejectedRows(text, found.columns)
    for row in found.rejected:
        rows.write(row)
    return text.getvalue()


def test_a_row_of_many_of_one_identity_names_some_of_them() -> None:
    found = read("sku,quantity_on_hand", *["tea,5"] * 13)

    assert found.rejected[0].problem.endswith("stand on line 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more")
    assert found.rejected[-1].problem.endswith("stand on line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more")


def test_a_file_that_changes_after_the_check_is_refused() -> None:
    file = BytesIO(b"sku,quantity_on_hand\ntea,5\nmug,1\n")
    found = read_import(file, COUNTS)

    file.seek(len(b"sku,quantity_on_hand\ntea,"))
    file.write(b"9")
    with pytest.raises(UnusableImport, match="was changed while it was read"):
        list(found.rows())
    file.truncate(25)
    with pytest.raises(UnusableImport, match="was changed while it was read"):
        list(found.rows())


def test_a_record_without_end_is_refused_in_bounded_memory() -> None:
    assert "line 2 is longer than" in unusable(b"sku,quantity_on_hand\n" + b"," * 5_000_000)
    assert "line 2 is longer than" in unusable(b"sku,quantity_on_hand\n" + b'"\n",' * 1_100_000 + b"\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_and_letters_may_lie_across_the_blocks_that_are_read(ending: str) -> None:
    lines = ["sku,quantity_on_hand,product_id", *(f"té-{row},{row},{'ü' * 90}" for row in range(3_000))]

    found = read_bytes(ending.join(lines).encode())

    assert [(row.line, row.command.sku) for row in found.usable] == [(row + 2, f"té-{row}") for row in range(3_000)]


def test_a_file_with_a_wrong_byte_far_away_names_its_line() -> None:
    rows = "".join(f"tea-{row},5\n" for row in range(60_000)).encode()

    assert "line 60002 is not UTF-8 (byte 0xff)" in unusable(b"sku,quantity_on_hand\n" + rows + b"\xff")
    assert "line 60002 is not UTF-8 (byte 0xc3)" in unusable(b"sku,quantity_on_hand\n" + rows + b"\xc3")


def test_a_large_file_is_checked_and_read_in_bounded_memory() -> None:
    rows = "".join(f"sku-{row:07},{row},main\n" for row in range(20_000)).encode()
    tracemalloc.start()
    try:
        found = read_import(BytesIO(b"sku,quantity_on_hand,location\n" + rows), COUNTS)
        assert sum(1 for _ in found.rows()) == 20_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # Some 60 bytes a row beside blocks and buffers, where a row with its command has 1,800.
    assert peak < 20_000 * 100 + 2_000_000


@pytest.mark.parametrize(
    "header",
    [
        "SKU,Quantity on hand,Expected quantity on hand,Product ID",
        "\ufeffsku,QUANTITY-ON-HAND,expected_quantity on\u00a0hand, product_id ",
        '"\ufeffSku","Quantity  On  Hand",EXPECTED_QUANTITY_ON_HAND,product id',
    ],
)
def test_columns_are_named_as_people_name_them(header: str) -> None:
    (row,) = read(header, "tea,5,7,hot").usable

    assert (row.command.sku, row.command.adjustment, row.command.product_id) == ("tea", Count(5, 7), "hot")


def test_columns_may_be_separated_by_something_else_and_passed_over() -> None:
    terms = Terms(CAUSE, delimiter=";", ignored=frozenset({"shelf_no", ""}))

    (row,) = read("sku;Shelf No;quantity_on_hand;;", "tea;12,5;5;;", terms=terms).usable

    assert (row.command.sku, row.command.adjustment) == ("tea", Count(5, 0))


def test_a_count_sheet_names_what_is_known() -> None:
    sheet = ("sku,quantity_on_hand,expected_quantity_on_hand", "tea,5,7")

    assert not read(*sheet).usable[0].command.create
    assert read(*sheet, terms=Terms(CAUSE, create=True)).usable[0].command.create
    assert read("sku,quantity_on_hand", "tea,5").usable[0].command.create
    assert read("sku,delta", "tea,5", terms=CHANGES).usable[0].command.create


def test_a_key_that_is_known_is_taken_as_it_is() -> None:
    asked = []

    def known(column: str, command: RowCommand) -> bool:
        asked.append((column, command.sku))
        return command.sku == "tea "

    found = read_import(BytesIO(b"sku,quantity_on_hand\ntea ,5\nmug ,5\npot,5\n"), COUNTS, known)

    assert (found.usable, found.rejected) == (2, 1)
    assert asked == [("sku", "tea "), ("sku", "mug ")], "of keys that may be new nobody is asked"


def test_a_number_that_a_spreadsheet_shortened_is_noticed() -> None:
    found = read_import(
        BytesIO(b'sku,quantity_on_hand,location\n4006381333931,1,\n4.00638E+12,1,\ntea,1,"1,2e+7"\n1E5,1\n'), COUNTS
    )

    assert (found.rounded, found.first_rounded) == (3, "line 3: 4.00638E+12")


def test_rejected_rows_run_nothing_and_negative_changes_stay_numbers() -> None:
    found = read("sku,delta", "'=1+1,-0", "'-5,-5x", terms=CHANGES)
    text = StringIO()
    rows = RejectedRows(text, found.columns)
    for row in found.rejected:
        rows.write(row)

    assert [line.partition(",")[0] for line in text.getvalue().splitlines()] == ["sku", "'=1+1", "'-5"]
    again = read_bytes(text.getvalue().encode(), CHANGES)
    assert [row.problem.partition(":")[0] for row in again.rejected] == ["delta", "delta"]
    assert read("sku,delta", "'-5,-5", terms=CHANGES).usable[0].command.sku == "-5"


def test_rows_without_a_count_are_passed_over_where_that_was_said() -> None:
    sheet = "sku,location,counted,expected_counted", "tea,main,,4", "tea,north,3,3", ",,,"

    assert [len(read(*sheet).rejected), read(*sheet, terms=Terms(CAUSE, uncounted=True)).rejected] == [1, []]
    assert [row.command.location for row in read(*sheet, terms=Terms(CAUSE, uncounted=True)).usable] == ["north"]
