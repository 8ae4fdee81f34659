"""Field types that events, HTTP requests and imports share: one place for the bounds of all input
from outside.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.config import JsonDict

from inventory.boundary.moments import UtcDatetime
from inventory.domain.commands import DEFAULT_LOCATION, MAX_QUANTITY

MAX_IDENTIFIER_BYTES = 200


def _storable(text: str) -> str:
    """PostgreSQL text takes neither NUL nor lone surrogates, and an identifier must fit an index
    entry.
    """
    if "\x00" in text:
        raise ValueError("must not contain the NUL character")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise ValueError("must not contain a lone surrogate") from error
    if size > MAX_IDENTIFIER_BYTES:
        raise ValueError(f"must be at most {MAX_IDENTIFIER_BYTES} bytes of UTF-8, not {size}")
    return text


# The part of `_storable` that JSON Schema can tell: it counts characters, and there are at most as
# many as bytes.
_STORABLE: JsonDict = {"maxLength": MAX_IDENTIFIER_BYTES, "pattern": "^[^\\u0000]*$"}

Identifier = Annotated[str, Field(strict=True, min_length=1, json_schema_extra=_STORABLE), AfterValidator(_storable)]
"""An id of an order, product, SKU, location or reference: 1 to 200 bytes."""


def addressable(order_id: str) -> str:
    """An order id that can be asked for. Raises `ValueError` for `.` and `..`: as segments of a
    path, percent-encoded or not, clients and proxies resolve them away (RFC 3986, 6.2.2.3), and
    call something else.
    """
    if order_id in {".", ".."}:
        raise ValueError("must not be . or .., which mean something else in a path")
    return order_id


OrderId = Annotated[
    Identifier, AfterValidator(addressable), Field(json_schema_extra={"pattern": r"^(?!\.{1,2}$)[^\u0000]*$"})
]
"""The id of a new order."""
ShortText = Annotated[str, Field(strict=True, json_schema_extra=_STORABLE), AfterValidator(_storable)]
"""A reason or note in words: up to 200 bytes, may be empty."""


def _integral(given: object) -> object:
    """JSON has no integers of its own: `2.0` is one, as JSON Schema says, and some languages write
    it for 2.
    """
    return int(given) if isinstance(given, float) and given.is_integer() else given


INTEGRAL = BeforeValidator(_integral)
OrderedQuantity = Annotated[int, Field(strict=True, ge=1, le=MAX_QUANTITY), INTEGRAL]
StockQuantity = Annotated[int, Field(strict=True, ge=0, le=MAX_QUANTITY), INTEGRAL]
TtlSeconds = Annotated[int, Field(strict=True, ge=1, le=31_536_000), INTEGRAL]
Moment = UtcDatetime


def _written(given: object) -> object:
    """Only text states a time. pydantic would take a number for seconds, or for milliseconds."""
    if not isinstance(given, datetime) and not (isinstance(given, str) and _DATE.match(given)):
        raise ValueError("must be a date and time with an offset, like 2026-01-31T12:00:00Z")
    return given


_DATE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]", re.ASCII)
WrittenMoment = Annotated[UtcDatetime, BeforeValidator(_written)]
"""A moment in a body or an event."""


class Record(BaseModel):
    """Base of all input from outside: immutable, and tolerant of fields that a newer producer
    added.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Rules(Record):
    """The rules by which a SKU is sold. A missing one is left as it is, and the newest counts."""

    tracked: Annotated[bool, Field(strict=True)] | None = None
    """False if it has no stock to count, like a gift card: every order of it is met."""
    discontinued: Annotated[bool, Field(strict=True)] | None = None
    """True if it is not sold any more. Running holds and payments go on."""
    sellable_from: WrittenMoment | None = None
    """It is not sold before this time."""
    sellable_until: WrittenMoment | None = None
    """It is not sold at this time or later."""
    safety_stock: StockQuantity | None = None
    """Units that new holds do not get, of each location. 0 keeps none back."""


class Supply(Record):
    """The part of a product or variant that states its units, under either of two names."""

    quantity_supplied: StockQuantity | None = None
    """Units that the catalogue has supplied in all so far, not the units on the shelf: the same
    number again changes nothing. Never our own number.
    """
    quantity_on_hand: StockQuantity | None = None
    """The older name of `quantity_supplied`. Both may be given if they are equal."""

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        supplied, on_hand = self.quantity_supplied, self.quantity_on_hand
        if supplied is not None and on_hand is not None and supplied != on_hand:
            raise ValueError(
                f"quantity_supplied ({supplied}) and quantity_on_hand ({on_hand}) are two names of one number: give one of them"
            )
        return self

    @model_serializer(mode="wrap")
    def _under_both_names(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Have the older name, too. Workers of earlier versions read it alone."""
        stored: dict[str, Any] = serialize(self)
        if self.quantity_supplied is not None:
            stored["quantity_on_hand"] = self.quantity_supplied
        return stored


class Variant(Rules, Supply):
    """One SKU as the catalogue states it. A missing quantity leaves the number alone."""

    sku: Identifier
    """SKU of the variant, the key of its stock."""
    low_stock_threshold: StockQuantity | None = None
    """With so many units available, or fewer, the level is `low`."""
    location: Identifier = DEFAULT_LOCATION
    """Location of the units."""


__all__ = [
    "INTEGRAL",
    "Identifier",
    "Moment",
    "OrderId",
    "OrderedQuantity",
    "Record",
    "ShortText",
    "StockQuantity",
    "Supply",
    "TtlSeconds",
    "Variant",
    "WrittenMoment",
    "addressable",
]
