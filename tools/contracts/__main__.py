"""`python -m tools.contracts`: write the schemas and the AsyncAPI document below `docs/events/`."""

from __future__ import annotations

import click

from tools.contracts.documents import EVENTS, write


@click.command()
def main() -> None:
    """Write the generated files below docs/events/, and print each path that changed or is gone."""
    for path in write():
        click.echo(path.relative_to(EVENTS.parents[1]))


if __name__ == "__main__":
    main()
