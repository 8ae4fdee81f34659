"""Have the stock of a location follow it, into the totals of its SKU or out of them (ADR 0053).

The work that is left stands in the tables. A location is unsettled until its stock was looked at
from the first SKU to the last, under the same version. So a crash loses nothing: the next run looks
again, and finds the rows that do not follow yet.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, bindparam, select, text, update
from sqlalchemy.orm import Session

from inventory.database.tables import Location
from inventory.domain.commands import Cause, FollowLocation
from inventory.domain.orders.hold_times import HoldTimes
from inventory.write_path.apply import apply

ACTOR = "follow_locations"
"""The actor of these changes."""
PIECE = 500
"""Maximum number of SKUs that one transaction announces."""
LOOKED_AT = 20_000
"""Maximum number of stock rows that one transaction looks at."""

_UNSETTLED = (
    select(Location.name, Location.version).where(Location.version != Location.settled_version).order_by(Location.name)
)
# Nobody else changes the location before this transaction is over, and others may refer to it.
_LOCK = (
    select(Location.sells & Location.active)
    .where(Location.name == bindparam("name_", type_=Text))
    .with_for_update(key_share=True, skip_locked=True)
)
_FOLLOWING = text(
    """
    WITH looked_at AS MATERIALIZED (
        SELECT sku, location, sells FROM product_inventory WHERE sku > :after
        ORDER BY sku FETCH FIRST :looked_at ROWS WITH TIES
    )
    SELECT ARRAY(SELECT sku FROM looked_at WHERE location = :name AND sells <> :sells ORDER BY sku LIMIT :most),
           (SELECT max(sku) FROM looked_at), (SELECT count(*) FROM looked_at)
    """
)


class Unsettled(NamedTuple):
    """A location whose stock may not follow yet, and the version that it is to follow."""

    name: str
    version: int


def unsettled(session: Session) -> list[Unsettled]:
    """Return the locations whose stock may not follow yet."""
    return [Unsettled(*row) for row in session.connection().execute(_UNSETTLED)]


def follow(session: Session, one: Unsettled, *, after: str, now: datetime, holds: HoldTimes) -> str | None:
    """Have the next SKUs behind `after` follow the location, in the caller's transaction.

    Returns the last SKU that was looked at. Returns None if there are no more, or if somebody else
    works on the location. Without more SKUs it is settled, unless it was changed meanwhile.
    """
    connection = session.connection()
    sells = connection.execute(_LOCK, {"name_": one.name}).scalar_one_or_none()
    if sells is None:
        return None
    given = {"name": one.name, "sells": sells, "after": after, "most": PIECE, "looked_at": LOOKED_AT}
    skus, last, looked_at = connection.execute(_FOLLOWING, given).one()
    if skus:
        apply(session, [FollowLocation(sku, one.name, Cause(actor=ACTOR)) for sku in skus], now=now, holds=holds)
    if len(skus) == PIECE or looked_at >= LOOKED_AT:
        return str(skus[-1] if len(skus) == PIECE else last)
    this = (Location.name == one.name) & (Location.version == one.version)
    connection.execute(update(Location).where(this).values(settled_version=one.version))
    return None
