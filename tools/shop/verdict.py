"""The verdict on a run: checks, the problems that they found, and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

PROBLEMS_SHOWN = 10
RIGHT, WRONG = Text("✓", style="green"), Text("✗", style="bold red")


@dataclass(frozen=True, slots=True)
class Problem:
    """One difference between the state that was expected and the state that was found."""

    subject: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must be true, in words and figures. It is true if there are no `problems`."""

    title: str
    figures: str
    problems: tuple[Problem, ...]


def show_problems(console: Console, checks: Sequence[Check]) -> None:
    """Print each check that failed, with its first `PROBLEMS_SHOWN` problems."""
    for check in checks:
        if not check.problems:
            continue
        console.print(f"\n[bold red]✗ {check.title}[/bold red]")
        problems = new_table()
        for heading in ("of", "expected", "found"):
            problems.add_column(heading, overflow="fold")
        for problem in check.problems[:PROBLEMS_SHOWN]:
            problems.add_row(*(Text(cell) for cell in (problem.subject, problem.expected, problem.found)))
        if (more := len(check.problems) - PROBLEMS_SHOWN) > 0:
            problems.add_row(f"and {more:,} more", "", "")
        console.print(problems)


def new_table(title: str | None = None) -> Table:
    """Return an empty table in the common style."""
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
