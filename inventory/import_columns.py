"""The first line of an import file, and what holds for all its rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inventory.commands import AdjustmentReason, Cause
from inventory.import_records import UnusableImport

COUNT, DELTA, EXPECTED = "quantity_on_hand", "delta", "expected_quantity_on_hand"
MEANT = ("sku", "location", COUNT, DELTA, EXPECTED, "reference", "product_id")
Key = Literal["sku", "location", "reference", "product_id"]
KEYS: tuple[Key, ...] = ("sku", "location", "reference", "product_id")
QUANTITIES = {COUNT, DELTA, EXPECTED}
LINE, PROBLEM = "line", "rejected_because"
INFORMATIVE = frozenset(
    {
        "quantity_reserved",
        "quantity_available",
        "quantity_shortfall",
        "low_stock_threshold",
        "last_updated_at",
        LINE,
        PROBLEM,
    }
)
"""Columns that an export or a file of rejected rows has for people to read; an import passes over them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every row: who asks (`cause`), why, for which document, and whether a count may overwrite.

    For counts `reference` None takes the digest of the file's content, and `reason` None takes `cycle_count`. Changes need
    both: a corrected file has another digest, and what it still has of the first one would be moved again.

    A count sheet, which has expectations, names what is known; only with `create` may it make stock rows.
    """

    cause: Cause
    reason: AdjustmentReason | None = None
    reference: str | None = None
    note: str | None = None
    overwrite: bool = False
    create: bool = False
    delimiter: str = ","
    ignored: frozenset[str] = frozenset()
    """Columns that are passed over."""


def column_name(text: str) -> str:
    """Return the name of a column as it is told here: what people write as `Quantity on hand` is `quantity_on_hand`."""
    return re.sub(r"[\s_-]+", "_", text.strip("\ufeff \t\u00a0").lower())


def columns_of(header: Sequence[str], terms: Terms) -> tuple[str, ...]:
    columns = tuple("" if (name := column_name(cell)) in terms.ignored else name for cell in header)
    if unknown := [
        name for name in columns if name not in MEANT and name not in INFORMATIVE and (name or not terms.ignored)
    ]:
        separated = _separated(header, terms)
        raise UnusableImport(
            problem=f"its first line has columns that mean nothing here: {', '.join(map(repr, unknown))}.{separated} "
            f"Known are {', '.join(MEANT)}. Pass over others with --ignore-column."
        )
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise UnusableImport(problem=f"its first line names {', '.join(repeated)} more than once.")
    if "sku" not in columns or (COUNT in columns) == (DELTA in columns):
        raise UnusableImport(problem=f"its first line must name sku and one of {COUNT} (counts) and {DELTA} (changes).")
    if EXPECTED in columns and (DELTA in columns or terms.overwrite):
        raise UnusableImport(problem=f"{EXPECTED} is for counts that must not overwrite anything else: leave one out.")
    if DELTA in columns and terms.overwrite:
        raise UnusableImport(problem="only counts can overwrite, and its rows are changes.")
    if DELTA in columns and (terms.reason is None or (terms.reference is None and "reference" not in columns)):
        raise UnusableImport(problem="its rows are changes: a reason and a reference must be named for them.")
    return columns


def _separated(header: Sequence[str], terms: Terms) -> str:
    other = next((one for one in ";\t|," if one != terms.delimiter and len(header) == 1 and one in header[0]), None)
    if other is None:
        return ""
    told = {"\t": "tab"}.get(other, f"'{other}'")
    return f" If columns are separated by {told}, say --delimiter {told}."
