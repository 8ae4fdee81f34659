"""Charts of the figures, as PNG files beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.bench.figures import Figure

Figures = dict[str, Figure]
Line = tuple[str, Sequence[str], str]
"""Its label, the names of its figures, and its style in matplotlib."""

BATCHES = (1, 8, 64, 200, 500)
CONNECTIONS = (1, 8, 32, 128)
SIZE = (7.5, 4.2)
STYLE = {"uniform": "C0", "hot": "C3"}


def draw(figures: Figures, directory: Path) -> list[Path]:
    """Draw each chart whose figures are all there. Returns the files."""
    import matplotlib as mpl  # noqa: PLC0415 - only `make bench` installs it

    mpl.use("Agg")
    drawn = [
        _core(figures, directory),
        _api(figures, directory),
        _api_p99(figures, directory),
        _scale(figures, directory),
    ]
    return [path for path in drawn if path is not None]


def _core(figures: Figures, directory: Path) -> Path | None:
    lines: list[Line] = []
    for pattern, colour in STYLE.items():
        lines.append((f"{pattern}, 1 process", [f"core.batch_{size}.{pattern}" for size in BATCHES], f"{colour}o-"))
        two = [f"core.batch_{size}.{pattern}.2_processes" for size in BATCHES]
        lines.append((f"{pattern}, 2 processes", two, f"{colour}s--"))
    floors = {f"pgbench, {pattern}, 1 client": f"floor.{pattern}.1_clients" for pattern in STYLE}
    return _curves(
        figures, directory / "core.png", lines, floors, BATCHES, title="The write path by batch size",
        x="commands a transaction", y="commands a second",
    )  # fmt: skip


def _api(figures: Figures, directory: Path) -> Path | None:
    lines: list[Line] = []
    for pattern, colour in STYLE.items():
        lines.append((f"{pattern}", _reserves(pattern), f"{colour}o-"))
        alone = _reserves(pattern, ".without_group_commit")
        lines.append((f"{pattern}, a transaction each", alone, f"{colour}s--"))
        floor = [f"floor.reserve.{pattern}.{count}_clients" for count in CONNECTIONS]
        lines.append((f"pgbench, {pattern}", floor, f"{colour}:"))
    return _curves(
        figures, directory / "api.png", lines, {}, CONNECTIONS, title="POST /v1/reservations",
        x="connections", y="reserves a second",
    )  # fmt: skip


def _api_p99(figures: Figures, directory: Path) -> Path | None:
    lines: list[Line] = []
    for pattern, colour in STYLE.items():
        lines.append((pattern, _reserves(pattern, ".p99_ms"), f"{colour}o-"))
        alone = _reserves(pattern, ".without_group_commit.p99_ms")
        lines.append((f"{pattern}, a transaction each", alone, f"{colour}s--"))
    return _curves(
        figures, directory / "api_p99.png", lines, {}, CONNECTIONS, title="POST /v1/reservations, slowest hundredth",
        x="connections", y="milliseconds",
    )  # fmt: skip


def _reserves(pattern: str, suffix: str = "") -> list[str]:
    counts = ["" if count == 32 else f".{count}_connections" for count in CONNECTIONS]  # noqa: PLR2004 - `tools.bench.parts.api.USUAL`
    return [f"api.reserve.{pattern}{count}{suffix}" for count in counts]


def _curves(
    figures: Figures,
    path: Path,
    lines: Sequence[Line],
    levels: dict[str, str],
    positions: Sequence[int],
    *,
    title: str,
    x: str,
    y: str,
) -> Path | None:
    if not all(name in figures for _, names, _ in lines for name in names):
        return None
    import matplotlib.pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=SIZE)
    for label, names, style in lines:
        medians = [figures[name].median for name in names]
        spread = [[abs(getattr(figures[name], end) - figures[name].median) for name in names] for end in ("min", "max")]
        axes.errorbar(positions, medians, yerr=spread, fmt=style, label=label, capsize=2, markersize=4)
    for number, (label, name) in enumerate(levels.items()):
        axes.axhline(figures[name].median, label=label, color=f"C{3 * number}", linestyle=":")
    axes.set(title=title, xlabel=x, ylabel=y, xscale="log", ylim=(0, None))
    axes.set_xticks(positions, [str(position) for position in positions])
    axes.minorticks_off()
    return _saved(figure, axes, path)


def _scale(figures: Figures, directory: Path) -> Path | None:
    bars = {
        "SKUs\n1,000 → 1,000,000": "scale.skus.cost",
        "ledger\n0 → 10,000,000": "scale.ledger.cost",
        "open holds\n0 → 1,000,000": "scale.holds.cost",
        "an hour's\nchurn": "scale.churn.cost",
    }
    if not all(name in figures for name in bars.values()):
        return None
    import matplotlib.pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=SIZE)
    costs = [figures[name] for name in bars.values()]
    spread = [[abs(getattr(cost, end) - cost.median) for cost in costs] for end in ("min", "max")]
    axes.bar(list(bars), [cost.median for cost in costs], yerr=spread, capsize=3, color="C0", width=0.5)
    axes.axhline(1, color="C7", linestyle=":", label="the small shop")
    axes.axhline(1.2, color="C3", linestyle=":", label="the limit we set ourselves")
    axes.set(
        title="What an operation costs when the shop has grown", ylabel="times the cost in a small shop", ylim=(0, None)
    )
    return _saved(figure, axes, directory / "scale.png")


def _saved(figure: Any, axes: Any, path: Path) -> Path:
    axes.grid(visible=True, alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without the version of the library in it, the same figures are the same file.
    figure.savefig(path, dpi=120, metadata={"Software": None})
    return path
