"""Query strings: pages and their filters."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from api.contract.limits import MAX_PAGE, MAX_SKUS
from api.contract.requests.base import RequestModel
from inventory.boundary.fields import Identifier, ShortText
from inventory.boundary.moments import UtcDatetime
from inventory.domain.orders.status import Status
from inventory.domain.stock.levels import StockLevel
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.reading.reservation_json import SHOWN_STATUSES, ShownStatus


def _matching(pattern: str, told: str) -> BeforeValidator:
    """Text of this form only: pydantic reads much else as a number or a time, such as `1_0` or
    `1e3`.
    """

    def check(given: object) -> object:
        if not isinstance(given, str) or not re.fullmatch(pattern, given, re.ASCII):
            raise ValueError(told)
        return given

    return BeforeValidator(check)


Instant = Annotated[
    UtcDatetime,
    _matching(
        r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)",
        "must be an RFC 3339 time with its zone, such as 2026-01-31T12:00:00Z; a + is sent as %2B",
    ),
]


WantedStatus = Annotated[ShownStatus, WithJsonSchema({"type": "string", "enum": [*map(str, SHOWN_STATUSES)]})]


class Query(RequestModel):
    """Base of query strings. `repeatable` names the parameters that may come more than once."""

    repeatable: ClassVar[frozenset[str]] = frozenset()


class PageQuery(Query):
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE), _matching(r"\d{1,9}", "must be a whole number")] = 50
    """Maximum number of entries of the page."""
    cursor: Annotated[str, Field(max_length=2_500)] | None = None
    """`next_cursor` of the page before, unchanged."""


class StockQuery(PageQuery):
    """Either certain SKUs, or a page of all, or of those that fit."""

    repeatable: ClassVar[frozenset[str]] = frozenset({"sku"})
    sku: Annotated[list[Identifier], Field(max_length=MAX_SKUS, default_factory=list)]
    """The wanted SKUs. Without any, the answer is a page of all. Other conditions go without it."""
    product_id: Identifier | None = None
    """Only SKUs of this product."""
    level: StockLevel | None = None
    """Only SKUs of this level: `short` (promised units are missing), `out_of_stock`, `low` (at or
    below the threshold) or `in_stock`. With `location` it is the level there.
    """
    location: Identifier | None = None
    """Only SKUs with a stock row at this location. The counters of the answer are those there."""

    @property
    def filters(self) -> dict[str, str]:
        """Return the conditions that are given, by name."""
        given = {"product_id": self.product_id, "level": self.level, "location": self.location}
        return {name: value for name, value in given.items() if value is not None}


class MovementsQuery(PageQuery):
    location: Identifier | None = None
    kind: MovementKind | None = None
    reason: ShortText | None = None
    reference: Identifier | None = None
    order_id: Identifier | None = None
    since: Instant | None = None
    """Changes from this moment on."""
    before: Instant | None = None
    """Changes before this moment."""


class ReservationsQuery(PageQuery):
    sku: Identifier | None = None
    """Only reservations with a line of this SKU."""
    location: Identifier | None = None
    """Only reservations with units that are held or taken at this location, of `sku` if it is
    given.
    """
    status: WantedStatus = Status.PENDING
    """`pending` lists the running holds, sorted by their end. Other statuses are sorted by order
    id.
    """
    expires_before: Instant | None = None
    """Only running holds that end before this moment. With another status the page is empty."""
    held_before: Instant | None = None
    """Only running holds that began before this moment. With another status the page is empty."""
