"""The base of all that is sent to us."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class RequestModel(BaseModel):
    """Base of bodies and query strings. It refuses members that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    example: ClassVar[Any]
    """Of a body, as `/openapi.json` shows it: from one day at one shop. A body without one can't be
    documented.
    """
