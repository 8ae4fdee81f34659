"""Moves: units that go from one location to another."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, PlainValidator, WithJsonSchema, model_validator
from pydantic.config import JsonDict

from api.contract.limits import MAX_MOVES
from api.contract.requests.base import RequestModel
from api.contract.requests.repeated import refuse_repeated
from inventory.boundary.fields import Identifier, OrderedQuantity, ShortText
from inventory.domain.adjustments import repeated_adjustments
from inventory.domain.commands import Cause, Move
from inventory.domain.moves import MoveReason

_NEED_NOTE: list[JsonValue] = [reason.value for reason in MoveReason if reason.needs_note]


def _note_where_needed(schema: JsonDict) -> None:
    """Say in JSON Schema that some reasons need a note."""
    schema["if"] = {"properties": {"reason": {"enum": _NEED_NOTE}}, "required": ["reason"]}
    schema["then"] = {"required": ["note"], "properties": {"note": {"type": "string", "pattern": r"\S"}}}


def _reason(given: object) -> MoveReason:
    known = {reason.value: reason for reason in MoveReason}
    if not isinstance(given, str) or given not in known:
        raise ValueError(f"must be one of {', '.join(known)}")
    return known[given]


# Not by the enumeration itself, which would get a name in the document: values that two named
# enumerations share make Go that can't be compiled.
Reason = Annotated[
    MoveReason, PlainValidator(_reason), WithJsonSchema({"type": "string", "enum": [*map(str, MoveReason)]})
]


class MoveRequest(RequestModel):
    """Units of one SKU, the location that they leave, and the one that they come to."""

    model_config = ConfigDict(json_schema_extra=_note_where_needed)
    example: ClassVar[Any] = {
        "from": "main",
        "to": "damaged",
        "quantity": 4,
        "reason": "damaged",
        "reference": "pallet-311",
    }

    from_location: Annotated[Identifier, Field(alias="from")]
    """The location that the units leave. `GET /v1/locations` lists all."""
    to_location: Annotated[Identifier, Field(alias="to")]
    """The location that the units come to. It must be another one."""
    quantity: OrderedQuantity
    """Units that are moved."""
    reason: Reason
    reference: Identifier
    """Your id of the document. The same one again for the same SKU and `from` is a replay."""
    note: ShortText | None = None
    """A note in words. Required with the reason `other`."""
    strict: Annotated[bool, Field(strict=True)] = False
    """True refuses to move units that are promised to orders. False, the default, moves them: the
    goods are where they are, and the orders fall short. Unlike for a reservation, a hold that is
    over counts as a promise until the sweep has ended it.
    """

    @model_validator(mode="after")
    def _one_meaning(self) -> MoveRequest:
        if self.from_location == self.to_location:
            raise ValueError("from and to must not be the same location")
        if self.reason.needs_note and not re.search(r"\S", self.note or ""):
            raise ValueError(f"reason {self.reason} needs a note")
        return self

    def command(self, sku: str, cause: Cause) -> Move:
        """The command for the core."""
        return Move(
            sku=sku,
            from_location=self.from_location,
            to_location=self.to_location,
            quantity=self.quantity,
            reason=self.reason,
            reference=self.reference,
            cause=cause,
            note=self.note,
            strict=self.strict,
        )


class SkuMoveRequest(MoveRequest):
    """One line of a bulk move."""

    sku: Identifier


def _all_different(items: list[SkuMoveRequest]) -> list[SkuMoveRequest]:
    others = repeated_adjustments((item.sku, item.from_location, item.reference) for item in items)
    refuse_repeated("MovesRequest", items, others, "sku, from and reference")
    return items


class MovesRequest(RequestModel):
    example: ClassVar[Any] = {
        "items": [
            {"sku": "SHIRT-M", **MoveRequest.example},
            {
                "sku": "CAP",
                "from": "main",
                "to": "outlet",
                "quantity": 20,
                "reason": "relocated",
                "reference": "van-2026-03-02",
            },
        ]
    }

    items: Annotated[list[SkuMoveRequest], Field(min_length=1, max_length=MAX_MOVES), AfterValidator(_all_different)]
    """No two may have the same SKU, `from` and reference."""
