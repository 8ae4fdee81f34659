"""Orders that wait for the catalogue: pending in the inbox for SKUs that it has not named yet (ADR
0032).

An order may overtake its product: the two come from different topics, and a new group reads both
from the first event on. So an order of an unknown SKU is not refused at once. It waits until all
its SKUs are known. The wait ends without them when the catalogue has been read as far as Kafka had
it when the order was heard, and the least wait is over. In any case it ends after the longest wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Text,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.tables import InboxEvent, InboxPending, KeptOffset, Stock, Time
from inventory.inbox.events import Operation

_event = for_each(select(InboxEvent.received_at).where(InboxEvent.id == InboxPending.id), name="event")
WAITING: ColumnElement[bool] = InboxPending.waits_for != literal_column("'{}'::text[]", ARRAY(Text))
"""Condition of a pending event that waits for the catalogue. It has no parameter, so that the
planner sees that the partial index fits.
"""


MAX_NAMED = 5
"""Maximum number of SKUs that the last error names."""


@dataclass(frozen=True, slots=True)
class Patience:
    """The wait of an order: `least`, then until the catalogue is read as far as Kafka had it when
    the order was heard, but at most `longest`.
    """

    least: timedelta
    longest: timedelta


_PARK = (
    update(InboxPending)
    .where(InboxPending.id == bindparam("id_", type_=BigInteger))
    .values(
        waits_for=bindparam("skus_", type_=ARRAY(Text)),
        last_error=bindparam("why_", type_=Text),
        not_before=bindparam("until_", type_=Time),
        attempts=0,
    )
)


def park(session: Session, waiting: Mapping[int, Sequence[str]], *, now: datetime, patience: Patience) -> None:
    """Leave these events pending, each until its SKUs are known. `release` makes them due again.
    Their attempt does not count.
    """
    if not waiting:
        return
    rows = [
        {
            "id_": id_,
            "skus_": list(skus),
            "why_": _why(skus),
            "until_": now + patience.longest,
        }
        for id_, skus in sorted(waiting.items())
    ]
    session.connection().execute(_PARK, rows)


def _why(skus: Sequence[str]) -> str:
    more = f" and {len(skus) - MAX_NAMED} more" if len(skus) > MAX_NAMED else ""
    return f"waits for the catalogue to name {', '.join(skus[:MAX_NAMED])}{more}"


def release(
    session: Session, *, catalogue: str, now: datetime, patience: Patience, limit: int = 5_000
) -> tuple[int, int]:
    """Make the events due that need not wait any longer. Returns the number whose SKUs are known
    now, and the number that has waited long enough.

    `catalogue` is the topic that names SKUs.
    """
    if session.execute(select(exists().where(WAITING))).scalar_one() is False:
        return 0, 0
    served = _release(session, _ALL_KNOWN, now=now, limit=limit)
    read_to = _read_to(session, catalogue)
    heard_by = now - patience.least
    if read_to is not None:
        heard_by = min(heard_by, read_to)
    oldest = session.execute(_OLDEST_STATEMENT).scalar_one()
    if oldest is not None:
        # A pending statement of the catalogue may name a missing SKU. So orders go on only if they
        # are older than it by the least wait.
        heard_by = min(heard_by, oldest - patience.least)
    enough = or_(_event.c.received_at <= heard_by, _event.c.received_at <= now - patience.longest)
    return served, _release(session, enough, now=now, limit=limit)


def _release(session: Session, condition: ColumnElement[bool], *, now: datetime, limit: int) -> int:
    found = (
        select(InboxPending.id)
        .join(_event, true())
        .where(WAITING, condition)
        .order_by(InboxPending.id)
        .limit(limit)
        .with_for_update(of=InboxPending, skip_locked=True)
        .cte()
    )
    released = session.connection().execute(
        update(InboxPending)
        .where(InboxPending.id == func.any(func.array(select(found.c.id).scalar_subquery())))
        .values(waits_for=[], not_before=now, attempts=0)
        .returning(InboxPending.id)
    )
    return len(released.all())


_sku = func.unnest(InboxPending.waits_for).column_valued("waited_for")
# Not by EXISTS: PostgreSQL would make a join of it.
_known = select(Stock.sku).where(Stock.sku == _sku).limit(literal_column("1")).scalar_subquery()
_ALL_KNOWN = not_(exists(select(_sku).where(_known.is_(None)).correlate(InboxPending)))

_OLDEST_STATEMENT = (
    select(func.min(_event.c.received_at))
    .select_from(InboxPending)
    .join(_event, true())
    .where(InboxPending.operation == Operation.INITIALIZE_STOCK.value)
)


def _read_to(session: Session, catalogue: str) -> datetime | None:
    """Return the moment that the whole catalogue is read to. None if no bridge reads it.

    A topic that was made again with fewer partitions leaves rows under its old id. They are
    ignored.
    """
    rows = session.execute(
        select(KeptOffset.topic_id, KeptOffset.current_at).where(KeptOffset.topic == catalogue)
    ).all()
    if not rows:
        return None
    moments = [(row.current_at or _NEVER, row.topic_id) for row in rows]
    _, topic_id = max(moments, key=itemgetter(0))
    return min(moment for moment, id_ in moments if id_ == topic_id)


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
