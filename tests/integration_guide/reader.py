"""Somebody who follows a guide from top to bottom, in one shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.terminal import MAIN
from tests.integration_guide.guide import DOCS, differences, steps
from tests.preloaded import stand_in
from tools.devstack.stack import Stack

PROJECT = DOCS.parent
END = "end of a step, status"


class Shell:
    """One bash for all steps, so that the variables of a step are there for the next."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout

    def run(self, commands: str) -> str:
        """Return their text on both outputs. Fails if the last of them fails."""
        self._input.write(f"{{\n{commands}\n}} < /dev/null 2>&1\nprintf '\\n%s %d\\n' '{END}' $?\n")
        self._input.flush()
        printed: list[str] = []
        for line in self._output:
            if ended := re.fullmatch(rf"{END} (\d+)\n", line):
                assert ended[1] == "0", f"status {ended[1]}: {''.join(printed)}"
                return "".join(printed).removesuffix("\n")
            printed.append(line)
        raise AssertionError(f"the shell ended: {''.join(printed)}")


@contextmanager
def shell(stack: Stack, directory: Path) -> Iterator[Shell]:
    endpoints = stack.endpoints
    commands = directory / "commands"
    commands.mkdir()
    stand_in(commands / "inventory", MAIN)
    environment = os.environ | {
        "PATH": f"{commands}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PROJECT": str(PROJECT),
        "INVENTORY": endpoints.api_url,
        "KAFKA": endpoints.kafka_bootstrap_servers,
        "DATABASE_URL": stack.owner_url,
    }
    with subprocess.Popen(
        ["bash", "--norc"], cwd=directory, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Shell(process)
        finally:
            process.kill()


def follow(guide: Path, stack: Stack, directory: Path, *, prepared: str = "") -> None:
    """Run each block of the guide, after the commands of somebody who `prepared` for it. Fails
    where an answer is not as the guide shows it.
    """
    with shell(stack, directory) as reader:
        if prepared:
            reader.run(prepared)
        for step in steps(guide):
            printed = reader.run(step.commands)
            found = differences(step, printed)
            assert not found, f"{guide.name}, line {step.line}: {found}\n{step.commands}\n{printed}"
