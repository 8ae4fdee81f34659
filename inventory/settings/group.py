"""The base of all groups of settings, and bounds of their values."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(gt=0, le=86_400)]
Days = Annotated[int, Field(ge=1, le=3_650)]
Port = Annotated[int, Field(ge=0, le=65_535)]


class SettingsGroup(BaseModel):
    """A part of `Settings`. The docstring below a field is its text in `docs/settings.md`."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Return True if the host is this machine alone."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
