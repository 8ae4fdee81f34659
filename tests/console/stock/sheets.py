"""People upload sheets, and wait until those are checked or applied."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.console.client import Page, Visitor
from tools.devstack.processes.children import wait_until

COUNTS = "sku,location,counted,expected_counted\ntea,main,98,100\ntea,north,6,5\nghost,main,4,0\n"
GOOD_COUNTS = COUNTS.removesuffix("ghost,main,4,0\n")


@pytest.fixture(autouse=True)
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory where the console keeps sheets."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    return tmp_path


def send(visitor: Visitor, content: str, **terms: str) -> Page:
    """Upload a sheet."""
    form = visitor.get("/import").form()
    fields = form.fields | terms | {"sheet": (BytesIO(content.encode()), "sheet.csv")}
    return visitor.post("/import", fields, content_type="multipart/form-data")


def upload(visitor: Visitor, content: str, **terms: str) -> Page:
    """Upload a sheet, and wait until it is checked."""
    return settled(visitor, send(visitor, content, **terms))


def settled(visitor: Visitor, shown: Page) -> Page:
    """Wait until nothing is under way on the page."""
    if "/import/" not in shown.path:
        return shown
    assert wait_until(lambda: "hx-get" not in visitor.get(shown.path).html, seconds=30)
    return visitor.get(shown.path)


def begin(visitor: Visitor, shown: Page, **typed: str) -> Page:
    """Press the button of an import."""
    return visitor.send(shown, action=f"{shown.path}/apply", **typed)


def apply(visitor: Visitor, shown: Page, **typed: str) -> Page:
    """Press the button of an import, and wait until that is done."""
    return settled(visitor, begin(visitor, shown, **typed))


def on_hand(engine: Engine) -> dict[str, int]:
    """Return the units of tea by place."""
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT location, quantity_on_hand FROM product_inventory WHERE sku = 'tea'"))
        return {row.location: row.quantity_on_hand for row in rows}
