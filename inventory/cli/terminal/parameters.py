"""Types of arguments: the bounds of `inventory.boundary.fields`, told in the way
of click.
"""

from __future__ import annotations

from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from inventory.boundary.fields import Identifier, ShortText
from inventory.domain.commands import MAX_QUANTITY

MAX_ROW_ID = 2**63 - 1
MAX_PAGE = 1_000


class Checked(click.ParamType[str]):
    """Text that a pydantic type accepts."""

    def __init__(self, name: str, type_: Any) -> None:
        self.name = name
        self._adapter: TypeAdapter[str] = TypeAdapter(type_)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            self.fail(error.errors()[0]["msg"].removeprefix("Value error, "), param, ctx)


class Delimiter(click.ParamType[str]):
    """One character that separates columns."""

    name = "delimiter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = {"tab": "\t", "\\t": "\t"}.get(value, value)
        if len(text) != 1 or text in '"\r\n\0\ufeff' or text.isalnum():
            self.fail(f"{value!r} is no delimiter: write one character such as ; or |, or tab", param, ctx)
        return str(text)


DELIMITER = Delimiter()
SKU = Checked("sku", Identifier)
PRODUCT = Checked("product", Identifier)
ORDER = Checked("order", Identifier)
LOCATION = Checked("location", Identifier)
REFERENCE = Checked("reference", Identifier)
TEXT = Checked("text", ShortText)
ROW_ID = click.IntRange(1, MAX_ROW_ID)
PARTITION = click.IntRange(0, 2**31 - 1)
PAGE = click.IntRange(1, MAX_PAGE)
QUANTITY = click.IntRange(0, MAX_QUANTITY)
