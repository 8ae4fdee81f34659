"""What we answer, as `/openapi.json` shows it. The answers are made in `inventory.representation` and the views; the tests
hold each of them against the model that its endpoint declares.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from api.requests import ShownStatus
from inventory.fields import Moment
from inventory.ledger import MovementKind

Count = Annotated[int, Field(ge=0)]


class Answer(BaseModel):
    """Base of what we answer. More members may be added; clients pass over those that they don't know."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Counters(Answer):
    quantity_on_hand: Count
    """Physically there."""
    quantity_reserved: Count
    """Held for orders."""
    quantity_available: Count
    """On hand and not reserved."""
    quantity_shortfall: Count
    """Known to be gone, and still promised."""


class Level(Counters):
    location: str
    low_stock_threshold: Count | None
    version: int


class StockAtLocation(Level):
    last_updated_at: Moment


class Stock(Counters):
    """One SKU over all its locations."""

    sku: str
    product_id: str
    last_updated_at: Moment
    locations: list[StockAtLocation]


class NamedStock(Answer):
    """The SKUs that were asked for."""

    items: list[Stock]
    unknown: list[str]
    """Those that have no stock row."""


class Page(Answer):
    next_cursor: str | None
    """`cursor` of the next page; null at the end."""


class StockPage(Page):
    items: list[Stock]


class NamedStockOrPage(RootModel[NamedStock | StockPage]):
    """What `sku` decides."""


class Offer(Answer):
    sku: str
    location: str | None = None
    requested: int
    available: int
    shortfall: Count


class Availability(Answer):
    available: bool
    """Whether all of it could be had now."""
    items: list[Offer]


class Allocation(Answer):
    location: str
    held: Count
    """Still on the shelf."""
    taken: Count
    """Off the shelf."""


class ReservedLine(Answer):
    sku: str
    quantity: int
    location: str | None = None
    """Where the caller wanted it from, if it said so."""
    allocations: list[Allocation]


class Missing(Answer):
    sku: str
    location: str
    quantity: int


class Reservation(Answer):
    """Everything held or taken for one order."""

    order_id: str
    status: ShownStatus
    lines: list[ReservedLine]
    expires_at: Moment | None
    """When the hold ends; null unless one is running."""
    created_at: Moment
    updated_at: Moment
    version: int
    missing: list[Missing] | None = None
    """In the answer to a confirmation: units of the order that are known to be gone, as many as are short there, at most. Left out
    without any.
    """


class ReservationPage(Page):
    items: list[Reservation]


class Adjusted(Level):
    """The stock row after the adjustment."""

    sku: str
    reference: str


class Problem(Answer):
    """RFC 9457. `code` is stable and for programs; `detail` is for people. Some codes have members of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str


class _Line(Answer):
    sku: str
    location: str
    reference: str


class AppliedLine(_Line):
    status: Literal[200, 201]
    """201 if this call applied it, 200 if its reference was heard before."""
    stock: Level
    """The stock row after it."""


class RefusedLine(_Line):
    status: Literal[409]
    problem: Problem


class Adjustments(Answer):
    """One outcome for each line, in the order of the request."""

    items: list[AppliedLine | RefusedLine]
    refused: Count
    """How many of them were refused."""


class Balance(Answer):
    quantity_on_hand: Count
    quantity_reserved: Count
    quantity_shortfall: Count


class Movement(Answer):
    """One line of the ledger."""

    id: int
    sku: str
    location: str
    kind: MovementKind
    before: Balance
    after: Balance
    reason: str | None
    reference: str | None
    """The document or event that brought it about."""
    order_id: str | None
    note: str | None
    actor: str
    """Who did it."""
    occurred_at: Moment


class MovementPage(Page):
    items: list[Movement]


class Alive(Answer):
    status: Literal["ok"]


class Stuck(Answer):
    status: Literal["stuck"]


class Ready(Answer):
    ready: Literal[True]
    database: Literal["ok"]
    schema_: Annotated[str | None, Field(alias="schema")]


class NotReady(Answer):
    ready: Literal[False]
    database: Literal["ok", "unreachable"]
    schema_: Annotated[str | None, Field(alias="schema")] = None
    needed_schema: str | None = None
    differences: list[str] | None = None
    """Columns that are not what this schema says. `inventory migrate` tells what to do."""
