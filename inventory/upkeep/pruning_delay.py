"""Read how far pruning is behind. Each look is at a few rows, whatever the size of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from inventory.upkeep.periods import Periods
from inventory.upkeep.retention import BLOCKS_PER_RUN, MARGIN, Kind


@dataclass(frozen=True, slots=True)
class PruningDelay:
    """The delay by kind. Each kind is in one of the two, or in none if it is kept for ever."""

    overdue_seconds: Mapping[str, float]
    """The time by which the oldest row exceeds its period, 0 if none does. For kinds that are
    removed from the lowest id on.
    """
    pass_seconds: Mapping[str, float]
    """The time of one pass over all pages of a table. For kinds that are found page by page."""


LOOKED_AT = 200
"""Number of rows at the low end that are looked at. Some of them may have to stay."""

_FIRST = f"(SELECT coalesce(max(position), 0) FROM retention WHERE kind = :kind) ORDER BY id LIMIT {LOOKED_AT}"  # noqa: S608 - our own text
# Events that are pending or dead stay, and an event from the future goes later. Without counting,
# PostgreSQL would join whole tables (ADR 0050).
_EVENTS = text(
    f"""
    SELECT min(greatest(e.received_at, e.occurred_at))
    FROM (SELECT id, received_at, occurred_at FROM inbox_event WHERE id > {_FIRST}) e
    WHERE (SELECT count(*) FROM inbox_pending p WHERE p.id = e.id) = 0
      AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0
    """  # noqa: S608 - our own text
)
_PAYLOADS = text(f"SELECT min(received_at) FROM (SELECT received_at FROM inbox_event WHERE id > {_FIRST}) e")  # noqa: S608
_DEAD_LETTERS = text(f"SELECT min(died_at) FROM (SELECT died_at FROM dead_letter WHERE id > {_FIRST}) d")  # noqa: S608
_MOVEMENTS = text(f"SELECT min(occurred_at) FROM (SELECT occurred_at FROM stock_movement WHERE id > {_FIRST}) m")  # noqa: S608
_OUTCOMES = text(
    f"SELECT min(announced_at) FROM (SELECT announced_at FROM announced_outcome WHERE id > {_FIRST}) o"  # noqa: S608
)
_REFUSED_CALLS = text("SELECT min(last_at) FROM refused_call")
_SESSIONS = text("SELECT min(expires_at) FROM console_session")
_PAGES = text("SELECT pg_relation_size(CAST(:table AS regclass)) / current_setting('block_size')::bigint")


def pruning_delay(session: Session, now: datetime, periods: Periods, interval_seconds: float) -> PruningDelay:
    """Return the delay of this moment. Pruning runs every `interval_seconds`."""
    overdue: dict[str, float] = {}
    passes: dict[str, float] = {}
    for kind in Kind:
        match _way(kind, periods):
            case None:
                continue
            case str(table):
                runs = -(-session.execute(_PAGES, {"table": table}).scalar_one() // BLOCKS_PER_RUN)
                passes[kind.value] = max(runs, 1) * interval_seconds
            case (query, period):
                oldest = session.execute(query, {"kind": kind.value}).scalar_one()
                late = timedelta(0) if oldest is None else now - oldest - period
                overdue[kind.value] = max(late.total_seconds(), 0.0)
    return PruningDelay(overdue, passes)


def _way(kind: Kind, periods: Periods) -> str | tuple[TextClause, timedelta] | None:  # noqa: C901 - a case for each kind
    """Return the table of a kind that is found page by page, or the query for the oldest row of any
    other and its period. None if the kind is kept for ever.
    """
    match kind:
        case Kind.EVENTS:
            return _EVENTS, periods.events + MARGIN
        case Kind.PAYLOADS:
            return _PAYLOADS, periods.payloads
        case Kind.DEAD_LETTERS:
            return _DEAD_LETTERS, periods.dead_letters + MARGIN
        case Kind.OUTCOMES:
            return _OUTCOMES, periods.outcomes
        case Kind.REFUSED_CALLS:
            return _REFUSED_CALLS, periods.refused_calls
        case Kind.SESSIONS:
            return _SESSIONS, timedelta(0)
        case Kind.RESERVATIONS:
            return "reservation"
        case Kind.IDEMPOTENCY_KEYS:
            return "idempotency_key"
        case Kind.COMMIT_RECEIPTS:
            return "commit_receipt"
        case Kind.MOVEMENTS:
            return None if periods.movements is None else (_MOVEMENTS, periods.movements)
        case Kind.MOVES:
            return None if periods.movements is None else "stock_move"
        case _:
            assert_never(kind)
