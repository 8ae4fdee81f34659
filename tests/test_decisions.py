"""Hold the decision records to their form: title, status and date, and a row of the index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).parents[1] / "docs/adr").glob("0*.md"))
INDEX = (Path(__file__).parents[1] / "docs/adr/README.md").read_text(encoding="utf-8")
HEAD = re.compile(
    r"# (?P<number>\d{4}) (?P<title>[^\n]+)\n\n"
    r"Status: accepted, (?P<date>\d{4}-\d{2}-\d{2})\."
    r"(?: Superseded (?P<part>in part )?by \[ADR \d+\]\((?P<by>\d{4})-[\w-]+\.md\)\.)?\n\n"
)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name[:4])
def test_a_record_has_its_number_status_and_date_and_a_row(path: Path) -> None:
    head = HEAD.match(path.read_text(encoding="utf-8"))

    assert head, (
        f"{path.name} begins with '# NUMBER TITLE', and then 'Status: accepted, YYYY-MM-DD.' (docs/adr/README.md)"
    )
    assert head["number"] == path.name[:4]
    status = f"superseded {head['part'] or ''}by {head['by']}" if head["by"] else "accepted"
    assert f"| [{head['number']}]({path.name}) | {head['title']} | {status} | {head['date']} |" in INDEX


def test_the_index_is_sorted_and_has_no_other_row() -> None:
    assert re.findall(r"^\| \[(\d{4})\]", INDEX, re.MULTILINE) == [path.name[:4] for path in RECORDS]
