"""Problem documents (RFC 9457): their form, and how an error becomes one."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, cast

from pydantic import ConfigDict, with_config

from api.contract.problems.table import PROBLEMS
from inventory.boundary.shown import RowNumber, ShownJson, Units, open_enum
from inventory.domain.orders.requests.cancel_errors import CancelExceedsOrder
from inventory.domain.orders.requests.dispatch_errors import DispatchExceedsOrder
from inventory.domain.orders.requests.return_errors import ReturnExceedsOrder
from inventory.domain.policies import Rule
from inventory.domain.representation import best_single_location
from inventory.errors import InsufficientStock, InventoryError, NotSellable, ReservationConflict
from inventory.reading.reservation_json import SHOWN_STATUSES

MEDIA_TYPE = "application/problem+json"


class ShortfallJson(ShownJson):
    """A line that can't be held."""

    sku: str
    location: NotRequired[str]
    """The location that the line names, if it names one."""
    requested: int
    available: int
    shortfall: Units
    """`requested` less `available`."""
    kept_back: NotRequired[Units]
    """Units that are there and are safety stock. Left out when there are none."""


class BrokenRuleJson(ShownJson):
    """A SKU that is not sold now."""

    sku: str
    rule: Annotated[str, open_enum(Rule)]


class ExcessJson(ShownJson):
    """A SKU of which more was to leave, to be cancelled, or to come back, than the order allows."""

    sku: str
    requested: Units
    remaining: NotRequired[Units]
    """With `dispatch_exceeds_order`: units of the order that have not left yet."""
    cancellable: NotRequired[Units]
    """With `cancel_exceeds_order`: units of the order that have not left yet."""
    returnable: NotRequired[Units]
    """With `return_exceeds_order`: units of the order that left and are not back yet."""


class FieldErrorJson(ShownJson):
    """One unusable field. `pointer`, `parameter` or `header` names it, `detail` explains it."""

    detail: str
    pointer: NotRequired[str]
    """Of a body: RFC 6901."""
    parameter: NotRequired[str]
    """Of the path or the query."""
    header: NotRequired[str]


