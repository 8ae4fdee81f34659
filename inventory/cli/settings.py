"""`inventory settings`."""

from __future__ import annotations

import click

from inventory.cli.terminal.output import json_option, print_json
from inventory.settings import documented


@click.command()
@json_option
def settings(*, as_json: bool) -> None:
    """List every setting with its default and its meaning. Prints a Markdown table."""
    if as_json:
        print_json([setting._asdict() for setting in documented()])
        return
    click.echo("| variable | default | meaning |\n|---|---|---|")
    for variable, default, meaning, _ in documented():
        shown = "(required)" if default is None else f"`{default}`" if default else "(none)"
        click.echo(f"| `{variable}` | {shown} | {meaning} |")
