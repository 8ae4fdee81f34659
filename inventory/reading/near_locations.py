"""Find locations with almost the name of one that is not set up, because it may be misspelt."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import Location
from inventory.errors import InventoryError, LocationNotSetUp

MAX_NEAR = 3
MAX_COMPARED = 1_000
"""Maximum number of known names that a name is compared with, letter by letter."""
MAX_NAMES = 5
"""Maximum number of names of a request that similar ones are looked for. Others get none."""
_ALIKE = 0.6
"""Less than for SKUs: names of places are short, and one letter is much of them."""


def near_locations(session: Session, name: str, *, within: Collection[str] | None = None) -> list[str]:
    """Return at most `MAX_NEAR` known locations whose names resemble `name`, of all or of some.

    First come names that differ in case, spaces and signs alone, then names with similar letters.
    """
    return _near(name, _known(session, within))


def with_near_names(
    session: Session, errors: Sequence[InventoryError], *, within: Collection[str] | None = None
) -> list[InventoryError]:
    """Return the errors. Those for locations that are not there name similar ones as well."""
    missing = dict.fromkeys(error.location for error in errors if isinstance(error, LocationNotSetUp))
    known = _known(session, within) if missing else []
    near = {name: _near(name, known) for name in list(missing)[:MAX_NAMES]}
    return [
        type(error)(location=error.location, near=near.get(error.location, []))
        if isinstance(error, LocationNotSetUp)
        else error
        for error in errors
    ]


def require_known(session: Session, name: str, *, within: Collection[str] | None = None) -> None:
    """Raise `LocationNotSetUp` with similar names unless the location is there.

    A list of nothing would hide a misspelt name.
    """
    if session.scalar(select(Location.name).where(Location.name == name)) is None:
        raise LocationNotSetUp(location=name, near=near_locations(session, name, within=within))


def _known(session: Session, within: Collection[str] | None) -> list[str]:
    query = select(Location.name).order_by(Location.name).limit(MAX_COMPARED)
    if within is not None:
        query = query.where(Location.name.in_(sorted(within)))
    return list(session.scalars(query))


def _near(name: str, known: Sequence[str]) -> list[str]:
    folded = _folded(name)
    same = [one for one in known if _folded(one) == folded]
    alike = get_close_matches(name, known, n=MAX_NEAR, cutoff=_ALIKE)
    return [one for one in dict.fromkeys([*same, *alike]) if one != name][:MAX_NEAR]


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
