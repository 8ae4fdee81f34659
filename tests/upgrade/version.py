"""One version of the service as processes: the code of a commit or of the working tree, run by this
interpreter.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import orjson
import pytest

from tests.tasks.local_nodes import LocalProcess
from tools.devstack import PROJECT
from tools.devstack.machine.ports import free_ports
from tools.devstack.revisions import GitFailed, extract

_SCHEMA_ERRORS = re.compile(
    r"Undefined\w+|NotNullViolation|InsufficientPrivilege|ProgrammingError|InvalidColumn\w*|DatatypeMismatch|unregistered task"
)
_DONE = re.compile(r'Task (?:initialize|reserve|confirm|release)_stock\[[^]]+\] succeeded|"logger":"tasks.batch_log"')
"""A task as a version tells its end: with a line of Celery's, or of its own (ADR 0064)."""
# Each version has its own way to run a process.
_COMMANDS = """
import json
try:
    from devstack.process_table import PROCESSES
except ModuleNotFoundError:  # a version whose tools have a folder
    from tools.devstack.processes.process_table import PROCESSES
print(json.dumps({process.name: process.command for process in PROCESSES}))
"""
_TASKS = """
import json
from tasks.app import app
app.loader.import_default_modules()
print(json.dumps(sorted(app.tasks)))
"""


def code_of(commit: str, directory: Path) -> Path:
    """Put the code of `commit` into `directory`. Fails the test where the history is not there."""
    try:
        extract(PROJECT, commit, directory)
    except GitFailed as error:
        pytest.fail(
            f"the code of {commit} is not there to be upgraded from: run this in a clone with the whole history ({error})"
        )
    return directory


@dataclass
class Version:
    """Processes of one version. `name` tells its logs and Celery nodes apart."""

    name: str
    code: Path
    settings: Mapping[str, str]
    logs: Path
    processes: dict[str, LocalProcess] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.api_port, self.bridge_port = free_ports(2)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("INVENTORY_")}
        self.environment = {
            **inherited,
            "INVENTORY_AUTHENTICATION": "open",
            **self.settings,
            # Of this version alone: neither the working directory nor installed packages come
            # before it.
            "PYTHONPATH": str(self.code),
            "PYTHONSAFEPATH": "1",
            "PYTHONUNBUFFERED": "1",
            "INVENTORY_API_PORT": str(self.api_port),
            "INVENTORY_BRIDGE_METRICS_PORT": str(self.bridge_port),
        }
        assert self.ask("import inventory; print(inventory.__file__)").startswith(str(self.code))

    def tasks(self) -> set[str]:
        """The names of the Celery tasks that it knows."""
        return set(json.loads(self.ask(_TASKS)))

    def run(self, statement: str) -> None:
        """Run a Python statement in this version to its end."""
        self.ask(statement)

    def start(self, *names: str) -> None:
        """Start these of its processes, as it would start them itself."""
        commands = json.loads(self.ask(_COMMANDS))
        for name in names:
            assert commands[name][0] == "python", commands[name]
            words = [
                word.replace("{directory}", str(self.logs)).replace("@%h", f"-{self.name}@%h")
                for word in commands[name]
            ]
            # In its own directory: Celery and gunicorn put the one they run in before all others.
            command = ["env", f"--chdir={self.code}", sys.executable, *words[1:]]
            log = self.logs / f"{self.name}-{name}.log"
            self.processes[name] = LocalProcess(f"{self.name} {name}", command, environment=self.environment, log=log)
            self.processes[name].start()

    def stop(self, name: str) -> None:
        """Stop one in its orderly way."""
        process = self.processes.pop(name)
        process.kill("SIGTERM")
        status = process.wait(60)
        # Beat closes its schedule while it may be reading it, and then ends by that.
        assert status == 0 or name == "beat", process.logs().decode()[-3_000:]

    def kill(self) -> None:
        for process in self.processes.values():
            process.stop()

    def serves(self) -> bool:
        """Return True if its API takes requests."""
        try:
            return self.call("GET", "/readyz")[0] == 200
        except URLError:
            return False

    def knows(self, name: str) -> bool:
        """Return True if it has a process of that name."""
        return name in json.loads(self.ask(_COMMANDS))

    def command(self, *words: str) -> tuple[int, str]:
        """Run its `inventory` command to its end. Returns the exit code and its output."""
        program = f"import sys; sys.argv = ['inventory', *{words!r}]; from inventory.cli import main; main()"
        ran = self._run(program)
        return ran.returncode, ran.stdout or ran.stderr

    def call(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and body of an answer of its API."""
        request = Request(f"http://127.0.0.1:{self.api_port}{path}", method=method, headers=dict(headers or {}))
        if body is not None:
            request.add_header("content-type", "application/json")
            request.data = orjson.dumps(body)
        try:
            with urlopen(request, timeout=60) as response:
                return response.status, orjson.loads(response.read())
        except HTTPError as error:
            with error:
                return error.code, orjson.loads(error.read())

    def tasks_done(self) -> int:
        """Return the number of stock tasks that its worker has finished."""
        return len(_DONE.findall(self.log("worker")))

    def partitions(self) -> int:
        """Return the number of partitions that its bridge reads."""
        try:
            with urlopen(f"http://127.0.0.1:{self.bridge_port}/metrics", timeout=60) as response:
                found = re.search(
                    r"^inventory_bridge_assigned_partitions (\d+)", response.read().decode(), re.MULTILINE
                )
        except URLError:
            return 0
        return int(found[1]) if found else 0

    def log(self, name: str) -> str:
        path = self.logs / f"{self.name}-{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def schema_errors(self) -> list[str]:
        """Lines of its logs that speak of a schema, or of a task, that it does not understand."""
        logs = sorted(self.logs.glob(f"{self.name}-*.log"))
        lines = [line for path in logs for line in path.read_text(errors="replace").splitlines()]
        return [line for line in lines if _SCHEMA_ERRORS.search(line)]

    def ask(self, program: str) -> str:
        """Run a Python program in this version and return its output."""
        ran = self._run(program)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def _run(self, program: str) -> subprocess.CompletedProcess[str]:
        asked = [sys.executable, "-c", program]
        return subprocess.run(asked, env=self.environment, capture_output=True, text=True, check=False, cwd=self.code)
