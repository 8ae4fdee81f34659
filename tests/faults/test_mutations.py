"""The breaks can still be made, each is told in README.md, and the tests that must catch them
exist.
"""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.faults import changed, mutate
from tests.faults.mutations import MUTATIONS, Edit
from tests.faults.points import POINTS
from tools.devstack import PROJECT

README = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


@cache
def text_of(file: str) -> str:
    return (PROJECT / file).read_text(encoding="utf-8")


@cache
def parsed(file: str) -> ast.Module:
    return ast.parse(text_of(file))


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_text_that_is_broken_stands_where_it_is_said_to(name: str) -> None:
    for edit in MUTATIONS[name].edits:
        assert text_of(edit.file).count(edit.old) == 1, f"{edit.file}:\n{edit.old}"
        assert edit.new != edit.old


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_tests_that_must_catch_it_exist(name: str) -> None:
    for target in MUTATIONS[name].caught_by:
        file, *path = target.partition("[")[0].split("::")
        parameter = target.partition("[")[2].removesuffix("]")
        scope = parsed(file).body
        for part in path:
            found = [node for node in scope if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == part]
            assert found, f"{target}: there is no {part}"
            scope = found[0].body
        assert not parameter or parameter in POINTS


@pytest.mark.parametrize("guarantee", [f"G{number}" for number in range(1, 10)])
def test_each_guarantee_is_broken_and_told(guarantee: str) -> None:
    assert f"| {guarantee} " in README
    assert [name for name, mutation in MUTATIONS.items() if mutation.guarantee == guarantee]


def test_each_break_is_told() -> None:
    assert not [name for name in MUTATIONS if f"| {name} |" not in README]


def test_words_that_no_break_has_run_no_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a target, pytest would run all of them."""
    monkeypatch.setattr(mutate, "_tried", None)

    run = CliRunner().invoke(mutate.main, ["no", "such", "break"])

    assert (run.exit_code, run.output) == (1, "no break has all of these words in its name\n")


@pytest.mark.parametrize(
    ("file", "shares"),
    [
        ("inventory/domain/batch.py", True),
        ("migrations/env.py", False),
        ("inventory/database/tables/__init__.py", False),
    ],
)
def test_a_break_of_what_makes_the_data_makes_it_anew(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shares: bool
) -> None:
    """Else a broken migration would pass for one that is noticed by no test."""
    told: list[bool] = []

    def run(_project: Path, _targets: object, shared: dict[str, str]) -> mutate.Result:
        told.append(bool(shared))
        return mutate.Result()

    monkeypatch.setattr(mutate, "_run", run)
    monkeypatch.setattr(mutate, "_copy", lambda *_: None)  # 2,000 files, once is enough: see below
    mutate._tried([Edit(file, text_of(file), "")], [], tmp_path)
    assert told == [shares]


def test_a_copy_is_the_project_with_the_break(tmp_path: Path) -> None:
    file, other = "inventory/domain/batch.py", "inventory/domain/outcome.py"

    mutate._copy(tmp_path, [Edit(file, text_of(file), "broken = True\n")])

    assert (tmp_path / file).read_text(encoding="utf-8") == "broken = True\n"
    assert (tmp_path / other).read_text(encoding="utf-8") == text_of(other)


def test_of_what_has_changed_a_bounded_number_is_broken_again() -> None:
    names = changed.of_changed_code(MUTATIONS, {"inventory/write_path/locks.py", "README.md"}, most=3)
    assert len(set(names)) == 3
    assert all("inventory/write_path/locks.py" in {edit.file for edit in MUTATIONS[name].edits} for name in names)
    assert changed.of_changed_code(MUTATIONS, {"README.md"}, most=3) == []


def test_what_has_changed_since_a_commit_is_what_git_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "PROJECT", tmp_path)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for number, file in enumerate(("kept", "committed")):
        (tmp_path / file).write_text(file, encoding="utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", str(number)], check=True)
    (tmp_path / "committed").write_text("again", encoding="utf-8")

    assert changed.changed_since("HEAD") == {"committed"}
    assert changed.changed_since("HEAD~1") == {"committed"}
    with pytest.raises(ValueError, match="nowhere is no commit"):
        changed.changed_since("nowhere")
