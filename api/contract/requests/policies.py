"""The rules by which a SKU is sold."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from api.contract.requests.base import RequestModel
from inventory.boundary.fields import WrittenMoment
from inventory.domain.policies import Bound, PolicyStatement


class PolicyRequest(RequestModel):
    """All rules from now on. One that is left out is as for a SKU without a policy."""

    example: ClassVar[Any] = {"tracked": False, "sellable_until": "2026-03-02T10:30:00Z"}

    tracked: Annotated[bool, Field(strict=True)] = True
    """False if it has no stock to count, like a gift card: every order of it is met."""
    discontinued: Annotated[bool, Field(strict=True)] = False
    """True if it is not sold any more. Running holds and payments go on."""
    sellable_from: WrittenMoment | None = None
    """It is not sold before this time. Null: no such time."""
    sellable_until: WrittenMoment | None = None
    """It is not sold at this time or later. Null: no such time."""

    @model_validator(mode="after")
    def _some_time(self) -> PolicyRequest:
        if self.sellable_from is not None and self.sellable_until is not None:
            if self.sellable_from >= self.sellable_until:
                raise ValueError("sellable_from must be before sellable_until")
        return self

    def stated(self) -> PolicyStatement:
        return PolicyStatement(self.tracked, self.discontinued, Bound(self.sellable_from), Bound(self.sellable_until))
