"""Concurrent availability checks share a statement, as concurrent commands share a transaction."""

from __future__ import annotations

from collections.abc import Sequence

from api.contract.database_errors import as_unavailable
from api.contract.errors import DatabaseUnavailable
from api.contract.limits import MAX_SKUS
from api.turns.replica_reads import AgedRead, ReplicaReads
from api.turns.shared_turns import SharedTurns, WaitingRequest
from inventory.database.transactions import now
from inventory.domain.commands import Line
from inventory.reading import availability
from inventory.reading.availability import Obtainable, Offer

SKUS_A_TURN = 1_000


class AvailabilityChecks(SharedTurns[Sequence[Line], AgedRead[Obtainable]]):
    """Every check sees all that was committed when it came in: the statement begins after that."""

    def __init__(self, checks: ReplicaReads, *, queue: int, deadline_seconds: float) -> None:
        """No more checks are taken while `queue` of the largest wait."""
        super().__init__("availability", turn=SKUS_A_TURN, queue=queue * MAX_SKUS, deadline_seconds=deadline_seconds)
        self._checks = checks

    def offers(self, lines: Sequence[Line]) -> AgedRead[list[Offer]]:
        """Return the units that could be had of each line now. Raises `Unavailable`."""
        try:
            read = self.ask(lines, size=len(lines))
        except TimeoutError:
            raise DatabaseUnavailable from None
        return AgedRead(availability.offers(read.found, lines), read.age)

    def _serve(self, batch: Sequence[WaitingRequest[Sequence[Line], AgedRead[Obtainable]]]) -> None:
        checks = [waiting.request for waiting in batch]
        try:
            read = self._checks.read(
                lambda session: availability.obtainable(session, checks, now=now(session)),
                first=availability.first_calls(checks),
            )
        except Exception as error:
            reason = as_unavailable(error)
            if reason is None:
                raise
            for waiting in batch:
                waiting.answer.set_exception(type(reason)())
        else:
            for waiting in batch:
                waiting.answer.set_result(read)
