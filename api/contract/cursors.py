"""Opaque cursors: the start of the next page, as URL-safe text that means nothing to callers."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated, TypeVar

import orjson
from pydantic import Field, TypeAdapter

from api.contract.errors import InvalidRequest
from inventory.boundary.fields import Identifier
from inventory.boundary.moments import UtcDatetime

Position = TypeVar("Position")

AfterIdentifier: TypeAdapter[str] = TypeAdapter(Identifier)
AfterHold: TypeAdapter[tuple[datetime, str]] = TypeAdapter(tuple[UtcDatetime, Identifier])
AfterEntry: TypeAdapter[tuple[datetime, int, int]] = TypeAdapter(
    tuple[
        UtcDatetime, Annotated[int, Field(strict=True, ge=0, lt=8)], Annotated[int, Field(strict=True, ge=0, lt=2**63)]
    ]
)
BeforeId: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(strict=True, ge=1, lt=2**63)])


def encode(position: str | int | tuple[datetime, str] | tuple[datetime, int, int] | None) -> str | None:
    """Return the cursor for the page after `position`. None stays None: there is no such page."""
    return None if position is None else urlsafe_b64encode(orjson.dumps(position)).rstrip(b"=").decode()


def decode(cursor: str | None, kind: TypeAdapter[Position]) -> Position | None:
    """Return the position in a cursor. Raises `InvalidRequest` if it is not one of `encode`."""
    if cursor is None:
        return None
    try:
        return kind.validate_python(orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))))
    except ValueError as error:
        detail = "is not a cursor of ours: pass on next_cursor as it came"
        raise InvalidRequest(errors=[{"parameter": "cursor", "detail": detail}]) from error
