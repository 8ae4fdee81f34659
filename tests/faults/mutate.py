"""`python -m tests.faults.mutate [WORDS…]`: break the code on purpose, one guarantee at a time, and
see each break caught.

Every mutation (those whose name has all of WORDS) is made in a copy of the project, and each of its
tests must fail there. Before that all of these tests must pass in a copy that is whole. The exit
status is 1 when one did not, when a break survived, or when one can't be made any more.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.etree import ElementTree as ET

import click

from tests.faults.changed import changed_since, of_changed_code
from tests.faults.mutations import MUTATIONS, Edit, Mutation
from tests.postgresql import MADE_ONCE
from tools.devstack import PROJECT
from tools.devstack.servers.jars import cache_directory

LONGEST = 1_800
"""Seconds that one run may take. Cut off, it proves nothing."""
NO_PROOF = ("ImportError", "ModuleNotFoundError", "NameError", "SyntaxError", "UnboundLocalError")
"""A test that fails of these has met a mutation that is no program, not a guarantee that is
broken.
"""

MAKERS = ("migrations/", "inventory/database/", "inventory/roles/", "tests/", "tools/")
"""Code that makes the data which tests begin with. Breaks of other code share it: it is half of
what a run takes.
"""
BOOKS = 'failed on teardown with "AssertionError'
"""Pytest's word for a fixture that finds something wrong when the test is over, like the books of a
shop.
"""


class Result(NamedTuple):
    """The verdict of the tests of a target: the first failure, or none, or the obstacle to running
    them. And their names.
    """

    failed: str = ""
    broken: str = ""
    test: str = ""
    seconds: float = 0

    @property
    def caught(self) -> bool:
        return bool(self.failed)


@click.command()
@click.argument("words", nargs=-1)
@click.option("--jobs", default=1, show_default=True, help="How many breaks are tried side by side.")
@click.option("--since", metavar="COMMIT", help="Only breaks of files that have changed since this commit.")
@click.option("--most", default=len(MUTATIONS), help="With --since: at most so many of them.")
def main(words: Sequence[str], jobs: int, since: str | None, most: int) -> None:
    """Make the breaks with all of WORDS in their names, or all."""
    chosen = {name: each for name, each in MUTATIONS.items() if all(word in name for word in words)}
    if since is not None:
        chosen = {name: chosen[name] for name in of_changed_code(chosen, changed_since(since), most=most)}
    if not chosen:
        # Without a target, pytest would run every test there is.
        click.echo("no break has all of these words in its name" if since is None else "no break is of a changed file")
        sys.exit(since is None)
    with TemporaryDirectory(prefix="mutations-") as directory:
        sys.exit(_all_tried(chosen, jobs, made_once=Path(directory) / "made-once"))


def _all_tried(chosen: Mapping[str, Mutation], jobs: int, *, made_once: Path) -> int:
    """Make the breaks and tell the verdicts. Returns the exit status."""
    whole = _tried((), sorted({target for mutation in chosen.values() for target in mutation.caught_by}), made_once)
    if whole.failed or whole.broken:
        reason = f"{whole.test}: {whole.failed or whole.broken}"
        click.echo(f"as it is, these tests do not pass, so that their failing would prove nothing: {reason}", err=True)
        return 1
    pairs = [(name, target) for name, mutation in chosen.items() for target in mutation.caught_by]
    click.echo(f"as it is, all of them pass, in {whole.seconds:.0f} s\n")
    click.echo("| guarantee | break | test | caught | s |\n|---|---|---|---|---|")
    survived: set[str] = set()
    with ThreadPoolExecutor(jobs) as pool:
        results = pool.map(lambda pair: _tried(chosen[pair[0]].edits, [pair[1]], made_once), pairs)
        for (name, target), result in zip(pairs, results, strict=True):
            if not result.caught:
                survived.add(name)
            verdict = result.failed or f"**NOT CAUGHT** {result.broken}"
            click.echo(f"| {chosen[name].guarantee} | {name} | {target} | {verdict} | {result.seconds:.0f} |")
    click.echo(f"{len(chosen) - len(survived)} of {len(chosen)} caught")
    return 1 if survived else 0


def _tried(edits: Sequence[Edit], targets: Sequence[str], made_once: Path) -> Result:
    """Run these tests in a copy of the project with the edits made."""
    with TemporaryDirectory(prefix="mutation-") as directory:
        try:
            _copy(Path(directory), edits)
        except ValueError as outdated:
            return Result(broken=str(outdated))
        begun = time.monotonic()
        shares = not any(edit.file.startswith(MAKERS) for edit in edits)
        result = _run(Path(directory), targets, {MADE_ONCE: str(made_once)} if shares else {})
        return result._replace(seconds=time.monotonic() - begun)


def _copy(directory: Path, edits: Sequence[Edit]) -> None:
    """Copy the project, uncommitted changes included, and make the edits. Raises `ValueError` when
    one can't be made.
    """
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.splitlines()
    for file in files:
        copy = directory / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / file).is_file():  # and not deleted since the last commit
            shutil.copy2(PROJECT / file, copy)
    for edit in edits:
        path = directory / edit.file
        text = path.read_text(encoding="utf-8")
        if text.count(edit.old) != 1:
            raise ValueError(f"{edit.file} does not have this text exactly once any more: {edit.old!r}")
        path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")


def _run(project: Path, targets: Sequence[str], shared: Mapping[str, str]) -> Result:
    """Run these tests. Returns the first proof that something is broken, else the obstacle to
    running them, if any.
    """
    report = project / "report.xml"
    # First on the path, before the place where the packages are installed from.
    environment = {**os.environ, "PYTHONPATH": str(project), "DEVSTACK_CACHE": str(cache_directory()), **shared}
    pytest = [sys.executable, "-m", "pytest", "--quiet", "--exitfirst", "-p", "no:cacheprovider"]
    command = [*pytest, f"--junit-xml={report}", *targets]
    try:
        subprocess.run(command, cwd=project, env=environment, check=False, stdout=subprocess.DEVNULL, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return Result(broken=f"not done after {LONGEST} s")
    if not report.exists():
        return Result(broken="pytest wrote no report")
    cases = list(ET.parse(report).iter("testcase"))
    if not cases:
        return Result(broken="no test was found")
    told = [result for case in cases for result in _told(case)]
    return next((result for result in told if result.failed), next(iter(told), Result()))


def _told(case: ET.Element) -> Iterator[Result]:
    """Yield the words of a test about a break: none where it passed."""
    test = f"{case.get('classname')}.{case.get('name')}"
    for kind in ("failure", "error"):
        for line in map(_first_line, case.iter(kind)):
            is_proof = line.startswith(BOOKS) or (kind == "failure" and not line.startswith(NO_PROOF))
            yield Result(failed=line, test=test) if is_proof else Result(broken=line, test=test)


def _first_line(element: ET.Element) -> str:
    line = (element.get("message") or element.text or "failed").strip().splitlines()[0]
    return line.replace("|", "/")[:160]


if __name__ == "__main__":
    main()
