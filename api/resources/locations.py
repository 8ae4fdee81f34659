"""Locations: the places that keep stock, and the order in which they serve."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from api.contract import cursors
from api.contract import place_answers as answers
from api.contract.endpoint import Endpoint, Header
from api.contract.errors import LocationNotFound
from api.contract.headers import is_conditional, represent, versions_to_replace
from api.contract.place_answers import LocationPageJson
from api.contract.requests.locations import LocationRequest
from api.contract.requests.query_strings import PageQuery
from api.services import services
from api.set_up import set_up_location
from api.tracing import allowance
from inventory.domain.locations import StoredLocation
from inventory.errors import InvalidIdentifier, LocationNotSetUp
from inventory.reading import locations as location_reads
from inventory.reading.location_json import location_json
from inventory.reading.near_locations import near_locations
from inventory.reading.queries import Page
from inventory.tokens import Scope
from inventory.write_path.locations import LocationInItself

blueprint = Blueprint("locations", __name__, url_prefix="/v1/locations")


@blueprint.get("")
@Endpoint("List the locations", Scope.STOCK_READ, {200: answers.LOCATION_PAGE}, query=PageQuery)
def many(query: PageQuery) -> ResponseReturnValue:
    """Lists all locations, sorted by name. A token that is limited to locations sees those."""
    after = cursors.decode(query.cursor, cursors.AfterIdentifier)
    reach = allowance().locations
    with services().reads.transaction() as session:
        if reach is None:
            page = location_reads.locations(session, after=after, limit=query.limit)
        else:
            page = _page(location_reads.named(session, sorted(reach)), after=after, limit=query.limit)
    shown: LocationPageJson = {
        "items": [location_json(one) for one in page.entries],
        "next_cursor": cursors.encode(page.last),
    }
    return shown


def _page(reached: dict[str, StoredLocation], *, after: str | None, limit: int) -> Page[StoredLocation, str]:
    """Return the next of the few locations that a token reaches."""
    names = [name for name in sorted(reached, key=str.encode) if after is None or name.encode() > after.encode()]
    return Page([reached[name] for name in names[:limit]], names[limit - 1] if len(names) > limit else None)


@blueprint.get("/<segment:name>")
@Endpoint(
    "Read a location",
    Scope.STOCK_READ,
    {200: answers.LOCATION, 304: None},
    refusals=[LocationNotFound],
    headers=[Header.IF_NONE_MATCH],
    tagged=True,
)
def show(name: str) -> ResponseReturnValue:
    """Shows the attributes of the location."""
    allowance().require_location(name)
    with services().reads.transaction() as session:
        epoch = services().epochs.within(session, conditional=is_conditional())
        found = location_reads.location(session, name)
        if found is None:
            near = near_locations(session, name, within=allowance().locations)
            raise LocationNotFound(location=name, near=near)
    return represent(location_json(found), found.version, epoch=epoch)


@blueprint.put("/<segment:name>")
@Endpoint(
    "Make a location, or set its attributes",
    Scope.STOCK_CONFIGURE,
    {200: answers.LOCATION, 201: answers.LOCATION},
    body=LocationRequest,
    refusals=[LocationNotSetUp, LocationInItself, InvalidIdentifier],
    headers=[Header.IF_MATCH, Header.IF_NONE_MATCH],
    tagged=True,
    writes=True,
)
def put(name: str, body: LocationRequest) -> ResponseReturnValue:
    """Answers 201 for a new location, and 200 for one that was there. Sets all attributes: one that
    is left out gets its default. The same again changes nothing.

    When a location stops selling, or begins to, the totals of its stock follow within seconds, and
    each SKU whose numbers change is announced. Until then `settled` is false. Holds that are there
    stay, and may be confirmed.
    """
    allowance().require_locations(one for one in (name, body.parent, body.returns_to) if one is not None)
    made = set_up_location(name, body.settings(), expected_versions=versions_to_replace())
    return _represent(made.location, HTTPStatus.CREATED if made.created else HTTPStatus.OK)


def _represent(location: StoredLocation, status: HTTPStatus) -> Response:
    path = f"{request.root_path}{blueprint.url_prefix}/{quote(location.name, safe='')}"
    headers = [("Content-Location", path)]
    if status == HTTPStatus.CREATED:
        headers.append(("Location", path))
    epoch = services().epochs.current()
    return represent(location_json(location), location.version, epoch=epoch, status=status, headers=headers)
