"""The HTTP status of each refusal."""

from __future__ import annotations

from api.contract.problems.table import status_of
from console.access.errors import Refusal
from inventory.errors import InventoryError
from inventory.inbox.errors import UnknownEvent

_REFUSED = 409
_NOT_OF_THE_API: dict[type[InventoryError], int] = {UnknownEvent: 404}


def of(error: InventoryError) -> int:
    """Return the status of an answer that shows this refusal. The API's, where it has one."""
    if isinstance(error, Refusal):
        return error.status
    return _NOT_OF_THE_API.get(type(error)) or status_of(error) or _REFUSED
