"""`python -m tests.compare BEFORE AFTER`: compare two lists of tests, so that none is lost when
tests are moved.

The lists are the output of `pytest --collect-only -q`. A test that is gone from its file and has
come up in another, under the same name and parameters, has moved. The exit status is 1 when a test
is gone.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Difference:
    """The tests of a list, sorted by their fate."""

    kept: int
    moved: list[tuple[str, str]]
    gone: list[str]
    new: list[str]


def compare(before: Iterable[str], after: Iterable[str]) -> Difference:
    earlier, later = _tests(before), _tests(after)
    gone, new = sorted(earlier - later), sorted(later - earlier)
    places: dict[str, list[str]] = defaultdict(list)
    for test in new:
        places[_name(test)].append(test)
    moved = [(test, places[_name(test)].pop(0)) for test in gone if places[_name(test)]]
    left, came = {test for test, _ in moved}, {test for _, test in moved}
    return Difference(
        kept=len(earlier & later),
        moved=moved,
        gone=[test for test in gone if test not in left],
        new=[test for test in new if test not in came],
    )


def _tests(lines: Iterable[str]) -> set[str]:
    return {line.strip() for line in lines if "::" in line}


def _name(test: str) -> str:
    return test.partition("::")[2]


def main(arguments: Sequence[str]) -> int:
    before, after = (Path(file).read_text(encoding="utf-8").splitlines() for file in arguments)
    found = compare(before, after)
    print(f"{found.kept} kept, {len(found.moved)} moved, {len(found.gone)} gone, {len(found.new)} new")  # noqa: T201
    for title, lines in (
        ("moved", [f"{old} -> {new.partition('::')[0]}" for old, new in found.moved]),
        ("gone", found.gone),
        ("new", found.new),
    ):
        print(*(f"{title}: {line}" for line in lines), sep="\n")  # noqa: T201
    return int(bool(found.gone))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
