"""Choose the breaks of changed code: they are worth making again, when there is no time for all."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from hashlib import sha256

from tests.faults.mutations import Mutation
from tools.devstack import PROJECT

RELEASED = PROJECT / "tests" / "upgrade" / "released"
"""Has a file for each version that was handed over, named after its commit."""


def newest_released() -> str | None:
    """Return the released commit that is fewest commits behind, None where none is known."""
    behind = {
        commit: int(count)
        for commit in {file.stem for file in RELEASED.glob("*.json")}
        if (count := _git("rev-list", "--count", f"{commit}..HEAD"))
    }
    return min(behind, key=behind.__getitem__, default=None)


def changed_since(base: str) -> set[str]:
    """Return the files that are not as they were where `base` and this version part, uncommitted
    changes included.

    Raises `ValueError` when `base` is no commit of this history.
    """
    parting = _git("merge-base", base, "HEAD")
    if not parting:
        raise ValueError(f"{base} is no commit of this history: run this in a clone with the whole of it")
    return set(_git("diff", "--name-only", parting.strip()).splitlines())


def of_changed_code(mutations: Mapping[str, Mutation], changed: set[str], *, most: int) -> list[str]:
    """Return the names of at most so many breaks of these files. The choice differs from version to
    version.
    """
    names = [name for name, mutation in mutations.items() if changed & {edit.file for edit in mutation.edits}]
    version = _git("rev-parse", "HEAD")
    return sorted(names, key=lambda name: sha256(f"{version}{name}".encode()).digest())[:most]


def _git(*arguments: str) -> str:
    """Return git's output, nothing when it fails."""
    ran = subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)
    return ran.stdout if ran.returncode == 0 else ""
