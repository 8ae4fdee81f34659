"""A small disk of its own for one directory: a tmpfs in a mount namespace that only this process
and its children see.

The disk is gone with the last process that sees it, even if that one is killed.
"""

import errno
import os
from pathlib import Path

from tools.devstack.launcher import CLONE_NEWUSER, libc

CLONE_NEWNS = 0x00020000  # <linux/sched.h>
MNT_DETACH = 2
MS_REC, MS_PRIVATE = 0x4000, 0x40000  # <linux/mount.h>

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - not for files of ours
CHUNK = bytes(1 << 20)
LAST_CHUNK = bytes(1 << 12)


class SmallDisk:
    """A mounted tmpfs that can be filled up and emptied again."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._filler = directory / "filler"

    def fill(self) -> int:
        """Fill up the disk. Returns the bytes that this took."""
        with self._filler.open("ab", buffering=0) as file:
            for chunk in (CHUNK, LAST_CHUNK):
                _append_all(file.fileno(), chunk)
            return file.tell()

    def empty(self) -> None:
        """Free the space again."""
        self._filler.unlink(missing_ok=True)

    def unmount(self) -> None:
        """Unmount the disk, with all that is on it, so that its directory can be removed."""
        libc.umount2(os.fsencode(self.directory), MNT_DETACH)


def small_disk(directory: Path, megabytes: int) -> SmallDisk | None:
    """Mount a small disk on `directory`. Returns None where the system does not permit it. Call it
    before this process has threads.
    """
    directory.mkdir(parents=True, exist_ok=True)
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWNS if user == 0 else CLONE_NEWNS | CLONE_NEWUSER) != 0:
        return None
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    mounted = (
        libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0
        # A killed server leaves its shared memory behind. Here it goes with this process.
        and _mount(SHARED_MEMORY, "mode=1777")
        and _mount(directory, f"size={megabytes}m,mode=0755")
    )
    return SmallDisk(directory) if mounted else None


def _mount(directory: Path, options: str) -> bool:
    return bool(libc.mount(b"tmpfs", os.fsencode(directory), b"tmpfs", 0, options.encode()) == 0)


def _append_all(file: int, chunk: bytes) -> None:
    """Append chunks until one does not fit."""
    try:
        while os.write(file, chunk) == len(chunk):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
