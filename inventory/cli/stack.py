"""`inventory up` and `inventory demo`: the whole service on one machine.

The embedded servers are no part of the service, so this only hands over to them where they are installed.
"""

from __future__ import annotations

from importlib.util import find_spec

import click

from inventory.cli.terminal import interrupts


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def up(arguments: tuple[str, ...]) -> None:
    """Run the whole service here on embedded PostgreSQL, Redis and Kafka, until Ctrl-C."""
    _hand_over("up", arguments)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def demo(arguments: tuple[str, ...]) -> None:
    """Play a day at a shop on a stack of its own, and check that everything adds up."""
    _hand_over("demo", arguments)


def _hand_over(name: str, arguments: tuple[str, ...]) -> None:
    if find_spec("tools") is None:
        raise click.ClickException(f"`inventory {name}` needs a checkout of the project: run `make {name}` there.")
    interrupts.become("tools.devstack.__main__", [name, *arguments])
