"""A server is waited for until it answers, and is not asked after that."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tools.devstack.processes.children import NotReady
from tools.devstack.servers.server import Server


class Answering(Server):
    """A process that answers as the test says."""

    name: ClassVar = "answering"
    url: ClassVar = ""

    def __init__(self, directory: Path, answers: list[bool], code: str = "input()") -> None:
        super().__init__(directory)
        self._answers = iter(answers)
        self._code = code

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-c", self._code]

    def prepare(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)

    def is_ready(self) -> bool:
        return next(self._answers, False)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[Answering]]:
    servers: list[Answering] = []
    yield servers
    for server in servers:
        server.stop()


def test_one_that_has_answered_is_ready_whatever_it_answers_next(tmp_path: Path, started: list[Answering]) -> None:
    """So does PostgreSQL that replays a backup: it answers, and refuses the next connection."""
    server = Answering(tmp_path, [False, True, False], "import time; time.sleep(60)")
    started.append(server)
    server.start()
    server.wait_ready()


def test_one_that_ends_is_not(tmp_path: Path, started: list[Answering]) -> None:
    server = Answering(tmp_path, [], "raise SystemExit(3)")
    started.append(server)
    server.start()
    with pytest.raises(NotReady, match="ended with status 3"):
        server.wait_ready()
