"""Forms that were sent in vain: their fields, to send them again.

The session may end while somebody fills a form in. Then the page that asks for a token keeps the
typed fields, and shows them after the sign-in. Nothing of it is done until its person sends it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from flask import request
from werkzeug import exceptions

from console.access import csrf
from console.access.errors import Refusal
from console.access.scopes import READING
from console.changes import CSRF, ONCE, RESENT

ADDRESS = "kept"
"""The field of the sign-in page with the address of a form that is kept."""
PREFIX = "kept-"
"""Stands before the name of each field of such a form."""
MAX_KEPT = 64 * 1024
"""Maximum number of bytes of a form that is kept for somebody who is not signed in."""
_MIMETYPE = "application/x-www-form-urlencoded"
_UNSEEN = {CSRF, ONCE, "seen", "chosen", "messages", "step", "version"}
"""Fields that nobody types or chooses."""


class SentForm(NamedTuple):
    """A form as it was sent, and its address with the query that names what it is about."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return the fields that its person filled in, with their names as words."""
        return [(name.replace("_", " "), value) for name, value in self.fields if name not in _UNSEEN and value]


def sent() -> SentForm | None:
    """Return the form of this request, to send it again under its key. None for one without a key,
    which may have a secret in it, and for a sheet.
    """
    if request.method in READING or request.mimetype != _MIMETYPE:
        return None
    with suppress(exceptions.HTTPException):  # it never came whole
        if ONCE in request.form:
            return SentForm(request.full_path.rstrip("?"), list(request.form.items(multi=True)))
    return None


def address_again() -> str:
    """Return the address for the form of this request, if it may have changed something."""
    query = [one for one in request.args.items(multi=True) if one[0] != RESENT]
    return f"{request.path}?{urlencode([*query, (RESENT, '1')])}"


def kept() -> SentForm | None:
    """Return the form of this request for somebody whose session is over. None for a form that no
    page of this visitor had: another site may have filled it in.
    """
    if (request.content_length or 0) > MAX_KEPT:
        return None
    with suppress(Refusal, exceptions.HTTPException):
        csrf.check()
        found = sent()
        return found and found._replace(fields=[one for one in found.fields if one[0] != CSRF])
    return None


def carried() -> SentForm | None:
    """Return the form that the sign-in page has kept."""
    address = request.form.get(ADDRESS, "")
    if not is_ours(address):
        return None
    fields = [
        (name.removeprefix(PREFIX), value) for name, value in request.form.items(multi=True) if name.startswith(PREFIX)
    ]
    return SentForm(address, fields)


def is_ours(address: str) -> bool:
    """Return True for the address of a page of ours."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not urlsplit(address).netloc
        and address.isprintable()
    )
