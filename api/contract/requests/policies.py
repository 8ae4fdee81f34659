"""The rules by which a SKU is sold."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from api.contract.requests.base import RequestModel
from inventory.boundary.fields import Identifier, StockQuantity, WrittenMoment
from inventory.domain.commands import MAX_LINES
from inventory.domain.policies import Bound, PolicyStatement
from inventory.domain.stock_rules import Amount, StockRulesStatement


class StockRulesRequest(RequestModel):
    """Rules for the stock of the SKU. One that is left out stays, and null takes it back."""

    location: Identifier | None = None
    """The location. Left out: the default of each location that has none of its own."""
    safety_stock: StockQuantity | None = None
    """Units that new holds do not get, of this location."""
    low_stock_threshold: StockQuantity | None = None
    """With so many sellable units, or fewer, the level is `low`. Locations are added up. A newer
    statement of the catalogue replaces it at its location.
    """

    def stated(self) -> StockRulesStatement:
        return StockRulesStatement(self.location, self._amount("safety_stock"), self._amount("low_stock_threshold"))

    def _amount(self, name: str) -> Amount | None:
        return Amount(getattr(self, name)) if name in self.model_fields_set else None


class PolicyRequest(RequestModel):
    """All rules from now on, but for those of its stock. One that is left out is as for a SKU
    without a policy.
    """

    example: ClassVar[Any] = {"sellable_until": "2026-03-02T10:30:00Z", "stock": [{"safety_stock": 3}]}

    tracked: Annotated[bool, Field(strict=True)] = True
    """False if it has no stock to count, like a gift card: every order of it is met."""
    discontinued: Annotated[bool, Field(strict=True)] = False
    """True if it is not sold any more. Running holds and payments go on."""
    sellable_from: WrittenMoment | None = None
    """It is not sold before this time. Null: no such time."""
    sellable_until: WrittenMoment | None = None
    """It is not sold at this time or later. Null: no such time."""
    stock: Annotated[list[StockRulesRequest], Field(max_length=MAX_LINES)] = []  # noqa: RUF012 - pydantic copies it
    """Safety stock and thresholds, at most one entry for each location. Others stay as they are."""

    @model_validator(mode="after")
    def _some_time(self) -> PolicyRequest:
        if self.sellable_from is not None and self.sellable_until is not None:
            if self.sellable_from >= self.sellable_until:
                raise ValueError("sellable_from must be before sellable_until")
        return self

    @model_validator(mode="after")
    def _once_each(self) -> PolicyRequest:
        named = [one.location for one in self.stock]
        if len(set(named)) < len(named):
            raise ValueError("stock has two entries for one location: make them one")
        return self

    def stated(self) -> PolicyStatement:
        return PolicyStatement(
            self.tracked,
            self.discontinued,
            Bound(self.sellable_from),
            Bound(self.sellable_until),
            tuple(one.stated() for one in self.stock),
        )
