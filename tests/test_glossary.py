"""Hold docs/glossary.md to the code: its names exist, and the names that it gave up do not come
back.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
GLOSSARY = " ".join((ROOT / "docs/glossary.md").read_text().split())
PRODUCT = ("inventory", "tasks", "bridge", "api", "console")

STILL_TWICE = {
    *("DatabaseUnavailable", "Kind", "Terms"),
}
"""Class names that two modules of the product have, without being a table or a published form."""


@cache
def names() -> frozenset[str]:
    """Return the classes and the constants at the top of every module of the product."""
    found: set[str] = set()
    for folder in PRODUCT:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.parse(path.read_text()).body:
                match node:
                    case ast.ClassDef(name=name):
                        found.add(name)
                    case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                        found.add(name)
                    case _:
                        pass
    return frozenset(found)


def told(label: str) -> set[str]:
    """Return the names in backticks that follow `*label*:` up to the end of the sentence."""
    parts = re.findall(rf"\*{label}\*:([^*]*?)\.(?=\s|$)", GLOSSARY)
    return {name for part in parts for name in re.findall(r"`([A-Z]\w*)`", part)}


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    assert told("Code") - names() == set()


def test_names_that_were_given_up_are_gone() -> None:
    assert told("Not called") & names() == set()


def test_both_columns_are_read() -> None:
    assert {"Shelf", "Reservation"} <= told("Code")
    assert {"Level", "Place"} <= told("Not called")


def test_no_class_name_stands_twice_but_those_told() -> None:
    told_ = set(re.findall(r"`([A-Z]\w*)`", GLOSSARY.partition("## Names that stand twice")[2]))
    found = Counter(
        node.name
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert {name for name, times in found.items() if times > 1} - told_ - STILL_TWICE == set()
