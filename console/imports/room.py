"""The room for sheets on this machine, and the locks of those under way.

To look, begin, end and remove, callers pass one gate, one after the other. So nobody's look keeps
somebody else from beginning, and no sheet is removed while it arrives or is worked on.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import IO, Protocol, TextIO

from console.imports.errors import NoRoomForSheet, SheetUnderWay
from console.imports.uploads import MAX_BYTES, ImportState, Upload, most_rejected

ROOM = 3 * MAX_BYTES
"""Bytes of all sheets with their rejected rows. In a container the disk is memory: this, and one
more sheet while it arrives, is there at once.
"""
KEPT_SECONDS = 24 * 3_600


class Arrived(Protocol):
    """A sheet that has arrived."""

    @property
    def stream(self) -> IO[bytes]: ...

    def save(self, target: str, /) -> None: ...


def keep(actor: str, content: Arrived, state: ImportState) -> tuple[Upload, TextIO, str]:
    """Keep a sheet for this person. Return it with its lock, held, and its key.

    Raises `SheetUnderWay` and `NoRoomForSheet`.
    """
    key, size = secrets.token_urlsafe(16), content.stream.seek(0, SEEK_END)
    content.stream.seek(0)
    with _gate() as root:
        upload = Upload(_directory(root, actor, key))
        _refuse_second(root, upload)
        _make_room(root, size + most_rejected(size))
        upload.directory.mkdir(mode=0o700)
        lock = upload.lock()
    assert lock is not None, "nobody else knows the key"
    try:
        content.save(str(upload.sheet))
        upload.write(state)
    except BaseException:
        with lock:
            shutil.rmtree(upload.directory, ignore_errors=True)
        raise
    return upload, lock, key


def find(actor: str, key: str) -> Upload | None:
    """Return the sheet of this person with the key. None if it is not here."""
    upload = Upload(_directory(_root(), actor, key))
    return upload if upload.is_here() else None


def take(upload: Upload) -> TextIO | None:
    """Return the lock of the sheet, held until it is closed. None if somebody works on it.

    Raises `SheetUnderWay` if that is another sheet of the person.
    """
    with _gate() as root:
        _refuse_second(root, upload)
        return upload.lock()


def look(upload: Upload) -> tuple[ImportState, bool]:
    """Return the state, and True while somebody works on the sheet. Raises `FileNotFoundError`."""
    with _gate():
        return upload.read(), _is_worked_on(upload)


def end(upload: Upload, lock: TextIO, state: ImportState) -> None:
    """Write how the work has ended, and let go of the sheet. Nobody sees one without the other."""
    with _gate(), lock:
        upload.write(state)


@contextmanager
def _gate() -> Iterator[Path]:
    """Hold the gate for the block. Yields the directory of all sheets."""
    root = _root()
    gate = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield root
    finally:
        os.close(gate)


def _root() -> Path:
    root = Path(tempfile.gettempdir()) / f"inventory-console-{os.getuid()}"
    root.mkdir(mode=0o700, exist_ok=True)
    if root.stat().st_uid != os.getuid():
        raise PermissionError(f"{root} belongs to somebody else")
    return root


def _directory(root: Path, actor: str, key: str) -> Path:
    """Return a directory that only this person's key leads to. All of one person begin alike."""
    return root / "-".join([_hash(actor)[:16], _hash(f"{actor}\0{key}")])


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _refuse_second(root: Path, upload: Upload) -> None:
    whose, _, _ = upload.directory.name.partition("-")
    others = (Upload(directory) for directory in root.glob(f"{whose}-*") if directory != upload.directory)
    if any(map(_is_worked_on, others)):
        raise SheetUnderWay


def _is_worked_on(upload: Upload) -> bool:
    """Return True if somebody holds the lock. For the holder of the gate."""
    with suppress(FileNotFoundError):
        lock = upload.lock()
        if lock is None:
            return True
        lock.close()
    return False


def _make_room(root: Path, needed: int) -> None:
    """Remove sheets that nobody has worked on for a day, and the oldest ones until there is room
    for one more. Raises `NoRoomForSheet` before it removes any.
    """
    kept = {upload: _taken(upload) for upload in map(Upload, root.iterdir())}
    idle = [upload for upload in kept if not _is_worked_on(upload)]
    if sum(kept.values()) - sum(kept[upload] for upload in idle) + needed > ROOM:
        raise NoRoomForSheet
    taken = sum(kept.values())
    for changed_at, upload in sorted((_changed_at(upload), upload) for upload in idle):
        if changed_at < time.time() - KEPT_SECONDS or taken + needed > ROOM:
            taken -= kept[upload]
            shutil.rmtree(upload.directory, ignore_errors=True)


def _taken(upload: Upload) -> int:
    """Return the bytes that the sheet takes, with its rejected rows when it has been worked on."""
    return upload.size + upload.most_rejected


def _changed_at(upload: Upload) -> float:
    """Return when its files have changed last, 0 if it is gone."""
    try:
        return upload.directory.stat().st_mtime
    except FileNotFoundError:
        return 0
