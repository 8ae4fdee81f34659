"""The runbook, so that a red figure leads to its remedy without another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Blueprint
from flask.typing import ResponseReturnValue
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from console.access.scopes import SIGNED_IN, needs
from console.page import page

pages = Blueprint("runbook", __name__)

_HERE = Path(__file__).parents[1]
PLACES = (_HERE / "runbook.md", _HERE.parent / "docs" / "runbook.md")
"""Beside the package, as the wheel has it, or in a copy of the repository."""


@pages.get("/runbook")
@needs(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the runbook."""
    return page("runbook/show.html", text=_rendered())


@cache
def _rendered() -> Markup:
    text = next(place for place in PLACES if place.exists()).read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _with_anchors(reader.parse(text))
    # It is a document of our own, and its renderer escapes all that is no Markdown.
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704


def _with_anchors(tokens: list[Token]) -> list[Token]:
    """Give each heading an anchor. Take out styles, and links to documents that are not here."""
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[position + 1].content))
        if token.attrs.pop("style", None) == "text-align:right":  # our own policy forbids styles
            token.attrSet("class", "number")
        if token.children:
            token.children = list(_without_links_elsewhere(token.children))
    return tokens


def _without_links_elsewhere(tokens: list[Token]) -> Iterator[Token]:
    is_elsewhere = False
    for token in tokens:
        if token.type == "link_open":
            is_elsewhere = not str(token.attrGet("href")).startswith("#")
        if not (is_elsewhere and token.type in {"link_open", "link_close"}):
            yield token


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as the pages of repositories have it."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
