"""What callers may send: bodies and query strings, as pydantic models over the bounds in `inventory.boundary.fields`.

Unlike events, requests may not have fields we don't know: a caller who misspells `location` must hear of it. The models
are also what `/openapi.json` shows (`api.contract.openapi`), so a rule that JSON Schema can tell is told to it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import InitErrorDetails, PydanticCustomError

from api.contract.limits import MAX_ADJUSTMENTS, MAX_PAGE, MAX_SKUS
from inventory.boundary.fields import (
    INTEGRAL,
    Identifier,
    Item,
    OrderedQuantity,
    OrderId,
    ShortText,
    StockQuantity,
    TtlSeconds,
)
from inventory.boundary.moments import UtcDatetime
from inventory.domain.commands import (
    DEFAULT_LOCATION,
    MAX_LINES,
    MAX_QUANTITY,
    AdjustmentReason,
    AdjustStock,
    Cause,
    Change,
    Count,
    Line,
    merge_lines,
    repeated_adjustments,
)
from inventory.domain.movements import MovementKind
from inventory.domain.reservation import Status


class Request(BaseModel):
    """Base of everything that is sent to us."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class OrderItem(Item):
    """One line of an order. A product without variants may be named by its `product_id`, which then is its SKU."""

    model_config = ConfigDict(extra="forbid")


class _Ordered(Request):
    items: Annotated[list[OrderItem], Field(min_length=1, max_length=MAX_LINES)]
    """Equal SKUs at the same location, or at none, are added up."""

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items])


class ReserveRequest(_Ordered):
    order_id: OrderId
    """Yours, and the idempotency key of the hold."""
    ttl_seconds: TtlSeconds | None = None
    """How long the hold lives; the service has a default and a maximum."""


class AmendRequest(_Ordered):
    """All the lines that the hold shall have."""


class ConfirmRequest(Request):
    """Nothing to say, so the body may be absent."""


class ReleaseRequest(Request):
    reason: ShortText = "released"
    """Kept in the ledger and announced; `released` when it is left out."""


class CancelRequest(Request):
    reason: ShortText = "order_cancelled"
    """Kept in the ledger and announced; `order_cancelled` when it is left out."""
    restock: Annotated[bool, Field(strict=True)] = True
    """False keeps units that were taken from going back on the shelf; true when it is left out."""


class ExtendRequest(Request):
    ttl_seconds: TtlSeconds
    """From now on. A hold is never shortened, and never longer in all than the service's maximum."""


class AvailabilityItem(Request):
    sku: Identifier
    quantity: OrderedQuantity
    location: Identifier | None = None


class AvailabilityRequest(Request):
    items: Annotated[list[AvailabilityItem], Field(min_length=1, max_length=MAX_SKUS)]

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([Line(item.sku, item.quantity, item.location) for item in self.items])


_NEED_NOTE: list[JsonValue] = [reason.value for reason in AdjustmentReason if reason.needs_note]


def _two_forms(schema: JsonDict) -> None:
    """A change or a count, each as an object of its own: what the validator below says, in JSON Schema."""
    properties: Any = schema.pop("properties")
    required: Any = schema.pop("required")
    # Generators make classes of titles: those of a line of a bulk adjustment are others.
    owner = str(schema["title"]).removesuffix("AdjustmentRequest")
    form: Any = {name: schema.pop(name) for name in ("type", "additionalProperties")}
    count, change = {"quantity_on_hand", "expected_quantity_on_hand"}, {"delta"}
    schema["oneOf"] = [
        {
            "title": owner + title,
            **form,
            "properties": {name: value for name, value in properties.items() if name not in others},
            "required": [*sorted(own), *required],
            "if": {"properties": {"reason": {"enum": _NEED_NOTE}}, "required": ["reason"]},
            "then": {"required": ["note"], "properties": {"note": {"type": "string", "pattern": r"\S"}}},
        }
        for title, own, others in (("Change", change, count), ("Count", count, change))
    ]


_ABSENT = 0
"""Takes the place of a quantity that was not sent. Null is no such place: it says nothing that could be meant."""


