"""Hold docs/errors.md to the code."""

from __future__ import annotations

import re
from pathlib import Path

from api.contract import limits
from api.contract.problems.table import PROBLEMS
from inventory.boundary.bounded_json import MAX_NESTING
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES
from inventory.domain.commands import MAX_LINES, MAX_QUANTITY

PAGE = (Path(__file__).parents[3] / "docs" / "errors.md").read_text()


def test_every_code_is_listed_with_its_status_meaning_and_remedy() -> None:
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in PAGE.splitlines() if "`" in line[:3]]
    table = [row for row in rows if len(row) == 4]

    assert table == [[f"`{one.code}`", str(one.status), one.meaning, one.remedy] for one in PROBLEMS]


def test_every_limit_is_listed() -> None:
    limited = {name: value for name, value in vars(limits).items() if name.isupper()}
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", PAGE.partition("## Limits")[2])}

    assert f"| its nesting | {MAX_NESTING} levels |" in PAGE
    assert {*limited.values(), MAX_LINES, MAX_QUANTITY, MAX_IDENTIFIER_BYTES} <= told
