"""The guard before every page: hosts, forms, sessions and scopes."""

from __future__ import annotations

import logging

from flask import Flask, current_app, g, render_template, request

from api.callers.browsers import BrowserRules
from api.callers.caller import known_scopes
from api.contract.endpoint import EVERYBODY
from console.access import cookies, csrf, headers
from console.access.errors import HostUnknown, ScopeMissing, SignInNeeded
from console.access.scopes import needed_by
from console.services import services
from inventory import sessions
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.domain import allowance
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.sessions import SignedIn
from inventory.settings import Settings
from inventory.tokens import Scope

log = logging.getLogger(__name__)

OPEN_ACTOR = "console"
"""The ledger's name for everybody while nobody signs in."""
_PROBES = {"health.alive", "health.ready"}
_REFRESHED = {"overview.state", "overview.hour"}


def register(app: Flask, settings: Settings) -> None:
    """Have every request of `app` checked, before anything of it is read."""
    app.after_request(cookies.tell)
    app.after_request(headers.tell)
    if settings.authentication == "open":
        log.warning(
            "AUTHENTICATION IS OFF (INVENTORY_AUTHENTICATION=open): everybody on this machine may change stock through "
            "the console at %s:%s",
            settings.console_host,
            settings.console_port,
        )
        rules = BrowserRules(settings)
        app.before_request(lambda: _require_own_host(rules))
    app.before_request(_check)


def _require_own_host(rules: BrowserRules) -> None:
    """Raise `HostUnknown` for a name that a page of others may have given to this machine."""
    host = request.environ.get("HTTP_HOST", "").lower()
    if host and request.endpoint not in _PROBES and not rules.is_ours(host):
        raise HostUnknown(host=host)


def _check() -> str | None:
    """Raise `SignInNeeded`, `ScopeMissing`, or the refusals of `csrf.check`. Return a page that
    comes again, for a link on a page of another site.
    """
    if request.endpoint in {"static", *_PROBES}:
        return None
    if _came_from_elsewhere():
        # Two slashes in front would name another host.
        return render_template("arriving.html", address="/" + request.full_path.lstrip("/\\").rstrip("?"))
    known = is_known()
    # A path without a page is told to known callers alone.
    needed = None if request.endpoint is None else needed_by(current_app, request.endpoint)
    if needed is not EVERYBODY:
        if not known:
            raise SignInNeeded
        if isinstance(needed, Scope) and needed not in g.scopes:
            raise ScopeMissing(scope=str(needed))
    # Last, because it reads the form: a large one is taken from nobody else.
    csrf.check()
    return None


def _came_from_elsewhere() -> bool:
    """Return True for a link on a page of another site, which somebody followed.

    The browser keeps a strict cookie from it, and must not be given another one. It sends the
    cookie, and takes a new one, when a page of our own asks again.
    """
    is_foreign = request.headers.get("Sec-Fetch-Site") in cookies.FOREIGN_SITES
    return request.method == "GET" and is_foreign and not cookies.was_sent()


def is_known() -> bool:
    """Return True if somebody is signed in, and note the actor for the request (`api.tracing`)."""
    if services().is_open:
        _note(OPEN_ACTOR, frozenset(Scope), UNLIMITED)
        return True
    who = _found(cookies.cookie()) if cookies.was_sent() else None
    if who is None:
        return False
    _note(who.actor, known_scopes(list(who.scopes)), allowance.read(who.limits or {}))
    return True


@retried_on_stale_plan
def _found(cookie: str) -> SignedIn | None:
    with services().database.transaction() as session:
        return sessions.find(session, cookie, now=now(session), idle=services().idle, is_use=not _is_poll())


def _is_poll() -> bool:
    """Return True for a part of a page that refreshes itself: nobody may be sitting there."""
    return request.endpoint in _REFRESHED and "HX-Request" in request.headers


def _note(actor: str, scopes: frozenset[Scope], limits: Allowance) -> None:
    g.actor, g.scopes, g.allowance, g.let_in = actor, scopes, limits, True
