"""The cookie of a visitor: random, and the name of a session once somebody has signed in.

Every visitor has one, so that the forms of the sign-in page and those of open mode are bound to a
browser, too. It is new after each sign-in.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Response, g, request

from inventory import sessions
from inventory.settings import is_loopback

NAME = "inventory_console"
SECURE_NAME = f"__Host-{NAME}"
"""Browsers take a cookie of such a name over TLS alone, and for this host alone."""
FOREIGN_SITES = {"cross-site", "same-site"}
"""Values of `Sec-Fetch-Site` for what a page of another site asks for."""
_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def cookie() -> str:
    """Return the visitor's cookie, a new one for a new visitor."""
    known: str | None = g.get("cookie")
    if known is None:
        known = g.cookie = _sent() or replace()
    return known


def was_sent() -> bool:
    """Return True if the browser sent the visitor's cookie."""
    return _sent() is not None and "new_cookie" not in g


def replace() -> str:
    """Give the visitor a new cookie with this answer. Return it."""
    made = g.new_cookie = g.cookie = sessions.new_cookie()
    return made


def tell(response: Response) -> Response:
    """Add a new cookie to the answer. An `after_request` function."""
    made: str | None = g.get("new_cookie")
    # A browser keeps a strict cookie from what another site asks for. A new one would replace it.
    if made is not None and request.headers.get("Sec-Fetch-Site") not in FOREIGN_SITES:
        response.set_cookie(_name(), made, path="/", secure=is_secure(), httponly=True, samesite="Strict")
    return response


def _sent() -> str | None:
    sent = request.cookies.get(_name(), "")
    return sent if _COOKIE.fullmatch(sent) else None


def _name() -> str:
    return SECURE_NAME if is_secure() else NAME


def is_secure() -> bool:
    """Return True unless the browser calls its own machine, where there is no TLS to ask for."""
    try:
        host = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return True
    return request.is_secure or not (is_loopback(host) or host.endswith(".localhost"))
