"""The reversal of a movement."""

from __future__ import annotations

from typing import Any, ClassVar

from api.contract.requests.base import RequestModel
from inventory.boundary.fields import Identifier, ShortText


class ReversalRequest(RequestModel):
    example: ClassVar[Any] = {"reference": "undo-7301"}

    reference: Identifier
    """Your id of the reversal. The same one again for the same movement is a replay."""
    note: ShortText | None = None
    """A note in words."""
