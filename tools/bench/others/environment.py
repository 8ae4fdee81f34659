"""The environment of another shop system: made on demand, and kept in the cache of all stacks."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.devstack import PROJECT, installation
from tools.devstack.servers.jars import cache_directory

LOCK = PROJECT / "requirements-others.lock"


class NotInstalled(RuntimeError):
    """The packages could not be installed. The message has the output of pip."""


def interpreter(lock: Path = LOCK, cache: Path | None = None) -> Path:
    """Return the interpreter of an environment with the packages of `lock`. Makes it if there is
    none of this lock and this Python. One that is half made is made anew.

    Raises NotInstalled.
    """
    kept = cache or cache_directory()
    kept.mkdir(parents=True, exist_ok=True)
    directory = kept / f"others-{_fingerprint(lock)}"
    python, whole = directory / "bin" / "python", directory / "whole"
    with (kept / "others.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not whole.exists():
            _run([sys.executable, "-m", "venv", "--clear", str(directory)])
            _run([str(python), installation.__file__, str(lock)])
            whole.touch()
    return python


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()[:12]


def _run(command: list[str]) -> None:
    with tempfile.TemporaryFile("w+") as output:
        ran = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
        if ran.returncode != 0:
            output.seek(0)
            raise NotInstalled(f"{' '.join(command)} ended with status {ran.returncode}:\n{output.read()}")
