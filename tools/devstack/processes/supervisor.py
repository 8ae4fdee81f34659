"""Run programs under supervisord, which starts dead programs again and stops all in order."""

import configparser
import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import Faults, SupervisorTransport

from tools.devstack import PROJECT
from tools.devstack.launcher import LAUNCHED_PID
from tools.devstack.machine.private_files import UMASK, write_privately
from tools.devstack.processes.children import last_lines, launcher_command, spawn, wait_until

START_SECONDS = 15
# Failed starts are repeated after 1, 2, 3 ... seconds. After this many, supervisord gives the
# program up.
START_RETRIES = 20
SUPERVISORD = "supervisor.supervisord"


class SupervisorFailed(RuntimeError):
    """supervisord itself did not come up, or is gone."""


@dataclass(frozen=True)
class Program:
    """One command for supervisord. Programs of the highest `wave` are stopped first."""

    name: str
    command: Sequence[str]
    log: Path
    wave: int
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    stop_seconds: int = 20
    launcher_options: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)  # in addition to the environment of all programs


@dataclass(frozen=True)
class ProgramState:
    """The state of a program in supervisord. `name` is one of its state names, such as RUNNING,
    BACKOFF or FATAL.
    """

    name: str
    pid: int


class Supervisor:
    """One supervisord with its programs. Both die with this process. A program runs from
    `start_program` on.
    """

    def __init__(
        self,
        directory: Path,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        *,
        module: str = SUPERVISORD,
    ) -> None:
        """Describe the supervisor. `environment` is the whole environment of supervisord and of
        every program. `module` is run as supervisord.
        """
        self._module = module
        self.log = directory / "logs" / "supervisord.log"
        self._directory = directory
        self._programs = {program.name: program for program in programs}
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._runtime: Path | None = None

    def start(self, *, lock: int) -> None:
        """Start supervisord without any program. It inherits the file descriptor `lock` and so
        keeps the lock.

        Raises SupervisorFailed if it ends or does not answer within 15 seconds.
        """
        # A socket's path may be 107 bytes long, too short for many a data directory.
        self._runtime = Path(tempfile.mkdtemp(prefix="devstack-"))
        configuration = self._directory / "supervisord.conf"
        written = io.StringIO()
        self._configuration().write(written)
        write_privately(configuration, written.getvalue())
        command = [sys.executable, "-m", self._module, "-n", "-c", str(configuration)]
        self._process = spawn(
            command,
            log=self._directory / "logs" / "supervisord.out",
            death_signal=signal.SIGTERM,  # on SIGTERM it stops its programs in order
            environment=self._environment,
            inherit=[lock],
        )
        if not wait_until(lambda: not self.is_alive() or self._answers(), seconds=START_SECONDS) or not self.is_alive():
            raise SupervisorFailed(f"supervisord did not start:\n{last_lines(self.log)}")

    def stop(self) -> None:
        """Stop every program, wave by wave, then supervisord. Does nothing when it is down."""
        if self._process is None:
            return
        if self.is_alive():
            self._process.send_signal(signal.SIGTERM)
        # supervisord kills a program that does not stop in time, so this ends.
        self._process.wait()
        self._process = None
        if self._runtime is not None:
            shutil.rmtree(self._runtime, ignore_errors=True)

    def is_alive(self) -> bool:
        """Return True while supervisord itself runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Process id of supervisord."""
        if self._process is None:
            raise RuntimeError("supervisord is not running")
        return self._process.pid

    def start_program(self, name: str) -> None:
        """Have a program started, without waiting for it. Does nothing when it already runs."""
        try:
            self._call("startProcess", self._full_name(name), False)
        except Fault as fault:
            if fault.faultCode != Faults.ALREADY_STARTED:
                raise

    def stop_program(self, name: str) -> None:
        """Stop a program in its orderly way and wait until it is gone. It stays stopped."""
        try:
            self._call("stopProcess", self._full_name(name), True)
        except Fault as fault:
            if fault.faultCode != Faults.NOT_RUNNING:
                raise

    def state(self, name: str) -> ProgramState:
        """Return the state of a program."""
        information = self._call("getProcessInfo", self._full_name(name))
        return ProgramState(name=information["statename"], pid=information["pid"])

    def states(self) -> dict[str, ProgramState]:
        """Return the state of every program by its name, with one call of supervisord."""
        found = self._call("getAllProcessInfo")
        return {one["name"]: ProgramState(name=one["statename"], pid=one["pid"]) for one in found}

    def _full_name(self, name: str) -> str:
        return f"{_group(self._programs[name])}:{name}"

    def _call(self, method: str, *arguments: object) -> Any:
        if self._runtime is None:
            raise RuntimeError("supervisord is not running")
        # One connection for each call, because several threads call.
        transport = SupervisorTransport(None, None, f"unix://{self._runtime}/supervisor.sock")
        try:
            with ServerProxy("http://127.0.0.1", transport=transport) as proxy:
                return getattr(proxy.supervisor, method)(*arguments)
        except (OSError, HTTPException) as error:
            raise SupervisorFailed(f"supervisord does not answer: {error!r}") from error

    def _answers(self) -> bool:
        try:
            self._call("getState")
        except SupervisorFailed:
            return False
        return True

    def _configuration(self) -> configparser.RawConfigParser:
        configuration = configparser.RawConfigParser()
        configuration["supervisord"] = {"logfile": str(self.log), "pidfile": f"{self._runtime}/pid", "nodaemon": "true"}
        configuration["supervisord"]["umask"] = f"{UMASK:03o}"  # its default is 022, and programs inherit it
        if os.geteuid() == 0:
            configuration["supervisord"]["user"] = "root"  # supervisord warns if root is not named
        configuration["unix_http_server"] = {"file": f"{self._runtime}/supervisor.sock", "chmod": "0600"}
        interface = "supervisor.rpcinterface:make_main_rpcinterface"
        configuration["rpcinterface:supervisor"] = {"supervisor.rpcinterface_factory": interface}
        groups: dict[str, list[Program]] = {}
        for program in self._programs.values():
            configuration[f"program:{program.name}"] = _program_section(program)
            groups.setdefault(_group(program), []).append(program)
        for group, programs in groups.items():
            names = ",".join(program.name for program in programs)
            configuration[f"group:{group}"] = {"programs": names, "priority": str(programs[0].wave)}
        return configuration


def _group(program: Program) -> str:
    return f"wave{program.wave}"


def _program_section(program: Program) -> dict[str, str]:
    # The launcher that started supervisord put supervisord's process id into its environment.
    supervisord = f"%(ENV_{LAUNCHED_PID})s"
    command = launcher_command(
        program.command, parent=supervisord, death_signal=program.death_signal, options=program.launcher_options
    )
    escaped = [word if word == supervisord else _escaped(word) for word in command]
    return {
        "command": shlex.join(escaped),
        "autostart": "false",
        "autorestart": "true",
        "startsecs": "1",
        "startretries": str(START_RETRIES),
        "stopsignal": program.stop_signal.name.removeprefix("SIG"),
        "stopwaitsecs": str(program.stop_seconds),
        "killasgroup": "true",
        "environment": ",".join(f'{name}="{_escaped(value)}"' for name, value in program.environment.items()),
        "directory": str(PROJECT),
        "redirect_stderr": "true",
        "stdout_logfile": _escaped(str(program.log)),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": "2",
    }


def _escaped(word: str) -> str:
    return word.replace("%", "%%")
