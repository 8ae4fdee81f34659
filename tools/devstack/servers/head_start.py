"""A head start for Kafka: work that each start would repeat, done once and kept beside the jars.

Loading and linking some 9,000 classes takes more than half of a start, and a JVM of its own formats
the data directory. A rehearsal of the server leaves both: an archive of the classes as the JVM has
them in memory (JEP 483, 514), and a directory that is formatted and empty. The JVM itself checks
that an archive is of its own version and of the same jars. If not, it loads the classes one by one.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HeadStart:
    """A directory that exists as a whole or not at all."""

    directory: Path

    @property
    def classes(self) -> Path:
        """The archive, for the JVM's option `-XX:AOTCache`."""
        return self.directory / "classes.aot"

    @property
    def formatted(self) -> Path:
        """Kafka's data directory before its first start."""
        return self.directory / "data"

    @property
    def is_made(self) -> bool:
        return self.directory.is_dir()


def head_start(cache: Path, made_of: Sequence[str]) -> HeadStart:
    """Return the head start in `cache` made of these. Other jars or options have another."""
    digest = hashlib.sha256("\0".join(made_of).encode()).hexdigest()
    return HeadStart(cache / f"kafka-{digest[:16]}")


def ensure(wanted: HeadStart, rehearse: Callable[[HeadStart], None]) -> None:
    """Have `rehearse` fill the directory, unless it exists or another process fills it now. Kafka
    can start without it.

    A failed rehearsal is no worse than a slow start, so it is logged and not raised.
    """
    if wanted.is_made:
        return
    lock = os.open(wanted.directory.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not wanted.is_made:
            _make(wanted, rehearse)
    except BlockingIOError:
        return
    finally:
        os.close(lock)


def _make(wanted: HeadStart, rehearse: Callable[[HeadStart], None]) -> None:
    with tempfile.TemporaryDirectory(dir=wanted.directory.parent, prefix="rehearsal-") as scratch:
        made = HeadStart(Path(scratch) / "made")
        made.directory.mkdir()
        try:
            rehearse(made)
        except (RuntimeError, OSError) as error:
            logger.warning("Kafka starts without a head start: %s", error)
            return
        made.directory.replace(wanted.directory)
