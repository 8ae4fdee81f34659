"""Commands: every change of stock as a plain value, for `inventory.write_path.apply.apply`.

Two voices speak through them, and no command has both (ADR 0043). A *fact* has happened elsewhere,
at the time `at`. It is always recorded, even when stock cannot follow. A *request* (HTTP, command
line) happens at the database's time. It may be refused, and a refused request stores and announces
nothing. `Expire`, `AssumeDispatched` and `FollowLocation` are neither: the passing of time speaks
through them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from inventory.domain.adjustments import Adjustment, AdjustmentReason
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.causes import Cause as Cause  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.goods_commands import AssumeDispatched as AssumeDispatched  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import CancelLines as CancelLines  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import Dispatch as Dispatch  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import Return as Return  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import StateCompletion as StateCompletion  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import StateDispatch as StateDispatch  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import StateLinesCancelled as StateLinesCancelled  # noqa: PLC0414 - a part of it
from inventory.domain.goods_commands import StateReturn as StateReturn  # noqa: PLC0414 - a part of it
from inventory.domain.lines import Line as Line  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.lines import merge_lines as merge_lines  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.moves import FollowLocation as FollowLocation  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.moves import Move as Move  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.moves import Reassign as Reassign  # noqa: PLC0414 - a part of this vocabulary
from inventory.domain.policies import PolicyStatement

MAX_QUANTITY = 1_000_000_000
"""The most units one line, statement or adjustment may name."""
MAX_LINES = 100
"""The most lines an order may have."""
DEFAULT_LOCATION = "main"


@dataclass(frozen=True, slots=True)
class StateSupply:
    """The catalogue states `quantity` units as of `at`, and `counts` says the meaning of that.

    None leaves the number alone.
    """

    sku: str
    product_id: str
    quantity: int | None
    at: datetime
    cause: Cause
    location: str = DEFAULT_LOCATION
    low_stock_threshold: int | None = None
    counts: CatalogueQuantity = CatalogueQuantity.SUPPLIED


@dataclass(frozen=True, slots=True)
class AdjustStock:
    """A person or an import corrects the number. The same `reference` on the same row is a replay.

    With `expected_versions` it is refused unless one of them is the version of the SKU, the sum
    over its locations. They are given as sequences (`inventory.database.epochs`), and 0 stands for
    a SKU without rows. Without `create` it is refused if it would make a row. With `product_id` it
    is refused if the SKU is of another product, and a row that it makes is of that product.
    """

    sku: str
    adjustment: Adjustment
    reason: AdjustmentReason
    reference: str
    cause: Cause
    location: str = DEFAULT_LOCATION
    note: str | None = None
    expected_versions: Container[int] | None = None
    create: bool = True
    product_id: str | None = None
    reverses: tuple[int, ...] = ()
    """The movement that this one takes back, by its id."""


@dataclass(frozen=True, slots=True)
class StatePolicy:
    """The catalogue states rules by which the SKU is sold, as of `at`.

    A SKU with a policy is known: without any stock row it gets one, with no units.
    """

    sku: str
    product_id: str
    stated: PolicyStatement
    at: datetime
    cause: Cause


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """A person sets rules by which the SKU is sold.

    With `expected_versions`, given as sequences (`inventory.database.epochs`), it is refused unless
    one of them is the version of the policy. 0 stands for a SKU without a policy.
    """

    sku: str
    stated: PolicyStatement
    cause: Cause
    expected_versions: Container[int] | None = None


@dataclass(frozen=True, slots=True)
class StateOrder:
    """The order was said to have `lines`, merged by SKU and location.

    `ttl_seconds` None takes the default hold time. A `patient` command is refused for now, and
    leaves no trace, while nothing is missing but SKUs that the catalogue has not named.
    """

    order_id: str
    lines: tuple[Line, ...]
    cause: Cause
    at: datetime
    ttl_seconds: int | None = None
    patient: bool = False
    preference: Preference = NO_PREFERENCE


@dataclass(frozen=True, slots=True)
class StatePayment:
    """The order was paid: its lines leave the shelf."""

    order_id: str
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class StatePaymentFailure:
    """The payment failed: the order may be paid or reserved again."""

    order_id: str
    reason: str
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class StateCancellation:
    """The order was ended for good. Units taken go back on the shelf unless `restock` is False."""

    order_id: str
    reason: str
    cause: Cause
    at: datetime
    restock: bool = True


@dataclass(frozen=True, slots=True)
class Reserve:
    """Hold `lines`, merged by SKU and location. `ttl_seconds` None takes the default hold time.

    With `use_safety_stock` it may hold units that are kept back from others.
    """

    order_id: str
    lines: tuple[Line, ...]
    cause: Cause
    ttl_seconds: int | None = None
    use_safety_stock: bool = False
    preference: Preference = NO_PREFERENCE


@dataclass(frozen=True, slots=True)
class Confirm:
    """Take the order as paid: its lines leave the shelf."""

    order_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Release:
    """Give the hold back: the order may be reserved again."""

    order_id: str
    reason: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the order for good. Units taken go back on the shelf unless `restock` is False."""

    order_id: str
    reason: str
    cause: Cause
    restock: bool = True


@dataclass(frozen=True, slots=True)
class Extend:
    """Keep a live hold for `ttl_seconds` from now, within the maximum. Never shortens it.

    The ledger has no movement of it, so the `reason` is told by its announcement alone.
    """

    order_id: str
    ttl_seconds: int
    cause: Cause
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Amend:
    """Give a running hold or a paid order other `lines`, all or none. A hold keeps its time.

    `preference` None leaves the wishes for its locations as they are.

    With `expected_versions`, given as sequences (`inventory.database.epochs`), it is refused unless
    one of them is the version of the reservation.
    """

    order_id: str
    lines: tuple[Line, ...]
    cause: Cause
    expected_versions: Container[int] | None = None
    preference: Preference | None = None


@dataclass(frozen=True, slots=True)
class Expire:
    """Give the units of the hold back if its time is over."""

    order_id: str
    cause: Cause


GoodsFact = StateDispatch | StateCompletion | StateReturn
OrderFact = StateOrder | StatePayment | StatePaymentFailure | StateCancellation | StateLinesCancelled | GoodsFact
OrderRequest = Reserve | Confirm | Release | Cancel | CancelLines | Extend | Amend | Reassign | Dispatch | Return
OrderCommand = OrderFact | OrderRequest | Expire | AssumeDispatched
StockCommand = StateSupply | AdjustStock | Move | FollowLocation
PolicyCommand = StatePolicy | SetPolicy
Fact = OrderFact | StateSupply | StatePolicy
Request = OrderRequest | AdjustStock | Move | SetPolicy
Command = StockCommand | PolicyCommand | OrderCommand
