"""Field types that events, HTTP requests and imports share: one place for the bounds of what we take from outside."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from inventory.commands import DEFAULT_LOCATION, MAX_QUANTITY, Line

MAX_IDENTIFIER_BYTES = 200


def _storable(text: str) -> str:
    """PostgreSQL text takes neither NUL nor lone surrogates, and an identifier must fit an index entry."""
    if "\x00" in text:
        raise ValueError("must not contain the NUL character")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise ValueError("must not contain a lone surrogate") from error
    if size > MAX_IDENTIFIER_BYTES:
        raise ValueError(f"must be at most {MAX_IDENTIFIER_BYTES} bytes of UTF-8, not {size}")
    return text


Identifier = Annotated[str, Field(strict=True, min_length=1), AfterValidator(_storable)]
"""An id of somebody's: order, product, SKU, location, reference; 1 to 200 bytes."""
ShortText = Annotated[str, Field(strict=True), AfterValidator(_storable)]
"""A reason or note in somebody's words; up to 200 bytes, may be empty."""
OrderedQuantity = Annotated[int, Field(strict=True, ge=1, le=MAX_QUANTITY)]
StockQuantity = Annotated[int, Field(strict=True, ge=0, le=MAX_QUANTITY)]
TtlSeconds = Annotated[int, Field(strict=True, ge=1, le=31_536_000)]
Moment = AwareDatetime


class Record(BaseModel):
    """Base of what comes from outside: immutable, and tolerant of fields that a newer producer added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Item(Record):
    """One ordered line. A product without variants may be named by its `product_id`, which then is its SKU."""

    sku: Identifier | None = None
    product_id: Identifier | None = None
    quantity: OrderedQuantity
    location: Identifier | None = None

    @model_validator(mode="after")
    def _named(self) -> Item:
        if self.sku is None and self.product_id is None:
            raise ValueError("needs a sku or a product_id")
        return self

    def line(self) -> Line:
        sku = self.sku if self.sku is not None else self.product_id
        assert sku is not None
        return Line(sku, self.quantity, self.location)


class Variant(Record):
    """What the catalogue states of one SKU; a missing quantity leaves the number alone."""

    sku: Identifier
    quantity_on_hand: StockQuantity | None = None
    low_stock_threshold: StockQuantity | None = None
    location: Identifier = DEFAULT_LOCATION


__all__ = [
    "Identifier",
    "Item",
    "Moment",
    "OrderedQuantity",
    "Record",
    "ShortText",
    "StockQuantity",
    "TtlSeconds",
    "Variant",
]
