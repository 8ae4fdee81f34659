"""Items of orders: units of one SKU that were ordered or cancelled, left or came back. Events and
HTTP requests share them.
"""

from __future__ import annotations

from pydantic import ConfigDict, model_validator

from inventory.boundary.fields import Identifier, OrderedQuantity, Record
from inventory.domain.commands import Line
from inventory.domain.lines import Disposition, ReturnLine


class Item(Record):
    """One ordered line. A product without variants may be named by its `product_id`: that is
    its SKU then.
    """

    model_config = ConfigDict(
        json_schema_extra={
            # Either, in words that generators of code pass over: of `anyOf` they make two classes
            # without the other fields.
            "if": {"required": ["sku"], "properties": {"sku": {"type": "string"}}},
            "else": {"required": ["product_id"], "properties": {"product_id": {"type": "string"}}},
        }
    )

    sku: Identifier | None = None
    """The ordered SKU. It counts before `product_id`."""
    product_id: Identifier | None = None
    """The ordered product, if it has no variants."""
    quantity: OrderedQuantity
    """Units. Lines of the same SKU and location are added up."""
    location: Identifier | None = None
    """Take the units from here and nowhere else."""

    @model_validator(mode="after")
    def _named(self) -> Item:
        if self.sku is None and self.product_id is None:
            raise ValueError("needs a sku or a product_id")
        return self

    def line(self) -> Line:
        sku = self.sku if self.sku is not None else self.product_id
        assert sku is not None
        return Line(sku, self.quantity, self.location)


class DispatchedItem(Item):
    """Units of one SKU that left. A product without variants may be named by its `product_id`."""

    sku: Identifier | None = None
    """The SKU that left. It counts before `product_id`."""
    product_id: Identifier | None = None
    """The product that left, if it has no variants."""
    quantity: OrderedQuantity
    """Units that left. Items of the same SKU and location are added up."""
    location: Identifier | None = None
    """The location that they left. Without it they left where the order has them."""


class CancelledItem(Item):
    """Units of one SKU that were cancelled. A product without variants may be named by its
    `product_id`.
    """

    sku: Identifier | None = None
    """The SKU that was cancelled. It counts before `product_id`."""
    product_id: Identifier | None = None
    """The product that was cancelled, if it has no variants."""
    quantity: OrderedQuantity
    """Units that were cancelled. Items of the same SKU and location are added up."""
    location: Identifier | None = None
    """The location that the order named for them. Without it any line of the SKU loses units."""


class ReturnedItem(Item):
    """Units of one SKU that came back, in one state. A product without variants may be named by its
    `product_id`.
    """

    sku: Identifier | None = None
    """The SKU that came back. It counts before `product_id`."""
    product_id: Identifier | None = None
    """The product that came back, if it has no variants."""
    quantity: OrderedQuantity
    """Units that came back. Items of the same SKU, disposition and location are added up."""
    disposition: Disposition
    """The state of the units. Only `sellable` ones are for sale again."""
    location: Identifier | None = None
    """The location that they came back to. Without it, sellable ones lie where they left."""

    def return_line(self) -> ReturnLine:
        return ReturnLine(self.line().sku, self.quantity, self.disposition, self.location)
