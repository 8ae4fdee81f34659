"""Places that keep stock: the list, one with its attributes, and a form to set them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from api.contract.errors import LocationNotFound
from api.tracing import allowance
from console.access.scopes import needs
from console.asked import again, asked
from console.changes import change
from console.forms import Form, FormModel, Typed
from console.page import done, page
from console.services import database
from inventory.boundary.fields import Identifier, ShortText
from inventory.database import lineage
from inventory.database.epochs import sequence
from inventory.domain.locations import DEFAULT_PRIORITY, MAX_PRIORITY, LocationSettings, StoredLocation
from inventory.errors import InventoryError, PreconditionFailed
from inventory.reading import locations as location_reads
from inventory.reading.near_locations import near_locations, with_near_names
from inventory.reading.queries import Page
from inventory.tokens import Scope
from inventory.write_path.locations import SetUp, set_up

pages = Blueprint("places", __name__)
LIMIT = 100
SUGGESTED = 200
"""Maximum number of names that a field suggests."""


class PlacesQuery(FormModel):
    after: Identifier | None = None


class PlaceForm(FormModel):
    """The attributes of a place. `seen` is the version that its form showed: two people don't
    overwrite each other.
    """

    name: Identifier
    sells: bool = False
    active: bool = False
    priority: Annotated[int, Typed, Field(ge=0, le=MAX_PRIORITY)] = DEFAULT_PRIORITY
    counts_as: ShortText | None = None
    parent: Identifier | None = None
    returns_to: Identifier | None = None
    seen: Annotated[int, Field(ge=0, lt=10**20)] = 0

    def settings(self) -> LocationSettings:
        return LocationSettings(
            priority=self.priority,
            sells=self.sells,
            counts_as=self.counts_as,
            parent=self.parent,
            returns_to=self.returns_to,
            active=self.active,
        )


@pages.get("/locations")
@needs(Scope.STOCK_READ)
def show() -> ResponseReturnValue:
    """List the places, by name."""
    query = asked(PlacesQuery)
    with database().transaction() as session:
        found = _reached(session, after=query.after, limit=LIMIT)
    here = url_for("places.show")
    return page(
        "stock/places.html",
        places=found.entries,
        first=here if query.after else None,
        next=again(here, after=found.last) if found.last else None,
    )


@pages.route("/locations/new", methods=["GET", "POST"])
@needs(Scope.STOCK_CONFIGURE)
def new() -> ResponseReturnValue:
    """Make a place."""
    return _set(Form(PlaceForm, sells="true", active="true", priority=DEFAULT_PRIORITY, seen=0), None)


@pages.route("/locations/<segment:name>/set", methods=["GET", "POST"])
@needs(Scope.STOCK_CONFIGURE)
def edit(name: str) -> ResponseReturnValue:
    """Set the attributes of a place."""
    known, seen = _known(name)
    return _set(Form(PlaceForm, **_values(known, seen)), known)


def _set(form: Form[PlaceForm], known: StoredLocation | None) -> ResponseReturnValue:
    if form.parsed:
        with form.refusals:
            made = change(partial(_set_up, form.parsed))
            return done(_told(made), url_for("places.show"))
    newest = None
    if isinstance(form.problem, PreconditionFailed):
        # The person's own input stays, beside the settings that somebody else has made meanwhile.
        newest, seen = _known(form.values["name"])
        form.values["seen"] = str(seen)
    with database().transaction() as session:
        places = names(session)
    return page("stock/place.html", form=form, known=known, newest=newest, places=places), form.status


def _set_up(asked_for: PlaceForm, session: Session) -> SetUp:
    """Set the place up. The only thing that its transaction does."""
    named = [one for one in (asked_for.name, asked_for.parent, asked_for.returns_to) if one is not None]
    allowance().require_locations(named)
    try:
        return set_up(session, asked_for.name, asked_for.settings(), expected_versions={asked_for.seen})
    except InventoryError as error:
        raise with_near_names(session, [error], within=allowance().locations)[0] from error


def _known(name: str) -> tuple[StoredLocation, int]:
    """Return the place, and its version as a sequence. Raises `LocationNotFound`."""
    allowance().require_location(name)
    with database().transaction() as session:
        found = location_reads.location(session, name)
        if found is None:
            raise LocationNotFound(location=name, near=near_locations(session, name, within=allowance().locations))
        return found, sequence(lineage.epoch(session), found.version)


def _values(known: StoredLocation, seen: int) -> dict[str, object]:
    """Return the fields of its form as they are now."""
    settings = known.settings
    return {
        "name": known.name,
        "sells": "true" if settings.sells else None,
        "active": "true" if settings.active else None,
        "priority": settings.priority,
        "counts_as": settings.counts_as,
        "parent": settings.parent,
        "returns_to": settings.returns_to,
        "seen": seen,
    }


def _reached(session: Session, *, after: str | None, limit: int) -> Page[StoredLocation, str]:
    """Return the next places that the caller may see."""
    reach = allowance().locations
    if reach is None:
        return location_reads.locations(session, after=after, limit=limit)
    found = location_reads.named(session, sorted(reach))
    behind = [found[name] for name in sorted(found, key=str.encode) if after is None or name.encode() > after.encode()]
    return Page(behind[:limit], behind[limit - 1].name if len(behind) > limit else None)


def names(session: Session) -> list[str]:
    """Return names of places that a field may suggest."""
    return [one.name for one in _reached(session, after=None, limit=SUGGESTED).entries]


def _told(made: SetUp) -> str:
    name = made.location.name
    if not made.changed:
        return f"{name} was so already. Nothing was changed."
    follows = "" if made.location.settled else " The totals of its stock follow within seconds."
    return f"{name} was {'made' if made.created else 'changed'}.{follows}"
