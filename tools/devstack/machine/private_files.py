"""Files and directories that only their owner reads: the data of the embedded servers and their
passwords.

Every local user can look into an open directory. Files that an earlier version left open are
closed.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

UMASK = 0o077
"""The mask of every process that is started here: only its owner reaches the files it makes."""
_DIRECTORY, _FILE = 0o700, 0o600


def private_directory(path: Path) -> Path:
    """Make the directory, or close the existing one to others. Returns the directory.

    Missing parents are made closed as well.
    """
    missing = [parent for parent in (path, *path.parents) if not parent.exists()]
    for each in reversed(missing):
        each.mkdir(mode=_DIRECTORY, exist_ok=True)
    found = path.stat()
    # A directory of everybody, such as /tmp, keeps its mode. New files in it are closed all the
    # same.
    if found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX:
        path.chmod(_DIRECTORY)
    return path


def close_files(directory: Path) -> None:
    """Close the files of the directory itself to others. An earlier version left them open."""
    for path in directory.iterdir():
        if path.is_file() and not path.is_symlink() and path.stat().st_uid == os.geteuid():
            path.chmod(_FILE)


def write_privately(path: Path, content: str, *, owner: int | None = None) -> None:
    """Write the file as a whole, so that a reader finds the old content or the new one.

    `owner` is a user id.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "w", encoding="utf-8") as file:
        if owner is not None and owner != os.geteuid():
            os.fchown(file.fileno(), owner, owner)
        file.write(content)
    new.replace(path)


def kept(path: Path, make: Callable[[], str]) -> str:
    """Return the content of the file. `make` returns the content of a new one.

    If two processes make the file at once, one content is kept and both return it.
    """
    if not path.exists():
        if not path.parent.exists():
            private_directory(path.parent)
        new = path.with_name(f"{path.name}.{os.getpid()}.made")
        write_privately(new, make())
        try:
            os.link(new, path)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    path.chmod(_FILE)
    return path.read_text(encoding="utf-8")
