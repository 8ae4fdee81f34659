"""Somebody at the command line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from click.testing import CliRunner, Result

from inventory.cli.root import commands
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, StateSupply
from inventory.domain.locations import LocationSettings
from inventory.write_path.apply import HoldTimes, apply
from inventory.write_path.locations import set_up
from tools.devstack.processes.children import wait_until

MAIN = "from inventory.cli import main; main()"


def heard_of(database: Database, *skus: str, location: str = "main") -> None:
    """Have the catalogue state these SKUs, 5 of each, as events from an older version are applied:
    under any names.
    """
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with database.transaction() as session:
        supplies = [StateSupply(sku, sku, 5, at, Cause("/catalog"), location) for sku in dict.fromkeys(skus)]
        apply(session, supplies, now=now(session), holds=HoldTimes())


def open_location(database: Database, name: str) -> None:
    """Set a location up, as people do before they put anything there."""
    with database.transaction() as session:
        set_up(session, name, LocationSettings())


def wait_for(condition: Callable[[], bool], what: str, seconds: float) -> None:
    assert wait_until(condition, seconds=seconds), f"in {seconds} s not: {what}"


@dataclass(frozen=True)
class Terminal:
    directory: Path

    def run(self, *arguments: str | int, code: int = 0, **environment: str) -> Result:
        """Run a command, and see that it ends with this exit code and no traceback."""
        result = self.ended(*arguments, environment=environment)
        assert result.exit_code == code, result.output
        return result

    def seen(self, *arguments: str, code: int, shown: bool = False) -> tuple[str, bytes]:
        """Run a command before the eyes of somebody: the screen with its errors, and the text of
        its output. With `shown`, the screen shows that as well.
        """
        watched, screen = pty.openpty()
        try:
            done = subprocess.run(
                [sys.executable, "-c", MAIN, *arguments],
                cwd=self.directory,
                env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
                stdout=screen if shown else subprocess.PIPE,
                stderr=screen,
                check=False,
            )
            seen = os.read(watched, 100_000).decode()
        finally:
            os.close(screen)
            os.close(watched)
        assert done.returncode == code, seen
        return seen, done.stdout or b""

    def ended(
        self, *arguments: str | int, stdin: bytes | None = None, environment: Mapping[str, str] | None = None
    ) -> Result:
        """Run a command, however it ends, but not with a traceback."""
        result = CliRunner().invoke(
            commands, [str(one) for one in arguments], stdin, prog_name="inventory", env=environment or None
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def json(self, *arguments: str | int, code: int = 0) -> Any:
        """Run a command with `--json` and read its answer."""
        return orjson.loads(self.run(*arguments, "--json", code=code).stdout)

    def refused(self, *arguments: str | int, code: int = 1) -> Any:
        """Run a command with `--json` that must fail, and read its error."""
        return orjson.loads(self.run(*arguments, "--json", code=code).stderr)["error"]

    def process(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command as a process of its own, with the environment of this one. It can be
        interrupted, as at a terminal: a background program of a shell ignores SIGINT, and hands
        that down.
        """
        return subprocess.Popen(
            ["env", "--default-signal=INT", sys.executable, "-c", MAIN, *arguments],
            cwd=self.directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def file(self, name: str, *lines: str) -> str:
        """Write a file and return its name."""
        (self.directory / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return name

    def on_hand(self, sku: str) -> dict[str, int]:
        (item,) = self.json("stock", "show", sku)["items"]
        return {row["location"]: row["quantity_on_hand"] for row in item["locations"]}
