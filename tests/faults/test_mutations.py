"""The breaks can still be made, each is told in README.md, and the tests that must catch them exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from devstack import PROJECT
from tests.faults.mutations import MUTATIONS
from tests.faults.points import POINTS

README = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_text_that_is_broken_stands_where_it_is_said_to(name: str) -> None:
    for edit in MUTATIONS[name].edits:
        assert (PROJECT / edit.file).read_text(encoding="utf-8").count(edit.old) == 1, f"{edit.file}:\n{edit.old}"
        assert edit.new != edit.old


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_tests_that_must_catch_it_exist(name: str) -> None:
    for target in MUTATIONS[name].caught_by:
        file, *path = target.partition("[")[0].split("::")
        parameter = target.partition("[")[2].removesuffix("]")
        scope = ast.parse((PROJECT / file).read_text(encoding="utf-8")).body
        for part in path:
            found = [node for node in scope if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == part]
            assert found, f"{target}: there is no {part}"
            scope = found[0].body
        assert not parameter or parameter in POINTS


@pytest.mark.parametrize("guarantee", [f"G{number}" for number in range(1, 9)])
def test_each_guarantee_is_broken_and_told(guarantee: str) -> None:
    assert f"| {guarantee} " in README
    assert [name for name, mutation in MUTATIONS.items() if mutation.guarantee == guarantee]


def test_each_break_is_told() -> None:
    assert not [name for name in MUTATIONS if f"| {name} |" not in README]
