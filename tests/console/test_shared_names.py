"""Values of a page hide none that all pages share: a page lost its menu by one called `known`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

import console

ROOT = Path(console.__path__[0])


def given() -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each value that a page gives to its template."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"page", "part"}:
                yield from ((str(path.relative_to(ROOT)), one.arg) for one in node.keywords if one.arg)


def test_no_page_gives_a_value_under_a_name_that_all_pages_have(app: Flask) -> None:
    values: dict[str, object] = {}
    with app.test_request_context():
        app.update_template_context(values)
    shared = values.keys() | app.jinja_env.globals.keys() | {"notice", "layout"}

    assert ("pages/stock/places.py", "form") in list(given())
    assert [one for one in given() if one[1] in shared] == []
