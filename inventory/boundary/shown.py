"""The JSON that we show: its form is declared once, by the types that its builders fill.

The API documents its answers from them, and its tests hold each answer against them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, with_config
from typing_extensions import TypedDict  # pydantic reads those of `typing` only from Python 3.12 on

EXTENSIBLE = "x-extensible-enum"
"""The known values of a text that may have others."""


@with_config(ConfigDict(use_attribute_docstrings=True))
class ShownJson(TypedDict):
    """Base of the objects that we show. It may get more members: clients pass over unknown ones."""


def open_enum(values: Iterable[object]) -> WithJsonSchema:
    """Return the schema of a text that has these values today, and may have others tomorrow."""
    return WithJsonSchema({"type": "string", EXTENSIBLE: [str(value) for value in values]})


def _require_moment(text: str) -> str:
    datetime.fromisoformat(text).astimezone(UTC)  # raises where it is no time
    if not text.endswith("Z"):
        raise ValueError(f"the time {text} is not in UTC, or does not say so by a Z")
    return text


Units = Annotated[int, Field(ge=0)]
MAX_ROW_NUMBER = 2**63 - 1
RowNumber = Annotated[int, Field(ge=1, le=MAX_ROW_NUMBER, json_schema_extra={"format": "int64"})]
"""The number of a row. Without the format, clients in Java and Go read 32 bits of it: a shop with
50 orders a second has more movements within the first year.
"""
MomentText = Annotated[str, AfterValidator(_require_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
"""A time as `moment_json` writes it."""
