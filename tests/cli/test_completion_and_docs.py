"""Commands complete in a shell, and docs/command-line.md knows each of them with every option."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from inventory.cli.root import commands

DOCS = Path(__file__).parents[2] / "docs" / "command-line.md"
INVENTORY = Path(sys.executable).parent / "inventory"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("inventory st", {"stock"}),
        ("inventory stock ", {"adjust", "export", "import", "list", "move", "movements", "reverse", "show"}),
        ("inventory events list --state ", {"pending", "dead", "done", "superseded"}),
        ("inventory stock adjust tea --reason da", {"damaged"}),
        ("inventory stock import --d", {"--delimiter", "--dry-run"}),
    ],
)
def test_a_shell_is_offered_what_fits(words: str, offered: set[str]) -> None:
    environment = {
        "_INVENTORY_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - (not words.endswith(" "))),
    }

    done = CliRunner().invoke(commands, prog_name="inventory", env=environment)

    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    environment = {**os.environ, "_INVENTORY_COMPLETE": f"{shell}_source"}

    done = subprocess.run([INVENTORY], env=environment, capture_output=True, text=True, check=True)

    assert "_INVENTORY_COMPLETE" in done.stdout
    assert f"_INVENTORY_COMPLETE={shell}_source inventory" in DOCS.read_text()


def leaves(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from leaves(child, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(leaves(commands, "inventory"))


@pytest.mark.parametrize("path", COMMANDS)
def test_the_docs_have_every_command_and_option(path: str) -> None:
    sections = DOCS.read_text().split("\n### ")
    described = [section for section in sections if section.startswith((f"`{path}`", f"`{path} "))]

    assert len(described) == 1, f"docs/command-line.md needs a section `{path} …`"
    for parameter in COMMANDS[path].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--json":
                assert f"`{option}" in described[0] or f"{option} " in described[0] or f"{option}`" in described[0], (
                    option
                )


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_speaks_json(path: str) -> None:
    assert any("--json" in parameter.opts for parameter in COMMANDS[path].params)
