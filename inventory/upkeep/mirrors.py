"""Sources of the catalogue that state our own number of units as their supply (ADR 0055).

Such a source has everything that is sold taken off twice. It is counted and told, never corrected:
a correction would depend on the order of arrival. A source counts after `ALARMING` such statements
in a row, over all workers. Statements that lower nothing tell neither, and are passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Integer, Text, select, text
from sqlalchemy.orm import Session

from inventory.database.arrays import parameters
from inventory.database.tables import CatalogueMirror
from inventory.domain.commands import StateSupply
from inventory.domain.outcome import Outcome, StockOutcome
from inventory.inbox.events import ACTOR_PREFIX

logger = logging.getLogger(__name__)

ALARMING = 3
"""The number of such statements in a row from which on they count."""
MAX_SOURCES = 200
"""Maximum number of sources that are told apart. Later ones share `OTHERS`."""
OTHERS = "(others)"
SILENCE = timedelta(hours=1)
"""Least time between two warnings of one source."""


class Seen(NamedTuple):
    """The statements of a source in one batch that lowered its supply.

    `ends` is True if one of them had another number than ours. `running` is the number of those
    with ours behind it. The newest of these states `quantity` for `sku` and `location`.
    """

    source: str
    running: int
    ends: bool
    sku: str
    location: str
    quantity: int


class Mirror(NamedTuple):
    """A source to be told of, with its newest statement."""

    source: str
    sku: str
    location: str
    quantity: int


class MirrorCount(NamedTuple):
    source: str
    mirrors: int


def seen(outcomes: Iterable[Outcome]) -> list[Seen]:
    """Return the statements that lower the supply, by source. As a rule there are none."""
    found: dict[str, Seen] = {}
    for outcome in outcomes:
        if not isinstance(outcome, StockOutcome) or outcome.mirrors is None:
            continue
        command = outcome.command
        if isinstance(command, StateSupply):
            source = command.cause.actor.removeprefix(ACTOR_PREFIX)
            before = found.get(source)
            running = 1 + (before.running if before else 0) if outcome.mirrors else 0
            ends = not outcome.mirrors or (before is not None and before.ends)
            found[source] = Seen(source, running, ends, command.sku, command.location, command.quantity or 0)
    return [found[source] for source in sorted(found)]


_SEEN: dict[str, Any] = {
    "source": Text(),
    "running": Integer(),
    "ends": Boolean(),
    "sku": Text(),
    "location": Text(),
    "quantity": BigInteger(),
}
# The run before this batch. All parts of the statement see the table as it stood before it, and a
# row that is changed as it is now, under its lock.
_BEFORE = "CASE WHEN (SELECT ends FROM named WHERE named.source = excluded.source) THEN 0 ELSE known.running END"
_NEWEST = ", ".join(
    f"{name} = CASE WHEN excluded.running > 0 THEN excluded.{name} ELSE known.{name} END"
    for name in ("sku", "location", "quantity", "last_at")
)
# A source of which nothing is known, and whose numbers are its own, gets no row.
_NOTE = text(
    f"""
    WITH given AS (
        SELECT * FROM unnest(
            CAST(:source_ AS text[]), CAST(:running_ AS integer[]), CAST(:ends_ AS boolean[]), CAST(:sku_ AS text[]),
            CAST(:location_ AS text[]), CAST(:quantity_ AS bigint[])
        ) AS given (source, running, ends, sku, location, quantity)
    ), named AS (
        SELECT DISTINCT ON (1) CASE
            WHEN EXISTS (SELECT FROM catalogue_mirror AS known WHERE known.source = given.source)
                OR (SELECT count(*) FROM catalogue_mirror) < :max_sources THEN source
            ELSE :others
        END AS source, running, ends, sku, location, quantity
        FROM given ORDER BY 1, running DESC
    )
    INSERT INTO catalogue_mirror AS known (source, running, mirrors, sku, location, quantity, first_at, last_at, told_at)
    SELECT source, running, greatest(running - :more, 0), sku, location, quantity, :now, :now,
        CASE WHEN running > :more THEN CAST(:now AS timestamptz) END
    FROM named
    WHERE running > 0 OR EXISTS (SELECT FROM catalogue_mirror AS known WHERE known.source = named.source)
    ORDER BY source
    ON CONFLICT (source) DO UPDATE SET
        running = {_BEFORE} + excluded.running,
        mirrors = known.mirrors + greatest({_BEFORE} + excluded.running - :more, 0) - greatest({_BEFORE} - :more, 0),
        told_at = CASE
            WHEN {_BEFORE} + excluded.running > :more AND excluded.running > 0
                AND (known.told_at IS NULL OR known.told_at <= CAST(:quiet_since AS timestamptz)) THEN CAST(:now AS timestamptz)
            ELSE known.told_at
        END,
        {_NEWEST}
    RETURNING source, sku, location, quantity, told_at IS NOT DISTINCT FROM CAST(:now AS timestamptz)
    """  # noqa: S608 - our own text
)


def note(session: Session, statements: Sequence[Seen], *, now: datetime) -> list[Mirror]:
    """Count these statements, in the transaction that applied them. Returns the sources to `tell`
    of once that is committed.

    The rows are locked by source, behind all other locks of the transaction (G8).
    """
    if not statements:
        return []
    bounds = {"max_sources": MAX_SOURCES, "others": OTHERS, "more": ALARMING - 1, "quiet_since": now - SILENCE}
    found = session.connection().execute(_NOTE, {**parameters(_SEEN, statements), **bounds, "now": now})
    return [Mirror(*row) for *row, telling in found if telling]


def tell(mirrors: Iterable[Mirror]) -> None:
    """Log each source, with the way out."""
    for one in mirrors:
        logger.warning(
            "the catalogue's source %r states our own quantity_on_hand as its supply, last %d for SKU %r at %r: units that were "
            "sold are taken off twice. Set INVENTORY_CATALOGUE_QUANTITY to first or ignored for it, or have it state what it "
            "supplied, then count these SKUs (docs/catalogue.md)",
            one.source,
            one.quantity,
            one.sku,
            one.location,
        )


def counts(session: Session) -> list[MirrorCount]:
    """Return the sources with their numbers of such statements, from the third in a row on."""
    query = select(CatalogueMirror.source, CatalogueMirror.mirrors).order_by(CatalogueMirror.source)
    return [MirrorCount(*row) for row in session.connection().execute(query)]
