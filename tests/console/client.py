"""A browser without a screen. It keeps cookies, follows redirects and fills in forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import TestResponse

ORIGIN = "http://localhost"


@dataclass
class ShownForm:
    """A form as a page has it: its address, and its fields with their values in their sequence."""

    action: str
    filled: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, str]:
        """Return the values by name. Of several fields with one name the last counts."""
        return dict(self.filled)

    def all(self, name: str) -> list[str]:
        """Return the values of all fields with this name."""
        return [value for known, value in self.filled if known == name]


@dataclass(frozen=True)
class Page:
    """A page as it was answered."""

    status: int
    headers: Headers
    html: str
    path: str

    @property
    def text(self) -> str:
        """Return the words that a reader sees, with single spaces."""
        return " ".join(_read(self.html).words).replace("  ", " ")

    @property
    def forms(self) -> list[ShownForm]:
        """Return the forms of the page, in its order."""
        return _read(self.html).forms

    def form(self, action: str = "") -> ShownForm:
        """Return the form with this address. Without one, the form in the content of the page."""
        found = [one for one in self.forms if one.action == action]
        assert found, f"{self.path} has no form {action!r}, only {[one.action for one in self.forms]}:\n{self.text}"
        return found[0]


class Visitor:
    """Somebody at the console, with cookies of their own."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **options: Any) -> Page:
        """Return the page at this path. Redirects are followed."""
        return self._page(self.client.get(path, follow_redirects=True, **options))

    def sign_in(self, token: str, *, back: str = "/") -> Page:
        """Sign in through the page, and return the page behind it."""
        asked = self.get(f"/sign-in?next={back}")
        return self.send(asked, action="/sign-in", token=token)

    def send(self, shown: Page, /, action: str = "", **typed: object) -> Page:
        """Fill in a form of the page and send it. Redirects are followed. `step` names a button. A
        list fills in the fields of one name.
        """
        form = shown.form(action)
        fields = MultiDict(form.filled)
        for name, text in typed.items():
            fields.setlist(name, [str(one) for one in text] if isinstance(text, list) else [str(text)])
        return self.post(form.action or shown.path, fields)

    def post(self, path: str, fields: Any, **options: Any) -> Page:
        """Send these fields alone, as a browser sends a form of ours. Redirects are followed."""
        headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        return self._page(self.client.post(path, data=fields, headers=headers, follow_redirects=True, **options))

    def csrf(self) -> str:
        """Return the token of this visitor's forms."""
        return next(one.fields["csrf"] for one in self.get("/sign-in").forms if "csrf" in one.fields)

    @staticmethod
    def _page(answer: TestResponse) -> Page:
        environ = answer.request.environ
        path, query = environ["RAW_URI"].partition("?")[0], environ["QUERY_STRING"]
        try:
            return Page(answer.status_code, answer.headers, answer.text, f"{path}?{query}" if query else path)
        finally:
            answer.close()  # a browser that has read all of it does so, too


class _Reader(HTMLParser):
    """Reads the words and the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[ShownForm] = []
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(ShownForm(given.get("action", "")))
        elif tag == "input" and "name" in given and self.forms:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.forms[-1].filled.append((given["name"], given.get("value", "")))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1].filled.append((self._select, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self.words.extend(data.split())


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader
