"""`python -m tests.faults.mutate [WORDS…]`: break the code on purpose, one guarantee at a time, and see each break caught.

Every mutation (those whose name has all of WORDS) is made in a copy of the project, and each of its tests must fail there.
Before that all of these tests must pass in a copy that is whole. The exit status is 1 when one did not, or a break survived.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from devstack import PROJECT
from devstack.jars import cache_directory
from tests.faults.mutations import MUTATIONS, Edit, Mutation

FAILED = 1
"""pytest's status when tests ran and failed. Any other is no proof: nothing was collected, or it broke off."""


def main(words: Sequence[str]) -> int:
    chosen = {name: each for name, each in MUTATIONS.items() if all(word in name for word in words)}
    targets = sorted({target for mutation in chosen.values() for target in mutation.caught_by})
    with mutated(()) as project:
        if run(project, targets) != 0:
            click.echo("these tests do not pass as it is, so that their failing would prove nothing", err=True)
            return 1
    survived = 0
    for name, mutation in chosen.items():
        missed = missing(mutation)
        survived += bool(missed)
        verdict = f"NOT CAUGHT by {', '.join(missed)}" if missed else f"caught by {', '.join(mutation.caught_by)}"
        click.echo(f"{mutation.guarantee} {name}: {verdict}")
    click.echo(f"{len(chosen) - survived} of {len(chosen)} caught")
    return 1 if survived else 0


def missing(mutation: Mutation) -> list[str]:
    """The tests that do not notice the break. Raises `ValueError` when it can't be made any more."""
    with mutated(mutation.edits) as project:
        return [target for target in mutation.caught_by if run(project, [target]) != FAILED]


@contextmanager
def mutated(edits: Sequence[Edit]) -> Iterator[Path]:
    """A copy of the project, uncommitted changes included, with the edits made."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.splitlines()
    with TemporaryDirectory(prefix="mutation-") as directory:
        for file in files:
            copy = Path(directory) / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            if (PROJECT / file).is_file():  # and not deleted since the last commit
                shutil.copy2(PROJECT / file, copy)
        for edit in edits:
            path = Path(directory) / edit.file
            text = path.read_text(encoding="utf-8")
            if text.count(edit.old) != 1:
                raise ValueError(f"{edit.file} does not have this text exactly once any more:\n{edit.old}")
            path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
        yield Path(directory)


def run(project: Path, targets: Sequence[str]) -> int:
    """Run these tests of the project; returns the status of pytest."""
    # First on the path, before the place where the packages are installed from.
    environment = {**os.environ, "PYTHONPATH": str(project), "DEVSTACK_CACHE": str(cache_directory())}
    command = [sys.executable, "-m", "pytest", "-q", "--exitfirst", "-p", "no:cacheprovider", *targets]
    return subprocess.run(command, cwd=project, env=environment, check=False, stdout=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
