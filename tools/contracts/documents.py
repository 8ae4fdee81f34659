"""The generated files below `docs/events/`, and the released schemas."""

from __future__ import annotations

import json
from pathlib import Path

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from tools.contracts import asyncapi, examples, schemas
from tools.contracts.schemas import Schema

EVENTS = Path(__file__).parents[2] / "docs" / "events"
RELEASED = EVENTS / "released"


def generated() -> dict[Path, str]:
    """Return the right content of each generated file."""
    shown = {
        **{f"in/{event_type}.json": examples.structured(event_type) for event_type in EventType},
        **{f"out/{outcome_type}.json": examples.published(outcome_type) for outcome_type in OutcomeType},
    }
    return {
        EVENTS / "asyncapi.json": _text(asyncapi.document()),
        **{
            EVENTS / "schemas" / path: _text({**schema, "examples": [shown[path]]})
            for path, schema in schemas.everything().items()
        },
    }


def present() -> dict[Path, str]:
    """Return the present content of the generated files, and of files that should not be there."""
    return {path: path.read_text() for path in [*EVENTS.glob("asyncapi.json"), *EVENTS.glob("schemas/**/*.json")]}


def write() -> list[Path]:
    """Write each file that differs and remove strays. Returns the paths of both."""
    wanted, found = generated(), present()
    different = [path for path, text in wanted.items() if found.get(path) != text]
    for path in different:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path])
    strays = [path for path in found if path not in wanted]
    for path in strays:
        path.unlink()
    return different + strays


def released() -> dict[str, dict[str, Schema]]:
    """Return the schemas that somebody may rely on: by version, and then by path."""
    return {
        version.name: {
            str(path.relative_to(version)): json.loads(path.read_text()) for path in sorted(version.glob("*/*.json"))
        }
        for version in sorted(RELEASED.iterdir())
    }


def _text(document: Schema) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
