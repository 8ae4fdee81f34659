"""Suspected partitions. A process of its own reads each message before the bridge does
(`bridge.consume.alone`, ADR 0031).

A bridge that dies of a message has no time to say so. So it notes in PostgreSQL beforehand that it
begins. Another process goes first where bridges have begun several times and never got any further,
or where the client can't read a batch. A message is put aside only when a process that does nothing
else has died of it before the eyes of this one. However often bridges are started and killed, that
alone puts nothing aside.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from bridge.consume.alone import LENGTH, Exit
from bridge.consume.offsets.positions import Start
from bridge.consume.records import MAX_BATCH_BYTES
from bridge.consume.spare_memory import spare_bytes
from bridge.decode.cloudevents import InboundMessage
from inventory.inbox.decoded import PartitionKey

logger = logging.getLogger(__name__)

MAX_BEGUN = 3
"""Reading may begin so often at one place without getting any further. Then it is suspected."""
MAX_FAILED = 3
"""A message is put aside after so many processes have died of it."""
_OF_ITS_OWN = {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGKILL}
"""Signals that a process gets for its own doings. The kernel sends SIGKILL to a process that takes
too much memory.
"""


@dataclass(frozen=True, slots=True)
class HarmlessMessages:
    """Messages of a suspected partition that have killed nobody, from `start` on."""

    place: PartitionKey
    start: Start
    messages: list[InboundMessage]


@dataclass(frozen=True, slots=True)
class DeadlyMessage:
    """The message at `start` killed its reader, or can't be read. `detail` tells the cause."""

    place: PartitionKey
    start: Start
    detail: str


@dataclass(slots=True)
class _Suspect:
    start: Start | None = None
    failed: int = 0
    process: subprocess.Popen[bytes] | None = None
    read: bytearray = field(default_factory=bytearray)


class Suspects:
    """Reads suspected partitions, each in a process of its own, one after the other."""

    def __init__(self) -> None:
        self._suspects: dict[PartitionKey, _Suspect] = {}
        self._counted: dict[PartitionKey, int] = {}

    def uncounted(self, starts: Mapping[PartitionKey, Start]) -> list[PartitionKey]:
        """Return the partitions with a start that this process has not counted yet."""
        return [place for place, start in starts.items() if self._counted.get(place) != start.offset]

    def count(self, starts: Mapping[PartitionKey, Start]) -> None:
        self._counted |= {place: start.offset for place, start in starts.items()}

    def among(self, starts: Mapping[PartitionKey, Start]) -> dict[PartitionKey, Start]:
        """Return the suspected partitions among these."""
        return {place: start for place, start in starts.items() if place in self._suspects}

    def add(self, places: Collection[PartitionKey]) -> None:
        for place in places:
            if place not in self._suspects:
                logger.error("%s/%d may hold a message that kills its reader: a process of its own reads it", *place)
                self._suspects[place] = _Suspect()

    def forget(self, places: Collection[PartitionKey]) -> None:
        for place in places:
            self._counted.pop(place, None)
            suspect = self._suspects.pop(place, None)
            if suspect is not None and suspect.process is not None:
                suspect.process.kill()
                suspect.process.communicate()

    def forget_all(self) -> None:
        self.forget(list(self._suspects))

    def begin(self, starts: Mapping[PartitionKey, Start]) -> None:
        """Read one of these suspected partitions alone, from its start on, unless one is being
        read: each process takes memory.
        """
        for place, start in starts.items():
            if any(suspect.process is not None for suspect in self._suspects.values()):
                return
            suspect = self._suspects[place]
            if suspect.start is None or suspect.start.offset != start.offset:
                suspect.failed = 0
            suspect.start = start
            arguments = [place[0], str(place[1]), str(start.offset), str(spare_bytes())]
            command = [sys.executable, "-m", "bridge.consume.alone", *arguments]
            suspect.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
            os.set_blocking(_output(suspect.process).fileno(), False)

    def look(self) -> Iterator[HarmlessMessages | DeadlyMessage]:
        """Yield the results since the last look. After a result the place to read on is asked for
        again.
        """
        for place, suspect in list(self._suspects.items()):
            if suspect.process is None or suspect.start is None:
                continue
            ended = _read(_output(suspect.process), suspect.read)
            found = list(_messages(suspect.read))
            if found:
                yield HarmlessMessages(place, suspect.start, found)
                suspect.start = suspect.start._replace(offset=found[-1].origin.offset + 1)
                suspect.failed = 0
            if ended and place in self._suspects:
                status = suspect.process.wait()
                suspect.process, suspect.read = None, bytearray()
                yield from self._judge(place, suspect, suspect.start, status)

    def _judge(self, place: PartitionKey, suspect: _Suspect, start: Start, status: int) -> Iterator[DeadlyMessage]:
        if status == Exit.DONE:
            logger.warning("%s/%d is read on at offset %d: no process has died of it", *place, start.offset)
            del self._suspects[place]
        elif status in {Exit.UNREADABLE, Exit.NO_MEMORY} or -status in _OF_ITS_OWN:
            suspect.failed += 1
            logger.error("reading %s/%d alone at offset %d ended with status %d", *place, start.offset, status)
            if suspect.failed >= MAX_FAILED:
                suspect.failed = 0
                yield DeadlyMessage(place, start, _told(status))
        else:
            logger.warning("it is not known yet whether %s/%d can be read at offset %d", *place, start.offset)


def _told(status: int) -> str:
    if status == Exit.UNREADABLE:
        return "Kafka's client can't read the batch that it stands in: it is damaged, or larger than any buffer."
    return (
        f"A process that read it alone ended {MAX_FAILED} times, at last with status {status}: decoded, the batch that it "
        "stands in is larger than the memory that is left."
    )


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None
    return process.stdout


def _read(output: IO[bytes], into: bytearray) -> bool:
    """Read the output that is there, up to a portion. Returns True at its end."""
    while len(into) < MAX_BATCH_BYTES or not _whole(into):
        try:
            data = os.read(output.fileno(), 262_144)
        except BlockingIOError:
            return False
        if not data:
            output.close()
            return True
        into += data
    return False


def _whole(read: bytearray) -> bool:
    return len(read) >= LENGTH.size and len(read) >= LENGTH.size + LENGTH.unpack_from(read)[0]


def _messages(read: bytearray) -> Iterator[InboundMessage]:
    while _whole(read):
        (length,) = LENGTH.unpack_from(read)
        yield pickle.loads(read[LENGTH.size : LENGTH.size + length])  # noqa: S301 - from our own process
        del read[: LENGTH.size + length]
