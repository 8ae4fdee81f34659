"""The search box: from a text to the page of the thing that it names."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter, ValidationError

from api.tracing import allowance, may
from console import addresses
from console.access.scopes import SIGNED_IN, needs
from console.page import page
from console.reading.search import Kind, Match, SearchResult, search
from console.services import database
from inventory.boundary.fields import Identifier
from inventory.database.transactions import now
from inventory.tokens import Scope

pages = Blueprint("search", __name__)

_NUMBERED = re.compile(r"(movement|event)\s+([1-9][0-9]{0,18})", re.ASCII | re.IGNORECASE)
"""A number that says what it is of. Without its word it may be a part of any name."""
_PLACES = {"movement": addresses.of_movement, "event": addresses.of_event}
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@pages.get("/search")
@needs(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Lead to the one thing that the text names, or list all of them."""
    asked = request.args.get("q", "").strip()
    found = _find(asked)
    if len(found.matches) == 1 and found.matches[0].is_certain:
        return redirect(_address(found.matches[0]), 303)
    if not found.matches and (numbered := _NUMBERED.fullmatch(asked)) is not None:
        return redirect(_PLACES[numbered[1].lower()](int(numbered[2])), 303)
    matches = [(one, _address(one)) for one in found.matches]
    near = [(one, _address(one)) for one in found.near]
    with_events = may(Scope.OPS) and allowance().is_of_all
    return page("search/show.html", asked=asked, matches=matches, near=near, with_events=with_events)


def _find(asked: str) -> SearchResult:
    """Return nothing for a text that nothing can be named by."""
    try:
        _IDENTIFIER.validate_python(asked)
    except ValidationError:
        return SearchResult([], [])
    with database().transaction() as session:
        return search(session, asked, now=now(session), allowance=allowance(), scopes=_scopes())


def _scopes() -> set[Scope]:
    """Return the scopes of the caller that things are found by."""
    return {scope for scope in (Scope.STOCK_READ, Scope.OPS) if may(scope)}


def _address(match: Match) -> str:
    match match.kind:
        case Kind.SKU:
            return addresses.of_sku(match.key)
        case Kind.ORDER:
            return addresses.of_order(match.key)
        case Kind.EVENT:
            return addresses.of_event(int(match.key))
        case Kind.MOVEMENT:
            return addresses.of_movement(int(match.key))