@with_config(ConfigDict(use_attribute_docstrings=True, extra="allow"))
class ProblemJson(ShownJson):
    """A problem document (RFC 9457). `code` is stable and for programs, `detail` is for people. The
    other members come with certain codes.
    """

    type: str
    title: str
    status: int
    detail: str
    code: Annotated[str, open_enum(sorted({problem.code for problem in PROBLEMS}))]

    shortfalls: NotRequired[list[ShortfallJson]]
    """With `insufficient_stock`: every line that can't be held."""
    best_single_location: NotRequired[str]
    """With `insufficient_stock`, of an order with `split` `never`: the location with most of it.
    `available` of the shortfalls is there.
    """
    lines: NotRequired[list[ExcessJson]]
    """With `dispatch_exceeds_order`, `cancel_exceeds_order` and `return_exceeds_order`: each SKU of
    which fewer units may leave, be cancelled, or come back.
    """
    policies: NotRequired[list[BrokenRuleJson]]
    """With `not_sellable`: each SKU that is not sold now, and the rule that says so."""
    skus: NotRequired[list[str]]
    """With `unknown_sku`: all unknown SKUs."""
    errors: NotRequired[list[FieldErrorJson]]
    """With `invalid_request`: each unusable field."""
    order_id: NotRequired[str]
    dispatch_id: NotRequired[str]
    """With `dispatch_conflict`: the dispatch that was reported before."""
    cancel_id: NotRequired[str]
    """With `cancel_conflict`: the cancel that was made before."""
    return_id: NotRequired[str]
    """With `return_conflict`: the return that was reported before."""
    most: NotRequired[Units]
    """With `too_many_dispatches`, `too_many_cancels` and `too_many_returns`: the maximum for an
    order.
    """
    disposition: NotRequired[str]
    """With `return_place_sells`: the state of the units that can't lie there."""
    origin: NotRequired[str]
    """With `returns_sell`: the location whose returns can't be set aside."""
    reservation_status: NotRequired[Annotated[str, open_enum(SHOWN_STATUSES)]]
    """With `reservation_conflict`: the status of the reservation."""
    sku: NotRequired[str]
    location: NotRequired[str]
    reference: NotRequired[str]
    """With `reference_conflict`: the reference that was used before. With `already_reversed`: that
    of the reversal.
    """
    movement_id: NotRequired[RowNumber]
    """With `unknown_movement`, `not_reversible` and `already_reversed`: the movement."""
    kind: NotRequired[str]
    """With `not_reversible`: the kind of the movement."""
    expected: NotRequired[int]
    """With `quantity_stale` and `shelf_stale`: the number that the count expected."""
    quantity_on_hand: NotRequired[int]
    quantity_on_shelf: NotRequired[int]
    """With `shelf_stale`: the units that lie there by the books."""
    quantity_shortfall: NotRequired[int]
    delta: NotRequired[int]
    """With `quantity_below_zero`: the change that would leave less than zero units."""
    subject: NotRequired[str]
    version: NotRequired[int]
    """With `precondition_failed`: the newest version."""
    key: NotRequired[str]
    """With `idempotency_key_reused`."""
    near: NotRequired[list[str]]
    """With `location_not_set_up`: locations with similar names."""
    parent: NotRequired[str]
    """With `location_in_itself`: the parent that lies in the location itself."""
    quantity: NotRequired[int]
    """With `units_promised`: the units that were to move."""
    quantity_available: NotRequired[int]
    quantity_reserved: NotRequired[int]
    locations: NotRequired[list[str]]
    """With `unknown_location`: the locations where the SKU has a stock row."""
    field: NotRequired[str]
    """With `invalid_identifier`: the field whose key can't be made."""
    value: NotRequired[str]
    """With `invalid_identifier`: the key."""
    row: NotRequired[str]
    limit: NotRequired[int]
    path: NotRequired[str]
    method: NotRequired[str]
    allowed: NotRequired[str]
    reason: NotRequired[str]
    content_type: NotRequired[str]
    content_encoding: NotRequired[str]
    scope: NotRequired[str]
    """With `insufficient_scope`: the scope that the token lacks."""
    exceeded: NotRequired[str]
    """With `beyond_token`: the limit of the token. Its value is `allowed`."""
    asked: NotRequired[str]
    """With `beyond_token`: the value that is beyond the limit."""
    page: NotRequired[str]
    """With `foreign_page`: the origin of the page."""
    host: NotRequired[str]
    """With `host_not_allowed`: the host that the call named."""
    request_id: NotRequired[str]
    """With `internal_error`: the id of the details in the log."""


def document(status: int, error: InventoryError) -> ProblemJson:
    """Return a problem document: `code` is stable and for programs, `detail` is for people, the
    rest is the error's data.
    """
    told = {
        "type": f"urn:inventory:problem:{error.code}",
        "title": error.code.replace("_", " ").capitalize(),
        "status": status,
        "detail": str(error),
        "code": error.code,
    }
    # A test holds the members of each kind of error against the form.
    return cast("ProblemJson", {**told, **_members(error)})


def _members(error: InventoryError) -> dict[str, Any]:
    """Return the error's data, under names that a problem document does not use itself."""
    if isinstance(error, InsufficientStock):
        return {"shortfalls": [shortfall.as_json() for shortfall in error.lines], **best_single_location(error.lines)}
    if isinstance(error, DispatchExceedsOrder | CancelExceedsOrder | ReturnExceedsOrder):
        return {"order_id": error.order_id, "lines": [excess.as_json() for excess in error.lines]}
    if isinstance(error, NotSellable):
        return {"policies": [broken.as_json() for broken in error.policies]}
    if isinstance(error, ReservationConflict):
        return {"order_id": error.order_id, "reservation_status": error.status}
    return dict(vars(error))
