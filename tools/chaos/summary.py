"""A run on half a screen: the faults, the checks, the numbers of requests and events, the time of
the recovery, and the verdict.
"""

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tools.chaos.checks.evidence import AT_REST
from tools.chaos.load.client_log import KAFKA, Fate
from tools.chaos.run import Outcome
from tools.chaos.schedule import missing
from tools.shop.verdict import RIGHT, WRONG, Check


def show(console: Console, seed: int, outcome: Outcome, checks: Sequence[Check]) -> None:
    """Print the tables and the verdict."""
    console.print(_faults(outcome))
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    for check in checks:
        table.add_row(WRONG if check.problems else RIGHT, check.title, Text(check.figures, style="dim"))
    console.print(table)
    first = next((check for check in checks if check.problems), None)
    told = "All right." if first is None else f"First broken: {first.title}."
    console.print(f"\n[bold]{told}[/bold] {verdict(seed, outcome)}", style="green" if first is None else "red")


def verdict(seed: int, outcome: Outcome) -> str:
    """Return the figures of the run in one line."""
    evidence = outcome.evidence
    asked = [one for one in evidence.exchanges if one.client not in {AT_REST, KAFKA}]
    fates = Counter(one.fate for one in asked)
    inflicted = sum(one.not_here is None for one in outcome.struck)
    copies = sum(one.copies for one in evidence.produced)
    return (
        f"Seed {seed}: {inflicted} faults; {len(asked):,} requests, {fates[Fate.ACKNOWLEDGED]:,} acknowledged, "
        f"{fates[Fate.REFUSED]:,} refused, {fates[Fate.UNTOUCHED]:,} turned away, {fates[Fate.UNKNOWN]:,} unknown; "
        f"{len(evidence.events):,} events sent {copies:,} times; {len(evidence.heard.announcements):,} announcements and "
        f"{evidence.heard.repeats:,} repeats; drained {evidence.drained.seconds:.1f} s after the last fault."
    )


def _faults(outcome: Outcome) -> Table:
    struck = outcome.struck
    table = Table(title="Faults", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("fault", "times", "at second"):
        table.add_column(heading)
    for name in sorted({one.name for one in struck}):
        of_kind = [one for one in struck if one.name == name]
        why = next((one.not_here for one in of_kind if one.not_here), None)
        times = ", ".join(f"{one.at:.0f}" for one in of_kind)
        table.add_row(name, "-" if why else str(len(of_kind)), why or times)
    if left_out := missing(struck, outcome.broker):
        table.add_row("left out", "", ", ".join(left_out))
    return table
