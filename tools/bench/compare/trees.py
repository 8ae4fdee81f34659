"""The trees that are compared: a copy of the working tree, and one of another revision."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.devstack.revisions import GitFailed, extract, git

SERVICE = ("inventory", "tasks", "bridge", "api", "console", "migrations")
OURS = "tools"
"""The folder with the measuring code and the embedded servers."""
SUITES = ("tools.bench", "bench")
"""Packages of the suite, the present one first. `bench` is that of revisions before the folders
moved.
"""
LOCK = "requirements.lock"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


class NotComparable(RuntimeError):
    """The revision can't be compared. The message tells why, and the next step."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree to measure. `suite` is the package that measures it, `told` its description, `advice`
    the next step if it can't be measured.
    """

    directory: Path
    suite: str
    told: str
    advice: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables of a process whose code is this tree's."""
        return {**os.environ, "PYTHONPATH": str(self.directory)}


def working_tree(project: Path, directory: Path) -> Tree:
    """Copy the project as it is, with changes that are not committed, so that an edit during the
    measurement changes nothing.
    """
    kept = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *SERVICE, OURS]
    for name in filter(None, _git(project, *kept).split("\0")):
        if (project / name).is_file():  # a deleted file is still listed
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project / name, directory / name)
    changed = len(_git(project, "status", "--porcelain", "--untracked-files=all", "--", *SERVICE, OURS).splitlines())
    told = f"the working tree at {_described(project, 'HEAD')}"
    if changed:
        told += f", with changes that are not committed (files: {changed})"
    return Tree(directory, SUITES[0], told)


def revision_tree(
    project: Path, revision: str, directory: Path, *, now: Tree, parts: Sequence[str], own: bool = False
) -> Tree:
    """Take another revision out of git, and have the suite of `now` measure it where that can
    import it. Else, and with `own`, its own suite does.

    Raises NotComparable if its packages are others, or no suite can measure it, and GitFailed.
    """
    commit = _commit(project, revision)
    _require_packages(project, commit)
    extract(project, commit, directory)
    told = _described(project, commit)
    reason = "" if own else _lend_suite(now, directory, parts)
    if not own and not reason:
        lent = f"{told}. The suite of the working tree measures it."
        return Tree(directory, SUITES[0], lent, "Try --own-suite: its own suite measures it then.")
    suite = next((name for name in SUITES if (directory / name.replace(".", "/") / "suite.py").is_file()), None)
    if suite is None:
        why = f" The suite of the working tree can't import it ({reason})." if reason else ""
        raise NotComparable(f"{told} has no suite of its own.{why} Name a newer revision.")
    why = "as asked" if own else f"since that of the working tree can't import it ({reason})"
    measured = f"Its own suite, `{suite}`, measures it, {why}: a change of the measure counts as well."
    return Tree(directory, suite, f"{told}. {measured}")


def _lend_suite(now: Tree, directory: Path, parts: Sequence[str]) -> str:
    """Put the folder of our suite into the place of the tree's. Returns the reason if it can't
    import the tree: then everything is as before.
    """
    theirs, aside = directory / OURS, directory / f"{OURS}.aside"
    if theirs.exists():
        theirs.rename(aside)
    shutil.copytree(now.directory / OURS, theirs, ignore=shutil.ignore_patterns("__pycache__"))
    lent = Tree(directory, SUITES[0], "")
    imports = "; ".join(f"import {SUITES[0]}.parts.{part}" for part in parts)
    # -P: the code is that of the tree alone, and not of the directory where this runs.
    command = [sys.executable, "-P", "-c", imports]
    tried = subprocess.run(
        command, env=lent.environment, cwd=directory, capture_output=True, text=True, check=False, timeout=120
    )
    if tried.returncode == 0:
        return ""
    shutil.rmtree(theirs)
    if aside.exists():
        aside.rename(theirs)
    return tried.stderr.strip().rpartition("\n")[2]


def _require_packages(project: Path, commit: str) -> None:
    """Raise NotComparable if the revision needs a package that is not here, or is another version.
    A package that the working tree alone needs does not matter to it.
    """
    theirs = dict(_PIN.findall(_git(project, "show", f"{commit}:{LOCK}")))
    ours = dict(_PIN.findall((project / LOCK).read_text(encoding="utf-8")))
    names = [name for name in sorted(theirs) if theirs[name] != ours.get(name)]
    if not names:
        return
    differing = ", ".join(f"{name} {theirs[name]} there, {ours.get(name, 'not')} here" for name in names)
    brought = _git(project, "log", "-1", "--format=%h", "--", LOCK).strip()
    raise NotComparable(
        f"{commit[:7]} has other packages, so a ratio would be theirs as well: {differing}. The packages of HEAD came with"
        f" {brought}. Name that or a newer revision."
    )


def _commit(project: Path, revision: str) -> str:
    try:
        return _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except GitFailed:
        raise NotComparable(f"{revision!r} is no commit of this repository: `git log --oneline` lists them.") from None


def _described(project: Path, commit: str) -> str:
    return _git(project, "show", "--no-patch", "--date=short", "--format=%h of %cd (%s)", commit).strip()


def _git(project: Path, *arguments: str) -> str:
    return git(project, *arguments).decode()
