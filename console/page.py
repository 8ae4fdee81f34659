"""Answers: pages from templates, and the way back after a change."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, Response, g, redirect, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as BaseResponse

from api.tracing import actor, allowance, may
from console import addresses
from console.access import csrf
from console.access.cookies import is_secure
from console.changes import new_key
from console.services import services
from console.words.actors import by
from console.words.refused import in_words
from inventory.tokens import Scope

STATIC = Path(__file__).parent / "static"
NOTICE = "inventory_notice"
_MAX_NOTICE = 500
_FAILED = "!"
"""Before a notice of a change that did not work, or in part alone. No letter of base64."""


class Notice(NamedTuple):
    """What the next page tells of the last change."""

    text: str
    worked: bool


class Beginning(NamedTuple):
    """A place where people begin, as the head of every page lists it."""

    words: str
    endpoint: str
    scope: Scope | None = None
    """None if everybody who has signed in may begin there."""
    without_limits: bool = False
    """True for pages that are closed to callers of some orders or places."""


def register(app: Flask, navigation: Sequence[Beginning]) -> None:
    """Give every template the parts that all pages have."""
    app.jinja_env.globals.update(csrf_field=csrf.field, csrf_token=csrf.token, new_key=new_key, may=_may)
    app.jinja_env.globals.update(may_read_events=_may_read_events)
    app.jinja_env.globals.update({one.__name__: one for one in addresses.OF})
    app.jinja_env.globals.update(static=static, version=_version(), is_here=_is_here)
    app.jinja_env.filters["labelled"] = labelled
    app.jinja_env.filters["in_words"] = in_words
    app.jinja_env.filters["by"] = by
    app.context_processor(lambda: {"let_in": g.get("let_in", False), "actor": actor(), "is_open": services().is_open})
    app.jinja_env.globals.update(
        navigation=lambda: [
            (one.words, url_for(one.endpoint), one.scope)
            for one in navigation
            if allowance().is_of_all or not one.without_limits
        ]
    )
    app.after_request(_forget_notice)


def page(template: str, **values: Any) -> str:
    """Return the page. A notice of the last change is shown once."""
    return render_template(template, notice=_notice(), **values)


def part(template: str, **values: Any) -> str:
    """Return a part of a page for htmx, and a page of its own for a browser without scripts."""
    layout = "part.html" if "HX-Request" in request.headers else "base.html"
    return render_template(template, layout=layout, notice=None, **values)


def done(message: str, address: str, *, worked: bool = True) -> BaseResponse:
    """Lead to the page at this address, which shows the message once. For the end of a change, and
    of one that did not work or in part alone.
    """
    answer = redirect(address, 303)
    told = urlsafe_b64encode(message[:_MAX_NOTICE].encode()).decode()
    answer.set_cookie(
        NOTICE,
        told if worked else _FAILED + told,
        max_age=60,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


_BLANK_CELL = re.compile(r"(<td[^>]*>)\s+(?=</td>)")
_CELL = re.compile(r"<t[dh]\b")


def labelled(rows: Markup, columns: Sequence[tuple[str, str]]) -> Markup:
    """Return the rows of a table with the heading of its column in each cell, for narrow screens.
    There a row is a card. Blank cells are left empty, so that a card leaves them out.
    """
    before, *found = _BLANK_CELL.sub(r"\1", str(rows)).split("<tr")
    # Texts of other people are escaped: each tag is ours.
    return Markup(before + "".join(f"<tr{_labelled_row(one, columns)}" for one in found))  # noqa: S704


def _labelled_row(row: str, columns: Sequence[tuple[str, str]]) -> str:
    headings = (heading for heading, _ in columns)
    return _CELL.sub(lambda tag: f'{tag[0]} data-label="{escape(next(headings, ""))}"', row)


def static(name: str) -> str:
    """Return the address of a static file, with the hash of its content."""
    return url_for("static", filename=name, v=_hash(name))


def _notice() -> Notice | None:
    told = request.cookies.get(NOTICE)
    if not told:
        return None
    g.notice_was_shown = True
    try:
        return Notice(urlsafe_b64decode(told.removeprefix(_FAILED)).decode(), not told.startswith(_FAILED))
    except ValueError:
        return None


def _forget_notice(response: Response) -> Response:
    if g.get("notice_was_shown"):
        response.delete_cookie(NOTICE, path="/", secure=is_secure(), httponly=True, samesite="Strict")
    return response


def _is_here(address: str) -> bool:
    """Return True for the part of the console that the page belongs to."""
    return request.path == address or (address != "/" and request.path.startswith(f"{address}/"))


def _may(scope: str) -> bool:
    return may(Scope(scope))


def _may_read_events() -> bool:
    return may(Scope.OPS) and allowance().is_of_all


@cache
def _hash(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:16]


@cache
def _version() -> str:
    return version("inventory-service")
