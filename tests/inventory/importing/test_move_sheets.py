"""Reading a sheet of moves: its columns, its rows, and the terms that fit it. Pure."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from inventory.domain.commands import Cause, Move
from inventory.domain.moves import MoveReason
from inventory.importing.columns import Terms
from inventory.importing.file import read_import
from inventory.importing.records import UnusableImport
from inventory.importing.rows import RejectedRow, UsableRow

CAUSE = Cause(actor="cli:ann")
MOVES = Terms(CAUSE, "damaged", "pallet-311")


def rows(*lines: str, terms: Terms = MOVES) -> list[UsableRow | RejectedRow]:
    return list(read_import(BytesIO("".join(f"{line}\n" for line in lines).encode()), terms).rows())


def problems(*lines: str, terms: Terms = MOVES) -> dict[int, str]:
    return {row.line: row.problem for row in rows(*lines, terms=terms) if isinstance(row, RejectedRow)}


def unusable(*lines: str, terms: Terms = MOVES) -> str:
    with pytest.raises(UnusableImport) as refused:
        rows(*lines, terms=terms)
    return refused.value.problem


def test_a_row_is_a_move() -> None:
    (one, other) = rows("SKU,Quantity,From,To:,Reference", "tea,4,main,damaged,", "mug,1,main,damaged,own")

    assert isinstance(one, UsableRow)
    assert one.command == Move("tea", "main", "damaged", 4, MoveReason.DAMAGED, "pallet-311", CAUSE)
    assert isinstance(other, UsableRow)
    assert other.command.reference == "own"


def test_terms_reach_the_move() -> None:
    terms = replace(MOVES, note="wet", strict=True)
    (one,) = rows("sku,quantity,from,to", "tea,4,main,damaged", terms=terms)

    assert isinstance(one, UsableRow)
    assert isinstance(one.command, Move)
    assert (one.command.note, one.command.strict) == ("wet", True)


def test_every_problem_of_a_row_is_told() -> None:
    told = problems(
        "sku,quantity,from,to",
        ",0,main,main",
        "tea,many,,damaged",
        "tea,1000000001,main,damaged",
        "tea,1,main",
        "tea,-1,main,damaged",
    )

    assert told == {
        2: "sku: is missing; quantity: must be from 1 to 1,000,000,000, not 0; to: must not be the same as from",
        3: "quantity: must be a whole number written in digits, not 'many'; from: is missing",
        4: "quantity: must be from 1 to 1,000,000,000, not 1,000,000,001",
        5: "has 3 cells, and the first line 4",
        6: "quantity: must be from 1 to 1,000,000,000, not -1",
    }


def test_a_row_is_known_by_the_location_that_it_leaves() -> None:
    told = problems(
        "sku,quantity,from,to", "tea,4,main,damaged", "tea,5,main,north", "tea,4,north,damaged", "mug,4,main,damaged"
    )

    assert told == {
        2: "the same SKU, from and reference stand on line 3",
        3: "the same SKU, from and reference stand on line 2",
    }


def test_a_new_reference_has_nothing_unseen_and_other_keys_are_for_the_core_to_know() -> None:
    told = problems("sku,quantity,from,to,reference", "tea ,4,main ,damaged,a", "tea,4,main,damaged,b ")

    assert told == {3: "reference: ends with a space"}


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("sku,quantity,from", "its rows are moves, by quantity: its first line must name from and to."),
        (
            "sku,quantity,from,to,delta",
            "one of quantity_on_hand (counts), counted (counts of the shelf), delta (changes) and quantity (moves).",
        ),
        ("sku,quantity,from,to,location", "its rows are moves, and location is for counts and changes."),
        ("sku,quantity,from,to,product_id", "its rows are moves, and product_id is for counts and changes."),
        ("sku,delta,to", "to is for moves, which have quantity: its rows are changes."),
        ("sku,quantity_on_hand,from,to", "from and to is for moves, which have quantity: its rows are counts."),
    ],
)
def test_columns_of_another_kind_are_refused(header: str, problem: str) -> None:
    assert problem in unusable(header)


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (Terms(CAUSE), "its rows are moves: a reason and a reference must be named"),
        (Terms(CAUSE, "damaged"), "its rows are moves: a reason and a reference must be named"),
        (replace(MOVES, overwrite=True), "only counts can overwrite, and its rows are moves"),
        (
            replace(MOVES, reason="received"),
            "its rows are moves, and received is no reason for them. Use one of damaged",
        ),
    ],
)
def test_terms_of_another_kind_are_refused(terms: Terms, problem: str) -> None:
    assert problem in unusable("sku,quantity,from,to", "tea,1,main,damaged", terms=terms)


def test_terms_of_moves_are_refused_for_others() -> None:
    assert "only moves can be strict" in unusable("sku,quantity_on_hand", terms=Terms(CAUSE, strict=True))
    told = unusable("sku,delta", terms=replace(MOVES, reason="relocated"))
    assert "its rows are changes, and relocated is no reason for them" in told


def test_an_export_becomes_a_sheet_of_moves() -> None:
    """Three columns are added, and the ones that would mean a count are passed over."""
    exported = "sku,location,quantity_on_hand,expected_quantity_on_hand,quantity_available,product_id"
    ignored = frozenset({"location", "quantity_on_hand", "expected_quantity_on_hand", "product_id"})
    sheet = (f"{exported},from,to,quantity", "tea,main,10,10,10,tea,main,damaged,4")
    (one,) = rows(*sheet, terms=replace(MOVES, ignored=ignored))

    assert isinstance(one, UsableRow)
    assert one.command == Move("tea", "main", "damaged", 4, MoveReason.DAMAGED, "pallet-311", CAUSE)
    assert "can't be passed over" in unusable(
        "sku,location,quantity_on_hand,from", terms=Terms(CAUSE, ignored=frozenset({"location"}))
    )


def test_a_column_called_quantity_is_still_passed_over() -> None:
    (one,) = rows("sku,delta,quantity", "tea,5,9", terms=replace(MOVES, ignored=frozenset({"quantity"})))

    assert isinstance(one, UsableRow)
    assert not isinstance(one.command, Move)
