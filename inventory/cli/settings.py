"""`inventory settings`."""

from __future__ import annotations

import click

from inventory.settings import documented


@click.command()
def settings() -> None:
    """List every setting, its default and what it means, as a Markdown table."""
    click.echo("| variable | default | meaning |\n|---|---|---|")
    for variable, default, meaning in documented():
        shown = "(required)" if default is None else f"`{default}`" if default else "(none)"
        click.echo(f"| `{variable}` | {shown} | {meaning} |")
