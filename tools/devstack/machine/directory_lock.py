"""A lock that keeps a data directory to one stack."""

import fcntl
import os
from pathlib import Path


class DirectoryInUse(RuntimeError):
    """Another stack runs in the directory."""

    def __init__(self, directory: Path, holder: str) -> None:
        super().__init__(
            f"A stack already runs in {directory} ({holder or 'it is just starting'}). Use that one, stop it with Ctrl-C where"
            " it was started, or have another one beside it: .venv/bin/python -m tools.devstack up --directory ANOTHER_DIRECTORY"
        )
        self.directory = directory
        self.holder = holder


class DirectoryLock:
    """A lock file that names its holder. The kernel drops the lock when the last process that has
    the file open is gone.
    """

    def __init__(self, directory: Path) -> None:
        """Take the lock of `directory`, which exists.

        Raises DirectoryInUse with the holder's description of itself if another stack has the lock.
        """
        self.fileno = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.fileno, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self.fileno, 1000, 0).decode()
            os.close(self.fileno)
            raise DirectoryInUse(directory, holder) from None
        os.ftruncate(self.fileno, 0)

    def describe(self, holder: str) -> None:
        """Write the name of the holder into the file, for the next stack that asks for the lock."""
        os.ftruncate(self.fileno, 0)
        os.pwrite(self.fileno, holder.encode(), 0)

    def release(self) -> None:
        """Give the lock back."""
        os.close(self.fileno)