class AdjustmentRequest(Request):
    """Either a change by `delta`, or a count of `quantity_on_hand` together with what was expected to be there."""

    model_config = ConfigDict(json_schema_extra=_two_forms)

    delta: Annotated[
        int, Field(strict=True, ge=-MAX_QUANTITY, le=MAX_QUANTITY, json_schema_extra={"not": {"const": 0}}), INTEGRAL
    ] = _ABSENT
    """Units that came or went."""
    quantity_on_hand: StockQuantity = _ABSENT
    """Units that were counted."""
    expected_quantity_on_hand: Annotated[int, Field(strict=True, ge=0, lt=2**63), INTEGRAL] | None = None
    """What the counter saw in the books before; null says that overwriting whatever is there is meant."""
    reason: AdjustmentReason
    reference: Identifier
    """Your document. The same one again for the same SKU and location is a replay."""
    location: Identifier = DEFAULT_LOCATION
    """Where the units are; `main` when it is left out."""
    note: ShortText | None = None
    """In words; required with the reason `other`."""
    create: Annotated[bool, Field(strict=True)] = True
    """False refuses a SKU that is not known, or not at that location; true when it is left out, and then the row is made."""

    @model_validator(mode="after")
    def _one_meaning(self) -> AdjustmentRequest:
        given = self.model_fields_set
        if ("delta" in given) == ("quantity_on_hand" in given):
            raise ValueError("needs exactly one of delta and quantity_on_hand")
        if "delta" in given and self.delta == 0:
            raise ValueError("delta must not be 0")
        stated = "expected_quantity_on_hand" in given
        if "quantity_on_hand" in given and not stated:
            raise ValueError("quantity_on_hand needs expected_quantity_on_hand; null says that overwriting is meant")
        if "delta" in given and stated:
            raise ValueError("expected_quantity_on_hand goes with quantity_on_hand, not with delta")
        if self.reason.needs_note and not re.search(r"\S", self.note or ""):
            raise ValueError(f"reason {self.reason} needs a note")
        return self

    def command(self, sku: str, cause: Cause, *, expected_versions: Container[int] | None = None) -> AdjustStock:
        """The command for the core."""
        counted = Count(self.quantity_on_hand, self.expected_quantity_on_hand)
        return AdjustStock(
            sku=sku,
            adjustment=Change(self.delta) if "delta" in self.model_fields_set else counted,
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
    if others:
        problems = [
            InitErrorDetails(type=_repeated(others[position]), loc=(position,), input=items[position])
            for position in sorted(others)
        ]
        raise ValidationError.from_exception_data("AdjustmentsRequest", problems)
    return items


def _repeated(others: Sequence[int]) -> PydanticCustomError:
    told = ", ".join(f"/items/{other}" for other in others[:10])
    return PydanticCustomError(
        "repeated", "has the same sku, location and reference as {told}: give each its own reference", {"told": told}
    )


class AdjustmentsRequest(Request):
    items: Annotated[
        list[SkuAdjustmentRequest], Field(min_length=1, max_length=MAX_ADJUSTMENTS), AfterValidator(_all_different)
    ]
    """No two may have the same SKU, location and reference."""


def _matching(pattern: str, told: str) -> BeforeValidator:
    """Text of this form only: pydantic reads much else as a number or a time, such as `1_0` or `1e3`."""

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

SHOWN_STATUSES = [status for status in Status if status is not Status.NEW]


def _shown(status: Status) -> Status:
    if status is Status.NEW:
        raise ValueError(f"must be one of {', '.join(SHOWN_STATUSES)}")
    return status


ShownStatus = Annotated[
    Status, AfterValidator(_shown), WithJsonSchema({"type": "string", "enum": [*map(str, SHOWN_STATUSES)]})
]


class Query(Request):
    """Base of query strings. `repeatable` names the parameters that may come more than once."""

    repeatable: ClassVar[frozenset[str]] = frozenset()


class PageQuery(Query):
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE), _matching(r"\d{1,9}", "must be a whole number")] = 50
    """The most entries of the page."""
    cursor: Annotated[str, Field(max_length=2_500)] | None = None
    """`next_cursor` of the page before, as it came."""


class StockQuery(PageQuery):
    """Either certain SKUs, or a page of all."""

    repeatable: ClassVar[frozenset[str]] = frozenset({"sku"})
    sku: Annotated[list[Identifier], Field(max_length=MAX_SKUS)] = []
    """The SKUs that are asked for; without any, the answer is a page of all."""


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
    status: ShownStatus = Status.PENDING
    """`pending` are the running holds, those that end first in front. Others come by order id."""
    expires_before: Instant | None = None
    """Only running holds that end before this moment, so nothing of another status."""
