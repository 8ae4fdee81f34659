"""Adjustments: units that came, went or were counted."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic.config import JsonDict

from api.contract.limits import MAX_ADJUSTMENTS
from api.contract.requests.base import RequestModel
from api.contract.requests.repeated import refuse_repeated
from inventory.boundary.fields import INTEGRAL, Identifier, ShortText, StockQuantity
from inventory.domain.adjustments import Adjustment, AdjustmentReason, Change, Count, ShelfCount, repeated_adjustments
from inventory.domain.commands import DEFAULT_LOCATION, MAX_QUANTITY, AdjustStock, Cause

_NEED_NOTE: list[JsonValue] = [reason.value for reason in AdjustmentReason if reason.needs_note]


_FORMS = {
    "Change": {"delta"},
    "Count": {"quantity_on_hand", "expected_quantity_on_hand"},
    "ShelfCount": {"counted", "expected_counted"},
}
"""The members of each form. A body has those of one."""


def _one_of_the_forms(schema: JsonDict) -> None:
    """A change or a count, each as an object of its own: what the validator below says, in JSON
    Schema.
    """
    properties: Any = schema.pop("properties")
    required: Any = schema.pop("required")
    # Generators make classes of titles: those of a line of a bulk adjustment are others.
    owner = str(schema["title"]).removesuffix("AdjustmentRequest")
    form: Any = {name: schema.pop(name) for name in ("type", "additionalProperties")}
    all_own: set[str] = set().union(*_FORMS.values())
    schema["oneOf"] = [
        {
            "title": owner + title,
            **form,
            "properties": {name: value for name, value in properties.items() if name not in all_own - own},
            "required": [*sorted(own), *required],
            "if": {"properties": {"reason": {"enum": _NEED_NOTE}}, "required": ["reason"]},
            "then": {"required": ["note"], "properties": {"note": {"type": "string", "pattern": r"\S"}}},
        }
        for title, own in _FORMS.items()
    ]


_ABSENT = 0
"""Takes the place of a quantity that was not sent. Null is no such place: it says nothing that
could be meant.
"""


class AdjustmentRequest(RequestModel):
    """Either a change by `delta`, or a count with the number that was expected: of the units on
    hand, or of all units on the shelf.
    """

    model_config = ConfigDict(json_schema_extra=_one_of_the_forms)
    example: ClassVar[Any] = {"delta": 24, "reason": "received", "reference": "delivery-7781"}

    delta: Annotated[
        int, Field(strict=True, ge=-MAX_QUANTITY, le=MAX_QUANTITY, json_schema_extra={"not": {"const": 0}}), INTEGRAL
    ] = _ABSENT
    """Units that came (positive) or went (negative)."""
    quantity_on_hand: StockQuantity = _ABSENT
    """Units that were counted."""
    expected_quantity_on_hand: Annotated[int, Field(strict=True, ge=0, lt=2**63), INTEGRAL] | None = None
    """The number in the books when the count began. Null overwrites any number."""
    counted: StockQuantity = _ABSENT
    """Units that lie on the shelf, with those that are sold and not shipped yet."""
    expected_counted: Annotated[int, Field(strict=True, ge=0, lt=2**63), INTEGRAL] | None = None
    """`quantity_on_shelf` when the count began. Null overwrites any number."""
    reason: AdjustmentReason
    reference: Identifier
    """Your id of the document. The same one again for the same SKU and location is a replay."""
    location: Identifier = DEFAULT_LOCATION
    """Location of the units. Default: `main`."""
    note: ShortText | None = None
    """A note in words. Required with the reason `other`."""
    create: Annotated[bool, Field(strict=True)] = True
    """False refuses a SKU that is not known at the location. True, the default, makes its row."""

    @model_validator(mode="after")
    def _one_meaning(self) -> AdjustmentRequest:
        given = self.model_fields_set
        if len(given & {"delta", "quantity_on_hand", "counted"}) != 1:
            raise ValueError("needs exactly one of delta, quantity_on_hand and counted")
        if "delta" in given and self.delta == 0:
            raise ValueError("delta must not be 0")
        for counted in ("quantity_on_hand", "counted"):
            expected = f"expected_{counted}"
            if counted in given and expected not in given:
                raise ValueError(f"{counted} needs {expected}; null says that overwriting is meant")
            if expected in given and counted not in given:
                raise ValueError(f"{expected} goes with {counted} alone")
        if self.reason.needs_note and not re.search(r"\S", self.note or ""):
            raise ValueError(f"reason {self.reason} needs a note")
        return self

    @property
    def _adjustment(self) -> Adjustment:
        if "delta" in self.model_fields_set:
            return Change(self.delta)
        if "counted" in self.model_fields_set:
            return ShelfCount(self.counted, self.expected_counted)
        return Count(self.quantity_on_hand, self.expected_quantity_on_hand)

    def command(self, sku: str, cause: Cause, *, expected_versions: Container[int] | None = None) -> AdjustStock:
        """The command for the core."""
        return AdjustStock(
            sku=sku,
            adjustment=self._adjustment,
            reason=self.reason,
            reference=self.reference,
            cause=cause,
            location=self.location,
            note=self.note,
            expected_versions=expected_versions,
            create=self.create,
        )


class SkuAdjustmentRequest(AdjustmentRequest):
    """One line of a bulk adjustment."""

    sku: Identifier


def _all_different(items: list[SkuAdjustmentRequest]) -> list[SkuAdjustmentRequest]:
    others = repeated_adjustments((item.sku, item.location, item.reference) for item in items)
    refuse_repeated("AdjustmentsRequest", items, others, "sku, location and reference")
    return items


class AdjustmentsRequest(RequestModel):
    example: ClassVar[Any] = {
        "items": [
            {"sku": "SHIRT-M", "delta": 24, "reason": "received", "reference": "delivery-7781"},
            {
                "sku": "CAP",
                "quantity_on_hand": 5,
                "expected_quantity_on_hand": 7,
                "reason": "cycle_count",
                "reference": "count-2026-03-02",
            },
        ]
    }

    items: Annotated[
        list[SkuAdjustmentRequest], Field(min_length=1, max_length=MAX_ADJUSTMENTS), AfterValidator(_all_different)
    ]
    """No two may have the same SKU, location and reference."""
