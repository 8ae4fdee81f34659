"""Forms that other sites can't send: each has a token that only its own visitor's pages know, and
the browser tells the page that a form was on.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from flask import request
from markupsafe import Markup

from console.access.cookies import cookie, was_sent
from console.access.errors import ForeignForm, FormOutdated
from console.access.scopes import READING
from console.changes import CSRF

FIELD = CSRF
HEADER = "X-CSRF-Token"
_OWN_SITES = {None, "same-origin", "none"}
"""Values of `Sec-Fetch-Site` for a form of ours. None is an old browser, or no browser."""


def token() -> str:
    """Return the token of the visitor's forms. It says nothing about the cookie."""
    return hmac.digest(cookie().encode(), b"csrf", sha256).hex()


def field() -> Markup:
    """Return the hidden field that each form has."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def check() -> None:
    """Raise `ForeignForm` or `FormOutdated` for a change that no form of ours asks for."""
    if request.method in READING:
        return
    _refuse_foreign_pages()
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not (was_sent() and hmac.compare_digest(given.encode(), token().encode())):
        raise FormOutdated


def _refuse_foreign_pages() -> None:
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is not None and origin.lower().partition("://")[2] != request.host.lower():
        raise ForeignForm(page=origin)
    if site not in _OWN_SITES:
        raise ForeignForm(page=f"another site ({site})")
