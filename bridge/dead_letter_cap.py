"""How much of a partition may be dead: after a bad deploy of a producer, stop instead of draining its topic (ADR 0012)."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable

from inventory.inbox import Origin
from inventory.pauses import Excess, Place

Verdict = tuple[Origin, str | None]
"""An event in its place, and why it is a dead letter, if it is one."""

_REASONS_TOLD = 3

Windows = dict[Place, deque[Verdict]]


class DeadLetterCap:
    """Remembers what became of the last events of each partition: more than `most` dead ones among `window` are too many."""

    def __init__(self, *, most: int, window: int) -> None:
        self._most = most
        self._window = window
        self._recent: Windows = {}

    def judge(self, verdicts: Iterable[Verdict], mended: Collection[Origin] = ()) -> tuple[Windows, list[Excess]]:
        """Each partition's last events if these are taken after the others, and where a partition then has too many dead.

        Dead letters that are `mended` count no more. Remembers nothing: that is for `remember`, when they are taken.
        """
        recent = self._with_mended(mended)
        excesses: dict[Place, Excess] = {}
        for at, reason in verdicts:
            place = at.topic, at.partition
            if place in excesses:
                continue
            if place not in recent:
                recent[place] = deque(self._recent.get(place, ()), maxlen=self._window)
            recent[place].append((at, reason))
            if reason is not None and (excess := self._excess(at, recent[place])) is not None:
                excesses[place] = excess
        return recent, list(excesses.values())

    def remember(self, recent: Windows) -> None:
        self._recent |= recent

    def forget(self, place: Place) -> None:
        """Count afresh: an operator has to give the word now, or another bridge counts."""
        self._recent.pop(place, None)

    def _with_mended(self, mended: Collection[Origin]) -> Windows:
        """The windows in which something is mended, with that counted as it would have been, had it been right at once."""
        places = {(at.topic, at.partition) for at in mended} & self._recent.keys()
        return {
            place: deque(
                ((at, None if at in mended else reason) for at, reason in self._recent[place]), maxlen=self._window
            )
            for place in places
        }

    def _excess(self, at: Origin, events: deque[Verdict]) -> Excess | None:
        reasons = Counter(reason for _, reason in events if reason is not None)
        if reasons.total() <= self._most:
            return None
        told = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(_REASONS_TOLD))
        return Excess(at, dead=reasons.total(), among=len(events), reasons=told)
