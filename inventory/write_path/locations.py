"""Set up locations. Their stock follows by `inventory.write_path.following` (ADR 0053)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from inventory.database import lineage
from inventory.database.advisory_locks import SET_UP_LOCK, table_key
from inventory.database.epochs import VersionsOf
from inventory.database.tables import Location
from inventory.domain.locations import LocationSettings, StoredLocation
from inventory.domain.stock.adjusting import require_new
from inventory.errors import InventoryError, LocationNotSetUp, PreconditionFailed
from inventory.reading.locations import location, named
from inventory.write_path import making

MAX_DEPTH = 100
"""Maximum number of locations that lie in each other."""


class LocationInItself(InventoryError):
    """Location {location!r} can't be in {parent!r}, which is in {location!r} itself. Name another
    parent.
    """

    code = "location_in_itself"
    location: str
    parent: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """A location after it was set up. `changed` is False if it was so before."""

    location: StoredLocation
    changed: bool
    created: bool


def set_up(
    session: Session, name: str, settings: LocationSettings, *, expected_versions: Container[int] | None = None
) -> SetUp:
    """Make the location, or give it these settings, in the caller's transaction.

    A change of where orders are served from waits for transactions that make stock rows, so it must
    be the only thing that its transaction does. With `expected_versions`, given as sequences
    (`inventory.database.epochs`), it is refused unless one of them is the version of the location.
    0 stands for a new one. A location that has these settings is a replay, whatever was expected.

    Raises `PreconditionFailed`, `InvalidIdentifier` for a new name with a flaw, `LocationNotSetUp`
    for an unknown parent or place of returns, and `LocationInItself`.
    """
    connection = session.connection()
    # One at a time, so that two can't put each other's location into their own.
    connection.execute(select(func.pg_advisory_xact_lock(table_key(Location.__table__), SET_UP_LOCK)))
    before = location(session, name)
    if before is not None and before.settings == settings:
        return SetUp(before, changed=False, created=False)
    if expected_versions is not None:
        version = 0 if before is None else before.version
        if version not in VersionsOf(lineage.epoch(session), expected_versions):
            raise PreconditionFailed(subject=f"Location {name!r}", version=version)
    if before is None:
        require_new(location=name)
    _require_known(session, name, settings)
    if before is None:
        made = connection.execute(_INSERT, {"name": name, **settings._asdict()}).rowcount
        if not made:  # an event has named it meanwhile
            return set_up(session, name, settings, expected_versions=expected_versions)
        return SetUp(StoredLocation(name, settings, 1, settled=True), changed=True, created=True)
    version, serves = before.version + 1, settings.sells and settings.active
    served = before.settings.sells and before.settings.active
    if serves != served:
        _wait_for_new_stock(session, name)
    settled = before.settled and serves == served
    follows = {"settled_version": version} if settled else {}
    connection.execute(_UPDATE.where(Location.name == name).values(**settings._asdict(), version=version, **follows))
    return SetUp(StoredLocation(name, settings, version, settled), changed=True, created=False)


_INSERT = insert(Location).on_conflict_do_nothing()
_UPDATE = update(Location)


def _wait_for_new_stock(session: Session, name: str) -> None:
    """Wait for the sweep of the location, then for all transactions that make stock rows.

    Rows that others have made are committed then, so the next sweep sees them. Rows that others
    make meanwhile wait, and read the location when it is changed. A lock of the location would do
    the same, but new rows do not queue for it: they refer to the location, which they share.
    """
    session.connection().execute(select(Location.name).where(Location.name == name).with_for_update(key_share=True))
    making.hold_up_all(session)


def _require_known(session: Session, name: str, settings: LocationSettings) -> None:
    """Refuse other locations that are not there, and a parent that lies in the location itself."""
    others = {other for other in (settings.parent, settings.returns_to) if other not in {None, name}}
    known = named(session, sorted(filter(None, others)))
    for other in sorted(filter(None, others)):
        if other not in known:
            raise LocationNotSetUp(location=other)
    above = settings.parent
    for _ in range(MAX_DEPTH):
        if above is None:
            return
        if above == name:
            break
        found = location(session, above)
        above = None if found is None else found.settings.parent
    raise LocationInItself(location=name, parent=settings.parent)
