"""Hold the README and the reference documents to the code: settings, calls, events, length."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from inventory.cli.root import commands
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from inventory.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120


def test_every_setting_is_listed_as_it_is() -> None:
    table = CliRunner().invoke(commands, ["settings"]).output.strip()

    assert table in (ROOT / "docs/settings.md").read_text(), (
        "run `inventory settings`, paste its table into docs/settings.md"
    )


def test_every_call_is_listed() -> None:
    from api.app import create_app
    from api.contract.openapi.document import openapi

    document = openapi(create_app(Settings(database_url="postgresql://127.0.0.1/nowhere", authentication="open")))
    served = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    table = "\n".join(line for line in (ROOT / "docs/http.md").read_text().splitlines() if line.startswith("|"))
    listed = {call.partition("?")[0] for call in re.findall(r"`((?:GET|PUT|POST) [^`]+)`", table)}

    assert listed == served | {"GET /openapi.json", "GET /docs"}


def test_every_event_is_listed() -> None:
    events = (ROOT / "docs/events/README.md").read_text()

    assert [name for name in (*EventType, *OutcomeType) if f"`{name}`" not in events] == []
