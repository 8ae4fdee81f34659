"""The `inventory` command. What it takes to load it is loaded in `main`, where Ctrl-C is already answered."""

from __future__ import annotations

from inventory.cli import interrupts

__all__ = ["main"]


def main() -> None:
    """Run the command line. Its name is fixed, because shell completion is asked for under it."""
    interrupts.end_at_once()
    from inventory.cli.root import commands  # noqa: PLC0415 - takes most of a second

    commands(prog_name="inventory")
