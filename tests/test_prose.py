"""Hold docstrings, comments and documents to CONTRIBUTING.md (figures: `python -m tests.prose`)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.prose import ROOT, Figures, Passage, documents, folders, offences, passages

FIRST_COMMIT = "4fd66e023a09cf6fbe7bffbf77fb8eea48fffed1"
"""The rule of 72 columns holds for the subjects of later commits."""
MAX_SUBJECT = 72


def of(name: str) -> Figures:
    paths = folders().get(name) or [documents()[name]]
    return Figures.of([one for path in paths for one in passages(path)])


@pytest.mark.parametrize("name", sorted([*folders(), *documents()]))
def test_prose_keeps_the_rules(name: str) -> None:
    faults = of(name).faults()

    assert not faults, f"{name}: {', '.join(faults)}\n" + "\n".join(offences(name))


def test_the_subjects_of_new_commits_fit_into_a_line() -> None:
    log = subprocess.run(
        ["git", "log", "--no-merges", "--format=%h %s", f"{FIRST_COMMIT}..HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if log.returncode:
        pytest.skip("needs the history of the repository")

    assert [line for line in log.stdout.splitlines() if len(line.partition(" ")[2]) > MAX_SUBJECT] == []


def test_each_rule_can_be_broken() -> None:
    def faults(text: str) -> list[str]:
        return Figures.of([Passage(Path(), 1, text, is_docstring=True)]).faults()

    assert not faults("Return the stock of a SKU.")
    assert not faults("Return `what; whether; which` as it stands.")
    assert "open with" in faults("Whether it waits.")[0]
    assert "semicolons" in faults("Return it; lock it.")[0]
    assert "free relatives" in faults("Tell what it is, and whether it waits.")[0]
    assert "cites" in faults("Return it (design section 4).")[0]
    assert "wider" in faults(f"Return {'the stock ' * 10}.")[0]


def test_a_module_is_read_whole(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    wide = f"    {'words ' * 17}."
    module.write_text(
        f'"""First.\n\n{wide}\n"""\nX = 1\n"""Second."""\n\n\ndef f():\n    """Third."""\n    # Why\n    # so.\n'
    )

    found = passages(module)

    assert [one.text.partition("\n")[0].strip() for one in found if one.is_docstring] == ["First.", "Second.", "Third."]
    assert [one.text for one in found if not one.is_docstring] == ["    # Why\n    # so."]
    assert [one.wide_lines for one in found] == [1, 0, 0, 0]
