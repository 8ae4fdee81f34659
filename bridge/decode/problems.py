"""Problems of data that breaks its model, in words for its producer."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bridge.decode.unusable import shown

_MAX_PROBLEMS = 20
_COMPARED = 100


def problems(error: ValidationError) -> str:
    """Return the problems, each with its field, in printable text: `items.0.quantity: Input should
    be greater than or equal to 1 (got 0); …`.
    """
    found = error.errors(include_url=False, include_context=False)
    told = [
        f"{'.'.join(map(str, problem['loc'])) or 'data'}: {problem['msg']}{_given(problem)}"
        for problem in found[:_MAX_PROBLEMS]
    ]
    if len(found) > _MAX_PROBLEMS:
        told.append(f"and {len(found) - _MAX_PROBLEMS} more")
    return "; ".join(told)


def _given(problem: ErrorDetails) -> str:
    """Return the value that was given instead. For a missing field, return another name that it
    perhaps has.
    """
    value = problem["input"]
    if problem["type"] == "missing" and isinstance(value, dict):
        return _under_another_name((str(problem["loc"][-1]),), value)
    if (
        problem["type"] == "value_error"
        and isinstance(value, dict)
        and not any(value.get(name) for name in _NAMES_OF_STOCK)
    ):
        return _under_another_name(_NAMES_OF_STOCK, value)
    return "" if isinstance(value, dict | list) else f" (got {shown(value)})"


_NAMES_OF_STOCK = ("sku", "product_id")
"""Either of them names the stock of a line."""


def _under_another_name(names: Sequence[str], members: dict[str, object]) -> str:
    """Return a hint at a member with the same letters, as `orderId` for `order_id`, or else at all
    members.
    """
    meant = [(other, name) for name in names for other in members if _letters(other) == _letters(name)]
    if meant:
        return f" (it has {shown(meant[0][0])}: call it {meant[0][1]})"
    return f" (it has {', '.join(map(shown, list(members)[:_MAX_PROBLEMS]))})" if members else " (it is empty)"


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name[:_COMPARED])).casefold()
