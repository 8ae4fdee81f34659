"""The code of another revision, taken out of git."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path


class GitFailed(RuntimeError):
    """Git is not installed, or refused. The text has its own words."""


def git(project: Path, *arguments: str) -> bytes:
    """Return the output of a git command in `project`. Raises GitFailed."""
    if shutil.which("git") is None:
        raise GitFailed("git is not installed. Other revisions are taken out of it.")
    ran = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)  # noqa: S607 - the user's own
    if ran.returncode != 0:
        raise GitFailed(f"git {arguments[0]} failed: {ran.stderr.decode(errors='replace').strip()}")
    return ran.stdout


def extract(project: Path, commit: str, directory: Path) -> None:
    """Put the code of `commit` into `directory`. Raises GitFailed."""
    with tarfile.open(fileobj=io.BytesIO(git(project, "archive", commit))) as archive:
        archive.extractall(directory, filter="data")
