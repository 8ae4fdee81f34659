"""The cap on dead letters of a source. Further ones stay in Kafka instead of draining into a table
(ADR 0042).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable
from typing import NamedTuple

from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.set_aside import ANYBODY, MAX_SOURCES, Overrun

_REASONS_TOLD = 3


class Verdict(NamedTuple):
    """An event in its place, with its claimed source, and a reason if it is a dead letter."""

    at: Origin
    source: str
    reason: str | None


Windows = dict[PartitionKey, dict[str, deque[Verdict]]]
"""The results of the last events, by partition and source. A source has results from its first dead
letter on.
"""


class DeadLetterCap:
    """Remembers the results of the last events of each source in a partition. More than `most` dead
    among `window` are too many.

    `MAX_SOURCES` of a partition are told apart. The others count as one, so that a producer gets no
    further by a made-up source for each message.
    """

    def __init__(self, *, most: int, window: int) -> None:
        self._most = most
        self._window = window
        self._recent: Windows = {}

    def judge(self, verdicts: Iterable[Verdict], mended: Collection[Origin] = ()) -> tuple[Windows, list[Overrun]]:
        """Return each partition's windows with these verdicts added, and the sources with too many
        dead in them.

        Dead letters that are `mended` count no more. This remembers nothing: `remember` does, once
        the events are taken.
        """
        recent = self._with_mended(mended)
        overruns: dict[tuple[PartitionKey, str], Overrun] = {}
        for verdict in verdicts:
            place = verdict.at.topic, verdict.at.partition
            if place not in recent:
                known = self._recent.get(place, {})
                recent[place] = {source: events.copy() for source, events in known.items()}
            counted_as = self._count(recent[place], verdict)
            if counted_as is None or verdict.reason is None or (place, counted_as) in overruns:
                continue
            if (overrun := self._overrun(verdict.at, counted_as, recent[place][counted_as])) is not None:
                overruns[place, counted_as] = overrun
        return recent, list(overruns.values())

    def remember(self, recent: Windows) -> None:
        self._recent |= recent

    def forget(self, place: PartitionKey, source: str | None = None) -> None:
        """Count afresh, because the source's unusable messages are left from now on, or another
        bridge counts.
        """
        if source is None:
            self._recent.pop(place, None)
        else:
            self._recent.get(place, {}).pop(source, None)

    def _count(self, windows: dict[str, deque[Verdict]], verdict: Verdict) -> str | None:
        """Count an event. Returns the source that it counts for, or None: events of a source
        without dead letters are not counted.
        """
        source = verdict.source if verdict.source in windows else ANYBODY
        if source not in windows:
            if verdict.reason is None:
                return None
            source = self._new(windows, verdict.source)
        windows[source].append(verdict)
        if all(each.reason is None for each in windows[source]):
            del windows[source]
            return None
        return source

    def _new(self, windows: dict[str, deque[Verdict]], source: str) -> str:
        told_apart = len(windows.keys() - {ANYBODY}) < MAX_SOURCES
        counted_as = source if told_apart else ANYBODY
        windows[counted_as] = deque(maxlen=self._window)
        return counted_as

    def _with_mended(self, mended: Collection[Origin]) -> Windows:
        """Return the windows with a mended event, counted as if it had been right at once."""
        places = {(at.topic, at.partition) for at in mended} & self._recent.keys()
        return {
            place: {
                source: deque(
                    (each._replace(reason=None) if each.at in mended else each for each in events),
                    maxlen=self._window,
                )
                for source, events in self._recent[place].items()
            }
            for place in places
        }

    def _overrun(self, at: Origin, source: str, events: deque[Verdict]) -> Overrun | None:
        reasons = Counter(each.reason for each in events if each.reason is not None)
        if reasons.total() <= self._most:
            return None
        told = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(_REASONS_TOLD))
        return Overrun(at, source, dead=reasons.total(), among=len(events), reasons=told)
