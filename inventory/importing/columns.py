"""The first line of an import file, and the terms for all its rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from inventory.domain.commands import Cause
from inventory.importing.records import UnusableImport

COUNT, DELTA, EXPECTED = "quantity_on_hand", "delta", "expected_quantity_on_hand"
COUNTED, EXPECTED_COUNTED = "counted", "expected_counted"
"""A count of all units on the shelf, with those that are sold and to be shipped."""
FROM, TO, QUANTITY = "from", "to", "quantity"
MEANT = (
    *("sku", "location", COUNT, COUNTED, DELTA, EXPECTED, EXPECTED_COUNTED, FROM, TO, QUANTITY),
    *("reference", "product_id"),
)
Key = Literal["sku", "location", "reference", "product_id"]
KEYS: tuple[Key, ...] = ("sku", "location", "reference", "product_id")
QUANTITIES = {COUNT, COUNTED, DELTA, EXPECTED, EXPECTED_COUNTED, QUANTITY}
LINE, PROBLEM = "line", "rejected_because"
INFORMATIVE = frozenset(
    {
        "quantity_reserved",
        "quantity_available",
        "quantity_shortfall",
        "quantity_to_ship",
        "quantity_on_shelf",
        "low_stock_threshold",
        "last_updated_at",
        LINE,
        PROBLEM,
    }
)
"""Columns of exports and rejected rows for people to read. An import passes over them."""


class AskedBy(NamedTuple):
    """Advice to the person who imports, in the words of the place where it is followed."""

    skip: str = "with --ignore-column"
    """The way to pass over a column."""
    separate: str = "say --delimiter {}"
    """The way to tell the separator of columns."""


AT_COMMAND_LINE = AskedBy()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of every row: the actor (`cause`), the reason, and the document (`reference`). With
    `overwrite`, counts replace any number on hand. With `strict`, moves leave units that are
    promised to orders.

    For counts, `reference` None takes the digest of the file's content, and `reason` None takes
    `cycle_count`. Changes and moves need both: a corrected file has another digest, and the rows
    that it shares with the first file would be applied again.

    A count sheet has expectations and names known stock rows. It may make stock rows only with
    `create`.
    """

    cause: Cause
    reason: str | None = None
    reference: str | None = None
    note: str | None = None
    overwrite: bool = False
    create: bool = False
    strict: bool = False
    delimiter: str = ","
    ignored: frozenset[str] = frozenset()
    """Columns that are passed over, as people write their names."""
    uncounted: bool = False
    """Pass over the rows of a count sheet that have no count. Else they are rejected."""
    asked_by: AskedBy = AT_COMMAND_LINE


def folded(text: str) -> str:
    """Return the letters and digits of a name, in lower case: `Quantity (on hand)`,
    `QuantityOnHand` and `quantity_on_hand` are one.

    A name without any stays as it is, so that `#` and `%` stay two.
    """
    return re.sub(r"[\W_]", "", text).casefold() or text.strip("\ufeff \t\u00a0")


_KNOWN = {folded(name): name for name in (*MEANT, *INFORMATIVE)}
_NEEDED: dict[str, str] = {
    "sku": "rows say by it which stock they are about",
    "location": "all rows would be about one location",
    "reference": "rows would be taken for those of another document",
    "product_id": "a row whose SKU is another product's would not be noticed",
    EXPECTED: "a count sheet would become a first count, and make what is not known",
    EXPECTED_COUNTED: "a count sheet would become a first count, and make what is not known",
}
"""Columns that can't be passed over, with the reason."""


def names_of(header: Sequence[str]) -> tuple[str, ...]:
    """Return the name of each column: the known name, or as it is written if it is unknown."""
    return tuple(_KNOWN.get(folded(cell), cell.strip("\ufeff \t\u00a0")) for cell in header)


def columns_of(names: Sequence[str], terms: Terms) -> tuple[str, ...]:
    """Return the names of the columns, "" for one that is passed over. Raises `UnusableImport` if
    columns are unknown or repeated.
    """
    ignored = _ignored(names, terms)
    if unknown := [
        name for name in names if folded(name) not in ignored and name not in MEANT and name not in INFORMATIVE
    ]:
        separated = _separated(names, terms)
        raise UnusableImport(
            problem=f"its first line has columns that mean nothing here: {', '.join(map(repr, unknown))}.{separated} "
            f"Known are {', '.join(MEANT)}. Pass over others {terms.asked_by.skip}."
        )
    columns = tuple("" if folded(name) in ignored else name for name in names)
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise UnusableImport(problem=f"its first line names {', '.join(repeated)} more than once.")
    return columns


def _ignored(names: Sequence[str], terms: Terms) -> frozenset[str]:
    """Return the folded names of the columns that are passed over. Raises `UnusableImport` for one
    that is missing or needed.
    """
    ignored = frozenset(map(folded, terms.ignored))
    there = {folded(name) for name in names}
    if missing := sorted(name for name in terms.ignored if folded(name) not in there):
        raise UnusableImport(
            problem=f"it has no column {', '.join(map(repr, missing))} to pass over. Its columns are {', '.join(map(repr, names))}."
        )
    unneeded = _unneeded(there - ignored)
    for name in names:
        if name in _NEEDED and name not in unneeded and folded(name) in ignored:
            raise UnusableImport(
                problem=f"its column {name} can't be passed over: {_NEEDED[name]}. Name it otherwise in the file if it means something else."
            )
    return ignored


def _unneeded(left: set[str]) -> set[str]:
    """Return columns that say nothing about the rows of a file with these folded columns `left`. Of
    columns that exclude each other, either may be passed over.
    """
    if {folded(name) for name in (FROM, TO, QUANTITY)} <= left:
        return {"location", "product_id", EXPECTED, EXPECTED_COUNTED}
    if folded(DELTA) in left:
        return {EXPECTED, EXPECTED_COUNTED}
    return {EXPECTED} if folded(COUNTED) in left else {EXPECTED_COUNTED}


def _separated(header: Sequence[str], terms: Terms) -> str:
    other = next((one for one in ";\t|," if one != terms.delimiter and len(header) == 1 and one in header[0]), None)
    if other is None:
        return ""
    told = {"\t": "tab"}.get(other, f"'{other}'")
    return f" If columns are separated by {told}, {terms.asked_by.separate.format(told)}."
