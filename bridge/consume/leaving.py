"""Leaving messages of a poll in Kafka, because too many of their source can't be used (ADR 0042)."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import assert_never

from sqlalchemy.orm import Session

from bridge import metrics
from bridge.decode.unusable import Reason, shown
from inventory.database.transactions import now
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, PartitionKey, Usable
from inventory.inbox.superseding import CONFLICTING_PAYLOAD
from inventory.partitions import set_aside
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.set_aside import ANYBODY, Overrun, SetAsideRange, Word

logger = logging.getLogger(__name__)


class Leaving:
    """What is left of some partitions in one transaction, which has locked them
    (`kept_offsets.receive`).
    """

    def __init__(
        self, session: Session, words: Mapping[PartitionKey, Collection[Word]], overruns: Sequence[Overrun]
    ) -> None:
        """`words` are those that are heard where these partitions are read. `overruns` were found
        when this was tried before.
        """
        places = words.keys()
        known = set_aside.locked(session, places)
        for overrun in overruns:
            set_aside.begin(session, overrun, known, words[overrun.place], now=now(session))
            known = set_aside.locked(session, places)
        self._known = known
        self._words = words
        self._overruns = overruns
        self._left: list[tuple[Origin, SetAsideRange]] = []
        self._reasons: list[str] = []

    def leave(self, event: DecodedEvent, late: Collection[Origin]) -> bool:
        """Return whether this event is left. `late` are those that turned out to be dead when they
        were stored.
        """
        match event:
            case Usable():
                return event.origin in late and self._leave(event, CONFLICTING_PAYLOAD)
            case Dead():
                return _counts(event) and self._leave(event, event.reason)
            case _:
                assert_never(event)

    def _leave(self, event: DecodedEvent, reason: str) -> bool:
        by = self._by(event)
        if by is None:
            return False
        self._left.append((event.origin, by))
        self._reasons.append(reason)
        return True

    def covered(self, died: Iterable[Dead]) -> set[Origin]:
        """Return where those stood that should have been left."""
        return {each.origin for each in died if _counts(each) and self._by(each) is not None}

    def accepts(self, heard: DecodedEvent) -> bool:
        """Return whether an operator has said that it may be a dead letter."""
        return any(one.accepts(heard.origin, heard.blamed) for one in self._known)

    def keep(self, session: Session, read: Sequence[Advance]) -> None:
        """Keep what is left, and how far it is read again where it is."""
        set_aside.leave(session, self._left)
        if any(self._words.values()):
            set_aside.go_on(session, {each.place: each.next_offset for each in read}, self._words)

    def tell(self) -> None:
        """Count and log it, once it is committed."""
        for reason in self._reasons:
            metrics.SET_ASIDE.labels(reason).inc()
        for overrun in self._overruns:
            logger.error(
                "SET ASIDE what can't be used of %s in %s/%d, from offset %d on: %d of its last %d events, for %s. It stays in "
                "Kafka, and all else is read. When the producer (or our configuration) is mended have it read again: inventory "
                "events resume %s %d",
                "any source" if overrun.source == ANYBODY else f"source {shown(overrun.source)}",
                overrun.at.topic,
                overrun.at.partition,
                overrun.at.offset,
                overrun.dead,
                overrun.among,
                overrun.reasons,
                overrun.at.topic,
                overrun.at.partition,
            )

    def _by(self, heard: DecodedEvent) -> SetAsideRange | None:
        return next((one for one in self._known if one.leaves(heard.origin, heard.blamed)), None)


def _counts(event: Dead) -> bool:
    """Return whether it may be left. Near misses are kept: they may be somebody else's, and nobody
    is to miss one of ours.
    """
    return event.reason != Reason.NEAR_MISS
