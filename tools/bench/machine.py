"""A description of the machine that figures belong to."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import psutil

from tools.devstack.servers.postgresql import binary_directory


def describe() -> dict[str, str]:
    """Return processor, memory, system and the versions that matter. Figures of different
    descriptions are not compared.
    """
    return {
        "processor": _processor(),
        "processors": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": _output("postgres", "--version").rpartition(" ")[2],
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _output(program: str, argument: str) -> str:
    command = [str(binary_directory() / program), argument]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
