"""Store the messages of one poll in PostgreSQL, in one transaction. Some are taken, others are left
in Kafka.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from bridge import metrics
from bridge.consume.ahead import Clocks
from bridge.consume.dead_letter_cap import DeadLetterCap, Verdict
from bridge.consume.leaving import Leaving
from bridge.consume.log_fields import of_dead, of_poll
from bridge.consume.offsets.positions import Positions
from bridge.consume.skipping import passed_over, tell
from bridge.decode.decode import Decoded, Skipped, Tombstone
from bridge.decode.new_keys import settled
from bridge.decode.unusable import Reason
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Dead, Origin, PartitionKey, Usable
from inventory.inbox.insertion import RecordingResult
from inventory.partitions import pauses, skipped_types
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.pauses import Pause
from inventory.partitions.receipts import receive
from inventory.partitions.set_aside import Overrun

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """The result of one poll: messages that are stored or were nothing to store, and the first
    withheld message of each partition.

    `kept` tells how far the partitions are read, as PostgreSQL now has it.
    """

    messages: Sequence[Decoded]
    recorded: RecordingResult
    withheld: Mapping[PartitionKey, tuple[Origin, Pause]]
    kept: Sequence[Advance] = ()


class TooManyDead(Exception):
    """Sources would have more dead letters than the cap allows. The transaction is undone, and
    begun again without these messages.
    """

    def __init__(self, overruns: Sequence[Overrun]) -> None:
        self.overruns = overruns
        super().__init__(overruns)


class DiedLate(Exception):
    """Messages were found unusable only when they were stored, and have to be left in Kafka. The
    transaction is undone.
    """

    def __init__(self, origins: Collection[Origin]) -> None:
        self.origins = origins
        super().__init__(origins)


class SetBack(Exception):
    """PostgreSQL has these partitions read less far than they were: it was set back. The
    transaction is undone.
    """

    def __init__(self, places: Collection[PartitionKey]) -> None:
        self.places = places
        super().__init__(places)


class Intake:
    """Takes the messages that may be taken. Redispatch may send an event again if it is not done
    after `retry_after`.
    """

    def __init__(self, database: Database, cap: DeadLetterCap, positions: Positions, *, retry_after: timedelta) -> None:
        self._database = database
        self._cap = cap
        self._positions = positions
        self._retry_after = retry_after
        self._clocks = Clocks()

    def take(self, decoded: Sequence[Decoded]) -> IntakeResult:
        """Store the events that may be taken. Raises `SetBack` and errors of the database, and then
        nothing is stored.

        The number of new dead letters is known only when they are stored: an event that was dead
        already is no new one, and an id that is used again is one. So too many are stored, undone,
        and left out at the second attempt.
        """
        if not any(isinstance(each, Usable | Dead) for each in decoded):
            self._positions.skip(passed_over(decoded))
            taken = IntakeResult(decoded, RecordingResult(), {})
        else:
            taken = self._store(decoded)
        _count(taken)
        self._clocks.tell(taken.recorded.ahead)
        return taken

    def _store(self, decoded: Sequence[Decoded]) -> IntakeResult:
        overruns: list[Overrun] = []
        late: set[Origin] = set()
        while True:
            try:
                return self._transact(decoded, overruns, late)
            except TooManyDead as error:
                overruns += error.overruns
            except DiedLate as error:
                late.update(error.origins)

    @retried_on_stale_plan
    def _transact(
        self, decoded: Sequence[Decoded], overruns: Sequence[Overrun], late: Collection[Origin]
    ) -> IntakeResult:
        with self._database.transaction(first=pauses.first_calls()) as session:
            before = pauses.pauses(session)
            taken, withheld = _divided(settled(session, decoded), before)
            kept = self._positions.advances(each.origin for each in taken)
            received = receive(session, (each.origin for each in taken), now=now(session), advances=kept)
            if received.differing:
                raise SetBack(received.differing)
            left = Leaving(session, self._positions.words({_place(each.origin) for each in taken}), overruns)
            heard = [
                replace(each, received_at=received.times[each.origin])
                for each in taken
                if isinstance(each, Usable | Dead) and not left.leave(each, late)
            ]
            recorded = inbox.record(session, heard, now=now(session), retry_after=self._retry_after)
            mended = frozenset(recorded.superseded)
            died = {each.origin: each for each in recorded.dead if each.origin not in mended}
            if too_late := left.covered(died.values()):
                raise DiedLate(too_late)
            verdicts = (
                Verdict(each.origin, each.blamed, died[each.origin].reason if each.origin in died else None)
                for each in heard
                if not _accepted(each.origin, before)
                and not left.accepts(each)
                and not (isinstance(each, Dead) and each.reason == Reason.NEAR_MISS)
            )
            recent, more = self._cap.judge(verdicts, mended)
            if more:
                raise TooManyDead(more)
            passed = {_place(each.origin) for each in taken if _passes(each.origin, before)}
            if passed:
                pauses.forget(session, passed)
            left.keep(session, kept)
            seen = skipped_types.count(session, self._positions.skips(kept, passed_over(taken)), now=now(session))
        tell(seen)
        left.tell()
        self._cap.remember(recent)
        for overrun in overruns:
            self._cap.forget(overrun.place, overrun.source)
        for place in withheld:
            self._cap.forget(place)
        return IntakeResult(taken, recorded, withheld, kept)


def _divided(
    decoded: Sequence[Decoded], known: Mapping[PartitionKey, Pause]
) -> tuple[list[Decoded], dict[PartitionKey, tuple[Origin, Pause]]]:
    if not known:
        return list(decoded), {}
    taken: list[Decoded] = []
    withheld: dict[PartitionKey, tuple[Origin, Pause]] = {}
    for each in decoded:
        pause = known.get(_place(each.origin))
        if pause is not None and pause.withholds(each.origin):
            withheld.setdefault(pause.place, (each.origin, pause))
        else:
            taken.append(each)
    return taken, withheld


def _place(at: Origin) -> PartitionKey:
    return at.topic, at.partition


def _accepted(at: Origin, known: Mapping[PartitionKey, Pause]) -> bool:
    pause = known.get(_place(at))
    return pause is not None and pause.accepts(at)


def _passes(at: Origin, known: Mapping[PartitionKey, Pause]) -> bool:
    pause = known.get(_place(at))
    return pause is not None and pause.accepted_through is not None and at.offset >= pause.accepted_through


def _count(taken: IntakeResult) -> None:
    metrics.BATCHES.inc()
    metrics.BATCH.observe(len(taken.messages))
    metrics.REDELIVERED.inc(taken.recorded.redelivered)
    heard: Counter[str] = Counter()
    for each in taken.messages:
        match each:
            case Skipped():
                metrics.count_skipped(each.type)
            case Tombstone():
                metrics.TOMBSTONES.inc()
            case Usable():
                heard.update([each.type])
            case Dead():
                pass  # counted once it is stored
            case _:
                assert_never(each)
    for type_, count in heard.items():
        metrics.HEARD.labels(type_).inc(count)
    for dead in taken.recorded.dead:
        metrics.DEAD.labels(dead.reason).inc()
        logger.warning(
            "dead letter %a of %a: %s, %s", dead.event_id, dead.source, dead.reason, dead.detail, extra=of_dead(dead)
        )
    if new := sum(map(len, taken.recorded.dispatch.values())):
        usable = [each for each in taken.messages if isinstance(each, Usable)]
        logger.info("new events heard: %d", new, extra=of_poll(new, usable))
