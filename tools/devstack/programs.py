"""The commands of a stack: programs that run all the time, and setup that runs to its end."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from inventory.boundary.secret_files import SUFFIX
from inventory.process.liveness import FILE_VARIABLE
from tools.devstack.endpoints import SERVER_VARIABLES, Endpoints
from tools.devstack.processes.children import NotReady, run
from tools.devstack.processes.probes import log_path, mark_path
from tools.devstack.processes.process_table import Process, Wave
from tools.devstack.processes.supervisor import Program
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.server import Server


def programs(servers: Mapping[str, Server], processes: Iterable[Process], endpoints: Endpoints) -> list[Program]:
    """Return a program for each server and process of a stack with these addresses."""
    embedded = [
        Program(
            name=name,
            command=server.command,
            log=log_path(endpoints.directory, name),
            wave=Wave.DATABASE if isinstance(server, PostgreSQL) else Wave.BROKERS,
            stop_signal=server.stop_signal,
            death_signal=server.death_signal,
            launcher_options=server.launcher_options,
        )
        for name, server in servers.items()
    ]
    # A process that is started again after a crash of a server waits for the server, instead of
    # failing over and over.
    waits = [option for address in endpoints.dependencies for option in ("--wait", address)]
    return embedded + [
        Program(
            name=process.name,
            command=executable(process.command_for(endpoints)),
            log=log_path(endpoints.directory, process.name),
            wave=process.wave,
            stop_seconds=process.stop_seconds,
            launcher_options=waits,
            environment={
                FILE_VARIABLE: str(mark_path(endpoints.directory, process.name)),
                **endpoints.own_environment(process.name),
            },
        )
        for process in processes
    ]


def environment_of(given: Mapping[str, str], endpoints: Endpoints) -> dict[str, str]:
    """Return the environment of a stack's processes: ours, the variables `given`, and the
    addresses.
    """
    # Variables that name a file with an address are left out: the addresses are added themselves.
    replaced = {*SERVER_VARIABLES.values(), f"FLOWER_BASIC_AUTH{SUFFIX}"}
    replaced |= {f"{name}{SUFFIX}" for name in SERVER_VARIABLES.values()}
    ours = {name: value for name, value in os.environ.items() if name not in replaced}
    # With the fault handler, a process that is killed as stuck prints where its threads are.
    python = {"PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"}
    return {**ours, **python, **given, **endpoints.environment}


def set_up(name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
    """Run a setup command to its end. Raises NotReady with the end of its log if it fails."""
    status = run(executable(command), log=log, environment=environment)
    if status != 0:
        raise NotReady(name, f"ended with status {status}", log)


def executable(command: Sequence[str]) -> list[str]:
    """Return the command with its first word as a file: our interpreter, or a script beside it."""
    program = sys.executable if command[0] == "python" else str(Path(sys.executable).with_name(command[0]))
    return [program, *command[1:]]
