"""The figures as a page: `tools/bench/results/README.md`, written anew with each run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.bench.figures import Book, Figure
from tools.bench.targets import TARGETS

INTRODUCTION = """\
Written by `make bench`: the median of several runs, their lowest and highest, and the floor, which is what PostgreSQL alone
did for as many clients in the same minutes. How each is measured stands in [docs/performance.md](../../docs/performance.md)."""
TITLES = {
    "core": "The write path: `apply` in batches",
    "line": "The line: from Kafka to done, and to `inventory.events`",
    "api": "The API",
    "sweep": "The sweep",
    "scale": "Growth: a small shop and a large one in turns",
    "distance": "The database at a distance",
    "memory": "Memory: the largest process of each kind, and all of PostgreSQL",
    "floor": "The floor: PostgreSQL alone, under pgbench",
}


def write(book: Book, charts: Sequence[Path], directory: Path) -> Path:
    """Write the page. Returns the file."""
    described = ", ".join(f"{name} {value}" for name, value in book.machine.items())
    parts = [
        "# Figures",
        INTRODUCTION,
        f"Measured on: {described}. Load generator and servers share that machine.",
        *(f"![{path.stem}]({path.name})" for path in charts),
    ]
    parts += ["## Targets", _targets(book.figures)]
    for prefix, title in TITLES.items():
        rows = {name: figure for name, figure in book.figures.items() if name.split(".")[0] == prefix}
        if rows:
            parts += [f"## {title}", _table(rows)]
    path = directory / "README.md"
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def _targets(figures: dict[str, Figure]) -> str:
    lines = ["| figure | target | median | unit | met |", "|---|---|---:|---|---|"]
    for target in TARGETS:
        if target.known(figures):
            figure = figures[target.name]
            met = "yes" if target.met(figures) else "**no**"
            lines.append(f"| `{target.name}` | {target.told} | {_shown(figure.median)} | {figure.unit} | {met} |")
    return "\n".join(lines)


def _table(rows: dict[str, Figure]) -> str:
    lines = ["| figure | median | lowest | highest | unit | floor |", "|---|---:|---:|---:|---|---:|"]
    lines += [
        f"| `{name}` | {_shown(row.median)} | {_shown(row.min)} | {_shown(row.max)} | {row.unit} | {_shown(row.floor)} |"
        for name, row in sorted(rows.items(), key=lambda item: _in_order(item[0]))
    ]
    return "\n".join(lines)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts `batch_8` before `batch_64`."""
    words = name.replace(".", "_").split("_")
    return [(int(word), "") if word.isdigit() else (0, word) for word in words]


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.5g}" if value < 100_000 else f"{value:,.0f}"  # noqa: PLR2004
