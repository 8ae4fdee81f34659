"""Files and directories that nobody but their owner reads: what the embedded servers keep, and the
secrets to them.

Every local user may look around in a directory that is open. What an earlier version left open is
closed.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

UMASK = 0o077
"""Of every process that is started here: what it makes is its own."""
_DIRECTORY, _FILE = 0o700, 0o600


def private_directory(path: Path) -> Path:
    """Make the directory, or close the one that is there. What leads there is made alike. Returns
    it.
    """
    missing = [parent for parent in (path, *path.parents) if not parent.exists()]
    for each in reversed(missing):
        each.mkdir(mode=_DIRECTORY, exist_ok=True)
    found = path.stat()
    # Everybody's directory, as /tmp is, stays what it is: what is made in it is closed all the
    # same.
    if found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX:
        path.chmod(_DIRECTORY)
    return path


def close_files(directory: Path) -> None:
    """Have nobody else read the files of the directory itself, which an earlier version left
    open.
    """
    for path in directory.iterdir():
        if path.is_file() and not path.is_symlink() and path.stat().st_uid == os.geteuid():
            path.chmod(_FILE)


def write_privately(path: Path, content: str, *, owner: int | None = None) -> None:
    """Write the file as a whole: whoever reads it finds the old content or the new one. `owner` is
    a user id.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "w", encoding="utf-8") as file:
        if owner is not None and owner != os.geteuid():
            os.fchown(file.fileno(), owner, owner)
        file.write(content)
    new.replace(path)


def kept(path: Path, make: Callable[[], str]) -> str:
    """Return what the file holds. `make` says what a new one holds. Of two that make it at once,
    one is kept.
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
