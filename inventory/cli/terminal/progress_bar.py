"""Progress of a long command: on the terminal's error stream, so that its output can be piped.
Without a terminal there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Rate(ProgressColumn):
    """Rows a second: lately while it runs, over the whole run when it is done."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{rate:,.0f}/s", style="progress.data.speed")


@contextmanager
def progress(name: str, *, total: int | None = None, hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """Show a bar with count, rate and time left. Yields a function to call with the number of rows
    just done.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        disable=hidden or not console.is_terminal,
    )
    with bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.advance(task, done)
