"""Leaves messages of a poll in Kafka, because too many of their source can't be used (ADR 0042)."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import assert_never

from sqlalchemy.orm import Session

from bridge import metrics
from bridge.consume.log_fields import of_place
from bridge.decode.unusable import Reason, shown
from inventory.database.transactions import now
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, PartitionKey, Usable
from inventory.inbox.superseding import CONFLICTING_PAYLOAD
from inventory.partitions import set_aside
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.set_aside import ANYBODY, Overrun, SetAsideRange, Word

logger = logging.getLogger(__name__)


class Leaving:
    """The messages of some partitions that one transaction leaves in Kafka. The transaction has
    locked the partitions (`receipts.receive`).
    """

    def __init__(
        self, session: Session, words: Mapping[PartitionKey, Collection[Word]], overruns: Sequence[Overrun]
    ) -> None:
        """`words` are an operator's words that are heard at the place where each partition is read.
        `overruns` were found at an earlier attempt.
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
        """Return True if this event is left. `late` are events that turned out to be dead when they
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
        """Return the places of dead letters that should have been left."""
        return {each.origin for each in died if _counts(each) and self._by(each) is not None}

    def accepts(self, heard: DecodedEvent) -> bool:
        """Return True if an operator has allowed this event to become a dead letter."""
        return any(one.accepts(heard.origin, heard.blamed) for one in self._known)

    def keep(self, session: Session, read: Sequence[Advance]) -> None:
        """Store the messages that are left, and the position in ranges that are read again."""
        set_aside.leave(session, self._left)
        if any(self._words.values()):
            set_aside.go_on(session, {each.place: each.next_offset for each in read}, self._words)

    def tell(self) -> None:
        """Count and log the messages that are left, once the transaction is committed."""
        for reason in self._reasons:
            metrics.SET_ASIDE.labels(reason).inc()
        for overrun in self._overruns:
            logger.error(
                "SET ASIDE unusable events of %s in %s/%d, from offset %d on: %d of its last %d events can't be used, for %s. "
                "They stay in Kafka, and all others are read. When the producer (or our configuration) is mended, have them "
                "read again: inventory events resume %s %d",
                "any source" if overrun.source == ANYBODY else f"source {shown(overrun.source)}",
                *(*overrun.at, overrun.dead, overrun.among, overrun.reasons, overrun.at.topic, overrun.at.partition),
                extra=of_place(overrun.at),
            )

    def _by(self, heard: DecodedEvent) -> SetAsideRange | None:
        return next((one for one in self._known if one.leaves(heard.origin, heard.blamed)), None)


def _counts(event: Dead) -> bool:
    """Return True if the dead letter may be left. Near misses are kept: they may be somebody
    else's, and nobody is to miss one of ours.
    """
    return event.reason != Reason.NEAR_MISS
