"""Measure the prose of the repository: docstrings and comments by folder, documents by file.

`python -m tests.prose` prints the figures of everything, `python -m tests.prose inventory/domain`
prints each passage of that folder that counts against it.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
CODE = ("inventory", "tasks", "bridge", "api", "console", "migrations", "tools", "tests")
MAX_COLUMNS = 100
OPENING = re.compile(r"(What|Whether|Which|Who|Whose|How|Where|When)(ever)?\b")
FREE_RELATIVE = re.compile(
    r"\b(what(ever)?|who(m|mso|so)?ever|which(ever)?|whether|those (that|who|which))\b", re.IGNORECASE
)
ABSENT = re.compile(r"\b(the design|design,? sections?)\b")
"""A document that is not in the repository. Its content stands in docs/."""
WORD = re.compile(r"[A-Za-z][\w'-]*")
QUOTED = re.compile(r"``[^`]*``|`[^`]*`")


class Passage(NamedTuple):
    """One docstring, one run of comment lines, or one paragraph of a document."""

    path: Path
    line: int
    text: str
    is_docstring: bool = False

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"

    @property
    def plain(self) -> str:
        """Return the words alone, without code in backticks."""
        return QUOTED.sub(" ", self.text)

    @property
    def opens_with_a_question(self) -> bool:
        return self.is_docstring and bool(OPENING.match(self.text.lstrip()))

    @property
    def semicolons(self) -> int:
        return self.plain.count(";") if self.is_docstring else 0

    @property
    def wide_lines(self) -> int:
        """Count the wide lines that could be broken outside of code."""
        solid = QUOTED.sub(lambda code: re.sub(r"[^\n]", "x", code[0]), self.text)
        return sum(len(line) > MAX_COLUMNS and " " in line.strip()[:MAX_COLUMNS] for line in solid.splitlines())

    @property
    def absent(self) -> int:
        return len(ABSENT.findall(self.plain))

    @property
    def relatives(self) -> int:
        return len(FREE_RELATIVE.findall(self.plain))


class Figures(NamedTuple):
    """Sums over the passages of one folder or document."""

    docstrings: int
    words: int
    openings: int
    semicolons: int
    relatives: int
    wide_lines: int
    absent: int

    @classmethod
    def of(cls, passages: list[Passage]) -> Figures:
        return cls(
            docstrings=sum(each.is_docstring for each in passages),
            words=sum(len(WORD.findall(each.plain)) for each in passages),
            openings=sum(each.opens_with_a_question for each in passages),
            semicolons=sum(each.semicolons for each in passages),
            relatives=sum(each.relatives for each in passages),
            wide_lines=sum(each.wide_lines for each in passages),
            absent=sum(each.absent for each in passages),
        )

    @property
    def openings_percent(self) -> float:
        return 100 * self.openings / max(self.docstrings, 1)

    @property
    def relatives_percent(self) -> float:
        return 100 * self.relatives / max(self.words, 1)

    def faults(self) -> list[str]:
        """Return a sentence for each rule that is broken. Short prose may have one free
        relative.
        """
        faults = []
        if self.openings_percent > 3:
            faults.append(
                f"{self.openings} of {self.docstrings} docstrings open with What, Whether, Which, Who, How, …"
            )
        if self.semicolons:
            faults.append(f"{self.semicolons} semicolons in docstrings")
        if self.relatives_percent > 0.8 and self.relatives > 1:
            faults.append(f"{self.relatives} free relatives in {self.words} words, {self.relatives_percent:.1f} in 100")
        if self.wide_lines:
            faults.append(f"{self.wide_lines} lines of prose wider than {MAX_COLUMNS}")
        if self.absent:
            faults.append("cites a design that is not in the repository")
        return faults


@cache
def folders() -> dict[str, list[Path]]:
    """Return the modules of each folder of the code, those of its subfolders apart.

    Migrations are left out: one that was released is never edited.
    """
    found: dict[str, list[Path]] = {}
    for root in CODE:
        for path in sorted((ROOT / root).rglob("*.py")):
            if not {".venv", "node_modules", "__pycache__", "versions"} & set(path.parts):
                found.setdefault(str(path.parent.relative_to(ROOT)), []).append(path)
    return found


@cache
def documents() -> dict[str, Path]:
    """Return the documents. Decision records and their index are left out."""
    paths = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
    return {str(path.relative_to(ROOT)): path for path in paths if path.parent.name != "adr"}


def passages(path: Path) -> list[Passage]:
    """Return the passages of a module or a document."""
    text = path.read_text()
    return list(_of_document(path, text) if path.suffix == ".md" else _of_module(path, text))


def _of_module(path: Path, text: str) -> Iterator[Passage]:
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        for statement in getattr(node, "body", ()) if not isinstance(node, ast.Lambda | ast.IfExp) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str() as said) as constant):
                    # As it stands in the file, so that its width counts. The first line opens with
                    # the quotes.
                    stands = "\n".join(lines[constant.lineno - 1 : constant.end_lineno])
                    said = said if len(max(stands.splitlines(), key=len)) <= MAX_COLUMNS else _as_wide(said, stands)
                    yield Passage(path, constant.lineno, said, is_docstring=True)
                case _:
                    pass
    yield from _comments(path, text)


def _as_wide(said: str, stands: str) -> str:
    """Return the docstring with its lines as wide as they stand in the file."""
    first, *rest = stands.splitlines()
    return "\n".join([said.splitlines()[0].ljust(len(first)), *rest]) if said else said


def _comments(path: Path, text: str) -> Iterator[Passage]:
    first, last = 0, 0
    said: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or re.match(r"#\s*(noqa|type:|pragma|!)", token.string):
            continue
        line, column = token.start
        words = " " * column + token.string if not token.line[:column].strip() else token.string
        if said and line != last + 1:
            yield Passage(path, first, "\n".join(said))
            said = []
        if not said:
            first = line
        said.append(words)
        last = line
    if said:
        yield Passage(path, first, "\n".join(said))


def _of_document(path: Path, text: str) -> Iterator[Passage]:
    fenced, first = False, 1
    said: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        if fenced:
            continue
        if line.strip():
            first = first if said else number
            # Tables are as wide as they are, and links break no line.
            said.append(line if not line.lstrip().startswith("|") else line[:MAX_COLUMNS])
        elif said:
            yield Passage(path, first, "\n".join(said))
            said = []


def figures() -> dict[str, Figures]:
    """Return the figures of every folder of the code and of every document."""
    of_folders = {
        name: Figures.of([one for path in paths for one in passages(path)]) for name, paths in folders().items()
    }
    return of_folders | {name: Figures.of(passages(path)) for name, path in documents().items()}


def report() -> Iterator[str]:
    """Return a line of figures for each folder and document, one after the other."""
    yield f"{'':44} docstr  words  open%  semi  rel/100  wide"
    for name, one in figures().items():
        numbers = f"{one.docstrings:6} {one.words:6} {one.openings_percent:6.1f} {one.semicolons:5} {one.relatives_percent:8.2f}"
        yield f"{name:44} {numbers} {one.wide_lines:5}{'' if one.faults() else '  passes'}"


def offences(name: str) -> Iterator[str]:
    """Return each passage of a folder or a document that counts against it."""
    paths = folders().get(name) or [documents()[name]]
    for one in (passage for path in paths for passage in passages(path)):
        what = {"opens with a question": one.opens_with_a_question, "semicolon": one.semicolons}
        what |= {"free relative": one.relatives, "wide": one.wide_lines, "cites": one.absent}
        if any(what.values()):
            yield f"{one.place}: {', '.join(fault for fault, broken in what.items() if broken)}\n    {one.text.strip()}"


if __name__ == "__main__":
    for wanted in sys.argv[1:] or [""]:
        print("\n".join(offences(wanted.rstrip("/")) if wanted else report()))  # noqa: T201
