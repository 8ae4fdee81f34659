"""Schemas as a strict reader takes them: nothing missing, nothing more, and formats that are
checked.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tools.contracts.schemas import Schema

SCHEMAS = Path(__file__).parents[3] / "docs" / "events" / "schemas"


def committed(path: str) -> Schema:
    """The schema as it stands in the repository."""
    schema: Schema = json.loads((SCHEMAS / path).read_text())
    return schema


def closed(schema: Any) -> Any:
    """The same schema, but a field that it does not name is refused."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {keyword: closed(value) for keyword, value in schema.items()}
    return inner | {"additionalProperties": False} if schema.get("type") == "object" else inner


def problems(event: Any, schema: Schema) -> list[str]:
    """Return the faults of `event`, in words. Nothing when it is as `schema` says."""
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(event)]
