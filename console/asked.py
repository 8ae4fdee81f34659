"""Query strings of pages: filters, and the position to read on after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from flask import request
from pydantic import BeforeValidator, ValidationError

from console.access.errors import Refusal
from console.forms import FormModel
from inventory.boundary.moments import UtcDatetime

Query = TypeVar("Query", bound=FormModel)


def _in_utc(typed: object) -> object:
    """Return a time of a browser's field, which names no zone, as one in UTC."""
    if isinstance(typed, str) and len(typed) in {16, 19} and typed[10] == "T":
        return f"{typed}Z" if len(typed) == 19 else f"{typed}:00Z"  # noqa: PLR2004 - with seconds, or without
    return typed


TypedMoment = Annotated[UtcDatetime, BeforeValidator(_in_utc)]


class FilterUnusable(Refusal):
    """The page can't be looked up by this: {problems}. Correct it, and look again."""

    code = "filter_unusable"
    status = 422
    problems: str


def asked(model: type[Query]) -> Query:
    """Return the query string as `model`. An empty parameter counts as left out.

    Raises `FilterUnusable` with each wrong parameter.
    """
    given = {name: typed.strip() for name, typed in request.args.items() if typed.strip()}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        faults = (f"{one['loc'][0]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors())
        raise FilterUnusable(problems="; ".join(faults)) from error


def again(address: str, **changed: object) -> str:
    """Return the address with the query of this page, where some parameters are changed. None takes
    one away.
    """
    query: Mapping[str, Any] = {**request.args, **changed}
    left = {name: value for name, value in query.items() if value not in {None, ""}}
    return f"{address}?{urlencode(left)}" if left else address
