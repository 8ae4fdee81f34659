"""What we answer, as `/openapi.json` shows it. The answers are made in `inventory.domain.representation`, `inventory.reading.stock_json` and the views;
the tests hold each of them against the model that its endpoint declares.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from api.contract.problem_catalogue import PROBLEMS
from api.contract.requests import SHOWN_STATUSES, ShownStatus
from api.contract.schemas import open_enum
from inventory.boundary.fields import Moment
from inventory.domain.movements import MovementKind

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


class StockRow(Counters):
    """The stock of one SKU at one location."""

    location: str
    low_stock_threshold: Count | None
    version: int


class StockAtLocation(StockRow):
    last_updated_at: Moment


class Stock(Counters):
    """One SKU over all its locations."""

    sku: str
    product_id: str
    last_updated_at: Moment
    locations: list[StockAtLocation]


class Page(Answer):
    next_cursor: str | None
    """`cursor` of the next page; null at the end."""


class StockList(Answer):
    """The SKUs that were asked for, or a page of all: what `sku` decides."""

    items: list[Stock]
    unknown: list[str] | None = None
    """With `sku`: those that have no stock row."""
    next_cursor: Annotated[str | None, WithJsonSchema({"type": ["string", "null"]})] = None
    """Without `sku`: `cursor` of the next page; null at the end."""


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


class OrderedLine(Answer):
    sku: str
    quantity: int
    location: str | None = None


class Missing(Answer):
    sku: str
    location: str
    quantity: int


class Reservation(Answer):
    """Everything held or taken for one order."""

    order_id: str
    status: Annotated[ShownStatus, open_enum(SHOWN_STATUSES)]
    lines: list[ReservedLine]
    expires_at: Moment | None
    """When the hold ends; null unless one is running."""
    created_at: Moment
    updated_at: Moment
    version: int
    awaiting_payment: list[OrderedLine] | None = None
    """Lines that a paid order was amended to by an event, with more units than were paid for: a newer payment takes them. Left out
    without any.
    """
    missing: list[Missing] | None = None
    """In the answer to a confirmation: units of the order that are known to be gone, as many as are short there, at most. Left out
    without any.
    """


class ReservationPage(Page):
    items: list[Reservation]


class Adjusted(StockRow):
    """The stock row after the adjustment."""

    sku: str
    reference: str
    new: bool
    """Whether this call made the row: the SKU was not known at that location."""


class Shortfall(Answer):
    """A line that can't be held."""

    sku: str
    location: str | None = None
    """Where it was wanted from, if the caller said so."""
    requested: int
    available: int
    shortfall: Count
    """`requested` less `available`."""


class FieldError(Answer):
    """What is wrong with one field; `pointer`, `parameter` or `header` names it."""

    detail: str
    pointer: str | None = None
    """Of a body: RFC 6901."""
    parameter: str | None = None
    """Of the path or the query."""
    header: str | None = None


class Problem(Answer):
    """RFC 9457. `code` is stable and for programs; `detail` is for people. The other members go with certain codes."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: Annotated[str, open_enum(sorted({problem.code for problem in PROBLEMS}))]

    shortfalls: list[Shortfall] | None = None
    """With `insufficient_stock`: every line that can't be held."""
    skus: list[str] | None = None
    """With `unknown_sku`: all of them."""
    errors: list[FieldError] | None = None
    """With `invalid_request`: each field that is wrong."""
    order_id: str | None = None
    reservation_status: Annotated[str, open_enum(SHOWN_STATUSES)] | None = None
    """With `reservation_conflict`: what the reservation is."""
    sku: str | None = None
    location: str | None = None
    reference: str | None = None
    """With `reference_conflict`: the one that was used before."""
    expected: int | None = None
    """With `quantity_stale`: what the count expected."""
    quantity_on_hand: int | None = None
    quantity_shortfall: int | None = None
    delta: int | None = None
    """With `quantity_below_zero`: the change that would leave less than nothing."""
    subject: str | None = None
    version: int | None = None
    """With `precondition_failed`: the newest."""
    key: str | None = None
    """With `idempotency_key_reused`."""
    locations: list[str] | None = None
    """With `unknown_location`: where the SKU is known."""
    field: str | None = None
    """With `invalid_identifier`: which key it is that can't be made."""
    value: str | None = None
    """With `invalid_identifier`: the key."""
    row: str | None = None
    limit: int | None = None
    path: str | None = None
    method: str | None = None
    allowed: str | None = None
    reason: str | None = None
    content_type: str | None = None
    content_encoding: str | None = None
    scope: str | None = None
    """With `insufficient_scope`: what the token lacks."""
    exceeded: str | None = None
    """With `beyond_token`: which of the token's limits, whose value is `allowed`."""
    asked: str | None = None
    """With `beyond_token`: what would have been beyond it."""
    page: str | None = None
    """With `foreign_page`: whose page it was."""
    host: str | None = None
    """With `host_not_allowed`: how the API was called."""
    request_id: str | None = None
    """With `internal_error`: under which the log has it."""


class AdjustmentLine(Answer):
    """What became of one line: `stock` where it was applied, `problem` where it was refused."""

    sku: str
    location: str
    reference: str
    status: int
    """201 if this call applied it, 200 if its reference was heard before, the `status` of `problem` if it was refused."""
    new: bool
    """Whether this line made the row: the SKU was not known at that location."""
    stock: StockRow | None = None
    """The stock row after it."""
    problem: Problem | None = None


class Adjustments(Answer):
    """One outcome for each line, in the order of the request."""

    items: list[AdjustmentLine]
    refused: Count
    """How many of them were refused."""
    new: Count
    """How many of them made a row. Where none should be, one may be misspelt; `"create": false` refuses them."""


class Balance(Answer):
    quantity_on_hand: Count
    quantity_reserved: Count
    quantity_shortfall: Count


class Movement(Answer):
    """One line of the ledger."""

    id: int
    sku: str
    location: str
    kind: Annotated[MovementKind, open_enum(MovementKind)]
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
    status: Annotated[Literal["ok"], open_enum(["ok"])]


class Stuck(Answer):
    status: Annotated[Literal["stuck"], open_enum(["stuck"])]


class Ready(Answer):
    ready: Annotated[Literal[True], WithJsonSchema({"type": "boolean"})]
    database: Annotated[Literal["ok"], open_enum(["ok"])]
    schema_: Annotated[str | None, Field(alias="schema")]


class NotReady(Answer):
    ready: Annotated[Literal[False], WithJsonSchema({"type": "boolean"})]
    database: Annotated[Literal["ok", "unreachable"], open_enum(["ok", "unreachable"])]
    schema_: Annotated[str | None, Field(alias="schema")] = None
    needed_schema: str | None = None
    differences: list[str] | None = None
    """Columns that are not what this schema says. `inventory migrate` tells what to do."""
