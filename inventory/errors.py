"""Errors of the core. Each carries its data as fields. Its docstring, joined into one line and
formatted with them, is its message.

`code` is stable. Callers over HTTP, consumers of events and operators match on it, never on the
message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A quantity that can't be met: of `requested` units `available` are there, `shortfall` not.

    A line that names a location stands for itself. The other lines of a SKU stand together,
    including the ones that could be met, so the numbers of a SKU add up. `kept_back` is safety
    stock.
    """

    sku: str
    requested: int
    available: int
    location: str | None = None
    kept_back: int = 0
    best_single_location: str | None = None
    """Of an order that is not to be split: the location that could meet most, with `available`."""

    @property
    def shortfall(self) -> int:
        return self.requested - self.available

    def as_json(self) -> dict[str, str | int]:
        return {
            "sku": self.sku,
            **({} if self.location is None else {"location": self.location}),
            "requested": self.requested,
            "available": self.available,
            "shortfall": self.shortfall,
            **({"kept_back": self.kept_back} if self.kept_back else {}),
        }


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A SKU that is not sold now, and the rule that says so (`inventory.domain.policies`)."""

    sku: str
    rule: str

    def as_json(self) -> dict[str, str]:
        return {"sku": self.sku, "rule": self.rule}


class InventoryError(Exception):
    """The inventory service could not do that."""

    code: ClassVar[str] = "inventory_error"

    def __init__(self, **data: object) -> None:
        self.__dict__.update(data)
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(**data))


class BeyondToken(InventoryError):
    """The limit {exceeded} of the token is {allowed}, and the request is about {asked}. Nothing was
    changed. Whoever makes tokens can make one with other limits.
    """

    code = "beyond_token"
    exceeded: str
    allowed: str
    asked: str


class InvalidSettings(InventoryError):
    """The settings are not usable: {problems}"""

    code = "invalid_settings"
    problems: list[tuple[str, str]]

    def __str__(self) -> str:
        told = (f"  {name}: {why}" if name else f"  {why}" for name, why in self.problems)
        return "The settings are not usable:\n" + "\n".join(told)


class InsufficientStock(InventoryError):
    """There is not enough stock: {lines}."""

    code = "insufficient_stock"
    lines: list[Shortfall]

    def __str__(self) -> str:
        short = (
            f"of {one.sku!r} {one.requested} were asked for{(one.location and f' at {one.location!r}') or ''}"
            f" and {one.available} are left"
            for one in self.lines
        )
        single = self.lines[0].best_single_location if self.lines else None
        what = "There is not enough stock" if single is None else f"No location has it all, and {single!r} has most"
        return f"{what}: {', '.join(short)}."


class NotSellable(InventoryError):
    """These are not sold now: {policies}."""

    code = "not_sellable"
    policies: list[BrokenRule]

    def __str__(self) -> str:
        told = ", ".join(f"{one.sku!r} ({one.rule})" for one in self.policies)
        return f"These are not sold now: {told}. `GET /v1/skus/SKU/policy` shows the rules of a SKU."


class UnknownSku(InventoryError):
    """No stock is known under {skus}. Has the product been created?"""

    code = "unknown_sku"
    skus: list[str]


class UnknownLocation(InventoryError):
    """{sku!r} is not known at {location!r}, only at {locations}. Nothing was made. Use `create` if
    units are to be kept there, too.
    """

    code = "unknown_location"
    sku: str
    location: str
    locations: list[str]


class LocationNotSetUp(InventoryError):
    """There is no location {location!r}. Check the name. `inventory location list` shows those that
    are there, and `inventory location set` makes one.
    """

    code = "location_not_set_up"
    location: str
    near: list[str]
    """Similar names, if they were looked for."""

    def __str__(self) -> str:
        near = ", ".join(map(repr, vars(self).get("near", ())))
        return f"{super().__str__()} Similar: {near}." if near else super().__str__()


class LocationInactive(InventoryError):
    """Location {location!r} is not active. Name another one, or set `active` for it first."""

    code = "location_inactive"
    location: str


class ProductDiffers(InventoryError):
    """{sku!r} is of product {product_id!r}, not of {stated!r}. Check the SKU."""

    code = "product_differs"
    sku: str
    product_id: str
    stated: str


class InvalidIdentifier(InventoryError):
    """{field} {value!r} is not known, and can't be a new key: it {reason}. Correct it."""

    code = "invalid_identifier"
    field: str
    value: str
    reason: str


class UnknownReservation(InventoryError):
    """No reservation is known for order {order_id!r}."""

    code = "unknown_reservation"
    order_id: str


class ReservationConflict(InventoryError):
    """Order {order_id!r} is {status}: {detail}"""

    code = "reservation_conflict"
    order_id: str
    status: str
    detail: str


class QuantityStale(InventoryError):
    """{sku!r} at {location!r} has {quantity_on_hand} on hand, not {expected} as expected. Read it
    again and count again.
    """

    code = "quantity_stale"
    sku: str
    location: str
    expected: int
    quantity_on_hand: int


class QuantityBelowZero(InventoryError):
    """{sku!r} at {location!r} has {quantity_on_hand} on hand, {quantity_shortfall} of them missing:
    {delta} leaves less than 0.
    """

    code = "quantity_below_zero"
    sku: str
    location: str
    delta: int
    quantity_on_hand: int
    quantity_shortfall: int


class PreconditionFailed(InventoryError):
    """{subject} has changed: it is at version {version}, and another one was expected. Read it
    again and decide anew.
    """

    code = "precondition_failed"
    subject: str
    version: int


class ReferenceConflict(InventoryError):
    """Reference {reference!r} was used for another adjustment or move of {sku!r} at {location!r}.
    Use a new reference.
    """

    code = "reference_conflict"
    sku: str
    location: str
    reference: str


class IdempotencyKeyReused(InventoryError):
    """Idempotency key {key!r} was used for another request. Use a new key for a new request."""

    code = "idempotency_key_reused"
    key: str


class ConcurrentChange(InventoryError):
    """{row} was made or removed by somebody else between two statements. Nothing was done. Try
    again.
    """

    code = "concurrent_change"
    row: str
