"""Refused calls as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from typing import Annotated, NotRequired, cast

from pydantic import Field

from inventory.boundary.shown import MomentText, RowNumber, ShownJson, Units
from inventory.domain.representation import moment_json
from inventory.timeline.entries import StoredRefusal


class ShortLineJson(ShownJson):
    """Units that could not be had."""

    sku: str
    location: NotRequired[str]
    """The location that the line names. Left out for the other lines of a SKU together."""
    requested: Units
    available: Units
    shortfall: Units


class AvailableThereJson(ShownJson):
    location: str
    available: int


class RefusedLineJson(ShortLineJson):
    """Units that could not be had, and those that were there."""

    locations: NotRequired[list[AvailableThereJson]]
    """The available units at each location that serves the SKU, of that moment."""


class RefusedCallJson(ShownJson):
    """A call that was refused, or several that were the same within an hour."""

    id: RowNumber
    order_id: str | None
    """Null for calls of several orders that were too many for records of their own."""
    skus: list[str]
    action: str
    """The call: `reserve`, `amend`, `confirm`, …"""
    code: str
    """The `code` of the problem that it was answered with."""
    calls: Annotated[int, Field(ge=1)]
    """Number of calls, retries among them."""
    first_at: MomentText
    last_at: MomentText
    actor: str | None
    """The caller of the last one."""
    request_id: str | None
    """The `X-Request-ID` of the last one."""
    lines: list[RefusedLineJson]
    """The lines that fell short, at most 50."""


def refused_json(one: StoredRefusal) -> RefusedCallJson:
    return {
        "id": one.id,
        "order_id": one.order_id,
        "skus": one.skus,
        "action": one.action,
        "code": one.code,
        "calls": one.calls,
        "first_at": moment_json(one.first_at),
        "last_at": moment_json(one.last_at),
        "actor": one.actor,
        "request_id": one.request_id,
        "lines": cast("list[RefusedLineJson]", one.lines),
    }
