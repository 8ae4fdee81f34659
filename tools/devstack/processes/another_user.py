"""Run programs that refuse to run as root, as another user, in the first way that works here.

Each way is tried, and not guessed from modes or capabilities, because containers forbid any of them
(ADR 34).
"""

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tools.devstack import launcher

NOBODY = 65534

WAYS = (
    ("--user", str(NOBODY)),
    # If that user can't reach the files, as in a checkout below /root: root's rights under another
    # name, or another user that keeps root's right to reach files. Containers refuse the first
    # where seccomp forbids user namespaces.
    ("--map-user", str(NOBODY)),
    ("--user", str(NOBODY), "--keep-file-rights"),
)

# A user who can enter the directory and run the program can use the program there.
TRIAL = 'cd "$1" && exec "$0" --version'


class NoOtherUser(RuntimeError):
    """Root can't become anybody else here."""

    def __init__(self, program: Path, tried: Sequence[str]) -> None:
        super().__init__(
            f"{program.name} refuses to run as root, and root may not become another user here. Run this as another user "
            f"that owns the checkout, or set DATABASE_URL to a server of your own. Tried: {'; '.join(tried)}"
        )


@cache
def options_of_another_user(program: Path, directory: Path) -> tuple[str, ...]:
    """Return the launcher's options under which `program` runs in `directory` as a user other than
    root.

    Raises NoOtherUser when there are none.
    """
    refusals = []
    for way in WAYS:
        command = [
            sys.executable,
            "-I",
            "-S",
            launcher.__file__,
            *way,
            "--",
            "sh",
            "-c",
            TRIAL,
            str(program),
            str(directory),
        ]
        tried = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if tried.returncode == 0:
            return way
        refusals.append(f"{' '.join(way)}: {tried.stderr.strip() or f'status {tried.returncode}'}")
    raise NoOtherUser(program, refusals)


def let_through(directory: Path) -> None:
    """Let that user pass through a directory that is closed to all others, and through its parent.

    The user's group gets the right to pass, and no right to list the content.
    """
    for place in (directory.parent, directory):
        found = place.stat()
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) in {0o700, 0o710}:
            os.chown(place, -1, NOBODY)
            place.chmod(0o710)


def owner(options: Sequence[str]) -> int:
    """Return the id of the user that owns the files of a program started with these options."""
    return NOBODY if "--user" in options else os.geteuid()


def give(directory: Path, options: Sequence[str]) -> None:
    """Have `directory` belong to the user that the launcher's options name. A server demands that
    of its data.

    The way can change between two starts: another mode of a parent of the checkout, another
    container.
    """
    user = owner(options)
    if directory.stat().st_uid == user:
        return
    for place, directories, files in os.walk(directory):
        for name in (*directories, *files):
            os.chown(Path(place, name), user, user, follow_symlinks=False)
    os.chown(directory, user, user)  # last, so that an interrupted change is done again
