"""Read the locations. Takes no lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Select, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.tables import Location
from inventory.domain.locations import LocationSettings, StoredLocation
from inventory.reading.queries import Page

_COLUMNS = (
    Location.name,
    *(getattr(Location, name) for name in LocationSettings._fields),
    Location.version,
    Location.settled_version,
)
_ALL = select(*_COLUMNS).order_by(Location.name)
_NAMED = _ALL.where(Location.name == func.any(bindparam("names_", type_=ARRAY(Text))))


def locations(session: Session, *, after: str | None = None, limit: int) -> Page[StoredLocation, str]:
    """Return the next locations in byte order of their names."""
    query = _ALL.limit(limit + 1) if after is None else _ALL.where(Location.name > after).limit(limit + 1)
    found = _read(session, query)
    return Page(found[:limit], found[limit - 1].name if len(found) > limit else None)


def location(session: Session, name: str) -> StoredLocation | None:
    """Return the location, None if there is none of that name."""
    return named(session, [name]).get(name)


def named(session: Session, names: Sequence[str]) -> dict[str, StoredLocation]:
    """Return the locations with these names. One that is not there is absent."""
    return {one.name: one for one in _read(session, _NAMED, {"names_": list(names)})}


def _read(session: Session, query: Select[Any], given: dict[str, Any] | None = None) -> list[StoredLocation]:
    return [
        StoredLocation(name, LocationSettings(*settings), version, settled=version == settled_version)
        for name, *settings, version, settled_version in session.connection().execute(query, given or {})
    ]
