"""All metrics that the processes of the service export. `docs/metrics.md` shows this list."""

from __future__ import annotations

from inventory.metrics import of_api, of_bridge, of_console, of_several, of_tasks
from inventory.metrics.declared import Declared, Process

CATALOGUE: tuple[Declared, ...] = (*of_several.ALL, *of_bridge.ALL, *of_tasks.ALL, *of_api.ALL, *of_console.ALL)


def exported_by(process: Process) -> dict[str, Declared]:
    """Return the metrics of a process by name."""
    return {one.name: one for one in CATALOGUE if process in one.processes}


def table() -> str:
    """Return the table of `docs/metrics.md`."""
    rows = ["| metric | kind | labels | processes | meaning |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *(_row(one) for one in CATALOGUE)])


def _row(one: Declared) -> str:
    labels = ", ".join(f"`{label}`" for label in one.labels)
    meaning = f"{one.meaning}. If {one.when}." if one.when else f"{one.meaning}."
    return f"| `{one.name}` | {one.kind} | {labels} | {', '.join(one.processes)} | {meaning} |"


if __name__ == "__main__":
    print(table())  # noqa: T201 - for docs/metrics.md
